package io.remoteaudit.search;

import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Keeps only results that have one of the values.
 *
 * @param facet the side filtered by
 * @param values the values kept, at least one
 */
public record Filter(Facet facet, SortedSet<String> values) {

    /** Copies the values. */
    public Filter {
        Objects.requireNonNull(facet, "facet");
        values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A filter on " + facet.wireName() + " needs at least one value");
        }
    }

    /**
     * A filter on some values.
     *
     * @param facet the side filtered by
     * @param values the values kept
     * @return the filter
     */
    public static Filter of(Facet facet, String... values) {
        return new Filter(facet, new TreeSet<>(Set.of(values)));
    }
}
