package io.remoteaudit.search;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param ledgerSize the ledger size it was computed at; the same search at the same size finds the same
 * @param query the query in canonical form
 * @param total how many records in scope match, exactly
 * @param hits this page
 * @param facets the counts asked for; each facet's counts are sorted by falling count, then value. A facet over a
 *     masked field is absent
 * @param nextCursor gives the next page; null on the last one
 */
public record SearchResult(
        long ledgerSize,
        String query,
        long total,
        List<SearchHit> hits,
        Map<Facet, List<FacetCount>> facets,
        @Nullable String nextCursor) {

    /** Copies the collections. */
    public SearchResult {
        hits = List.copyOf(hits);
        EnumMap<Facet, List<FacetCount>> copy = new EnumMap<>(Facet.class);
        facets.forEach((facet, counts) -> copy.put(facet, List.copyOf(counts)));
        facets = Collections.unmodifiableMap(copy);
    }
}
