package io.remoteaudit.trace;

import java.util.List;
import java.util.Objects;

/**
 * One record type that a dossier needs.
 *
 * @param id the rule's id
 * @param recordType the record type's id
 * @param lot the lot it has to be of: the dossier's, or one that went into it
 * @param ifSterile whether only sterile lots need it
 * @param evidence whether it is there
 * @param limits what of the terms keeps one from saying more: {@code sites, productFamilies, recordTypes, standards, lots,
 *     dates, masking}; empty where nothing does
 * @param records the records, the earliest first, at most {@value #MAX_RECORDS}; of more, the first by their ids
 * @param total how many records there are
 * @param verified whether the rule was checked against a standard; else it is a proposal
 */
public record DossierLine(
        String id,
        String recordType,
        String lot,
        boolean ifSterile,
        EvidenceState evidence,
        List<String> limits,
        List<DossierRecord> records,
        int total,
        boolean verified) {

    /** The most records given of one line. */
    public static final int MAX_RECORDS = 50;

    /** Copies the lists. */
    public DossierLine {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(recordType, "recordType");
        Objects.requireNonNull(lot, "lot");
        Objects.requireNonNull(evidence, "evidence");
        limits = List.copyOf(limits);
        records = List.copyOf(records);
    }
}
