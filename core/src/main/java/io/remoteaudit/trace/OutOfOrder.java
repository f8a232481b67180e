package io.remoteaudit.trace;

import java.util.Objects;

/**
 * Two records that happened in the wrong order.
 *
 * @param id the rule's id
 * @param lot the lot the record is of which should have been first
 * @param first the earliest record that should have been first
 * @param then the earliest record that should have come after it, and happened before
 * @param verified whether the rule was checked against a standard; else it is a proposal
 */
public record OutOfOrder(String id, String lot, DossierRecord first, DossierRecord then, boolean verified) {

    /** Checks that nothing is missing. */
    public OutOfOrder {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(lot, "lot");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(then, "then");
    }
}
