package io.remoteaudit.standard;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record that the dossier of every lot of a kind needs.
 *
 * @param id a name of its own within the rules
 * @param lots the kind of lots
 * @param recordType the id of the record type needed
 * @param ifSterile whether only sterile lots need it
 * @param ofInputs whether not the lot needs it, but each received lot that went directly into it
 * @param link how it is found where it does not name the lot; null where it does
 * @param verified whether the rule was checked against a standard; else it is a proposal and said to be one
 */
public record DossierItem(
        String id,
        LotKind lots,
        String recordType,
        boolean ifSterile,
        boolean ofInputs,
        @Nullable DossierLink link,
        boolean verified) {

    /** Checks that nothing is missing. */
    public DossierItem {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(lots, "lots");
        Objects.requireNonNull(recordType, "recordType");
    }
}
