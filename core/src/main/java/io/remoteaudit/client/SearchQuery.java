package io.remoteaudit.client;

import io.remoteaudit.search.Facet;
import io.remoteaudit.search.Filter;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.Sort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to search for. Immutable; each method gives a changed copy.
 *
 * @param text the query; empty for everything in scope
 * @param filters all of which must hold
 * @param sort the order
 * @param facets which counts to give
 * @param limit how many at most, up to 200
 * @param cursor where the page before ended; null for the first page
 * @param ledgerSize the ledger size to search at; empty for the newest
 */
public record SearchQuery(
        String text,
        List<Filter> filters,
        Sort sort,
        Set<Facet> facets,
        int limit,
        @Nullable String cursor,
        OptionalLong ledgerSize) {

    private static final int DEFAULT_LIMIT = 50;

    /** Copies the collections and checks the limit. */
    public SearchQuery {
        Objects.requireNonNull(text, "text");
        filters = List.copyOf(filters);
        Objects.requireNonNull(sort, "sort");
        facets = facets.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(facets));
        Objects.requireNonNull(ledgerSize, "ledgerSize");
        if (limit < 0 || limit > SearchRequest.MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be from 0 to " + SearchRequest.MAX_LIMIT + ", not " + limit);
        }
    }

    /**
     * A search by relevance.
     *
     * @param text the query
     * @return the search
     */
    public static SearchQuery of(String text) {
        return new SearchQuery(text, List.of(), Sort.RELEVANCE, Set.of(), DEFAULT_LIMIT, null, OptionalLong.empty());
    }

    /**
     * The same search, kept to some values of a side.
     *
     * @param facet the side
     * @param values the values, any of which will do
     * @return the search
     */
    public SearchQuery filter(Facet facet, String... values) {
        List<Filter> all = new ArrayList<>(filters);
        all.add(Filter.of(facet, values));
        return new SearchQuery(text, all, sort, facets, limit, cursor, ledgerSize);
    }

    /**
     * The same search in another order.
     *
     * @param order the order
     * @return the search
     */
    public SearchQuery sort(Sort order) {
        return new SearchQuery(text, filters, order, facets, limit, cursor, ledgerSize);
    }

    /**
     * The same search with counts.
     *
     * @param sides which counts to give
     * @return the search
     */
    public SearchQuery facets(Facet... sides) {
        return new SearchQuery(text, filters, sort, Set.of(sides), limit, cursor, ledgerSize);
    }

    /**
     * The same search with pages of another length.
     *
     * @param most how many at most
     * @return the search
     */
    public SearchQuery limit(int most) {
        return new SearchQuery(text, filters, sort, facets, most, cursor, ledgerSize);
    }

    /**
     * The same search at one ledger size.
     *
     * @param size the ledger size
     * @return the search
     */
    public SearchQuery at(long size) {
        return new SearchQuery(text, filters, sort, facets, limit, cursor, OptionalLong.of(size));
    }

    /**
     * The page after one.
     *
     * @param nextCursor the cursor that page gave
     * @return the search from there on
     */
    public SearchQuery after(String nextCursor) {
        return new SearchQuery(text, filters, sort, facets, limit, nextCursor, ledgerSize);
    }
}
