package io.remoteaudit.sampling;

import io.remoteaudit.search.Facet;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How a population is divided, before it is drawn from.
 *
 * @param by the side whose values divide it
 * @param allocation how many members each part gives
 * @param parts the parts by value
 */
public record Strata(Facet by, Allocation allocation, List<Stratum> parts) {

    /** The sides a population can be divided by: those of which a record has one value at most. */
    public static final Set<Facet> SIDES =
            Set.copyOf(EnumSet.of(Facet.TYPE, Facet.SITE, Facet.PRODUCT_FAMILY, Facet.SUPPLIER, Facet.MONTH));

    /** Checks that nothing is missing and copies the list. */
    public Strata {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(allocation, "allocation");
        parts = List.copyOf(parts);
    }
}
