package io.remoteaudit.standard;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the dossier of a lot needs to be complete. A host adds rules of its own to those of the catalogue, or leaves some out.
 *
 * @param items which records
 * @param orders in which order
 * @param validities what had to be valid on the day
 */
public record DossierRules(List<DossierItem> items, List<DossierOrder> orders, List<DossierValidity> validities) {

    /** Copies the lists. */
    public DossierRules {
        items = List.copyOf(items);
        orders = List.copyOf(orders);
        validities = List.copyOf(validities);
    }

    /**
     * Nothing.
     *
     * @return rules by which no dossier lacks anything
     */
    public static DossierRules none() {
        return new DossierRules(List.of(), List.of(), List.of());
    }

    /**
     * These rules and others.
     *
     * @param others what is needed besides
     * @return the rules together
     */
    public DossierRules and(DossierRules others) {
        return new DossierRules(
                joined(items, others.items), joined(orders, others.orders), joined(validities, others.validities));
    }

    private static <T> List<T> joined(List<T> these, List<T> others) {
        return Stream.concat(these.stream(), others.stream()).toList();
    }
}
