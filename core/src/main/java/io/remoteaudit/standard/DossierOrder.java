package io.remoteaudit.standard;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That of two kinds of records in a dossier one has to happen before the other.
 *
 * @param id a name of its own within the rules
 * @param lots the kind of lots
 * @param first the id of the record type that comes first
 * @param ofInputs whether the first is one of a lot that went into the lot, and the other the record that says so
 * @param then the id of the record type that comes after
 * @param attribute the attribute of the later record which tells whether the rule counts for it; null if it always does
 * @param value the value it has where the rule counts; null if it always does
 * @param verified whether the rule was checked against a standard; else it is a proposal and said to be one
 */
public record DossierOrder(
        String id,
        LotKind lots,
        String first,
        boolean ofInputs,
        String then,
        @Nullable String attribute,
        @Nullable String value,
        boolean verified) {

    /** Checks that nothing is missing. */
    public DossierOrder {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(lots, "lots");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(then, "then");
    }
}
