package io.remoteaudit.search;

import io.remoteaudit.record.Scope;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search on someone's behalf.
 *
 * @param scope what may be found; compiled into the query
 * @param query in the query language, at most 512 characters; empty for everything in scope; or as JSON
 * @param json whether the query is JSON, as {@link io.remoteaudit.search.query.QueryJson} reads it, and not text
 * @param filters all of which must hold
 * @param sort the order
 * @param facets which counts to give
 * @param limit how many hits at most, 0 to 200; 0 for totals and facets only
 * @param cursor where the page before ended, as it said; null for the first page
 * @param ledgerSize the ledger size to search at; empty for the newest indexed one, or the cursor's
 * @param engagement the engagement on whose auditor's behalf is searched: records are also found by what was asked and
 *     answered about them in it; null to search records alone. To be taken from whom the caller was admitted as, never
 *     from what the caller says
 */
public record SearchRequest(
        Scope scope,
        String query,
        boolean json,
        List<Filter> filters,
        Sort sort,
        Set<Facet> facets,
        int limit,
        @Nullable String cursor,
        OptionalLong ledgerSize,
        @Nullable String engagement) {

    /** The largest page. A larger one is refused, never silently cut. */
    public static final int MAX_LIMIT = 200;

    /** Checks the bounds and copies the collections. */
    public SearchRequest {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(query, "query");
        filters = List.copyOf(filters);
        Objects.requireNonNull(sort, "sort");
        facets = facets.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(facets));
        Objects.requireNonNull(ledgerSize, "ledgerSize");
        if (limit < 0 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be from 0 to " + MAX_LIMIT + ", not " + limit);
        }
    }

    /**
     * A search by a query's text, of records alone.
     *
     * @param scope what may be found; compiled into the query
     * @param query in the query language, at most 512 characters; empty for everything in scope
     * @param filters all of which must hold
     * @param sort the order
     * @param facets which counts to give
     * @param limit how many hits at most, 0 to 200; 0 for totals and facets only
     * @param cursor where the page before ended, as it said; null for the first page
     * @param ledgerSize the ledger size to search at; empty for the newest indexed one, or the cursor's
     */
    public SearchRequest(
            Scope scope,
            String query,
            List<Filter> filters,
            Sort sort,
            Set<Facet> facets,
            int limit,
            @Nullable String cursor,
            OptionalLong ledgerSize) {
        this(scope, query, false, filters, sort, facets, limit, cursor, ledgerSize, null);
    }

    /**
     * The first page of a search by relevance, without filters or facets.
     *
     * @param scope what may be found
     * @param query in the query language
     * @return the request
     */
    public static SearchRequest of(Scope scope, String query) {
        return new SearchRequest(scope, query, List.of(), Sort.RELEVANCE, Set.of(), 50, null, OptionalLong.empty());
    }

    /**
     * The request for the page after a result.
     *
     * @param nextCursor the result's cursor
     * @return the same request from there on
     */
    public SearchRequest after(String nextCursor) {
        return new SearchRequest(scope, query, json, filters, sort, facets, limit, nextCursor, ledgerSize, engagement);
    }

    /**
     * The same request on behalf of an engagement's auditor.
     *
     * @param engagement the engagement the caller was admitted to
     * @return the request, which also finds records by what was asked and answered about them in it
     */
    public SearchRequest inEngagement(String engagement) {
        return new SearchRequest(
                scope,
                query,
                json,
                filters,
                sort,
                facets,
                limit,
                cursor,
                ledgerSize,
                Objects.requireNonNull(engagement, "engagement"));
    }
}
