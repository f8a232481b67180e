package io.remoteaudit.trace;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether who or what took part in a lot's records had a valid record of its own on the day.
 *
 * @param id the rule's id
 * @param recordType the id of the record type needed
 * @param subject who or what took part, as the lot's records name it
 * @param evidence whether there is such a record that was valid on each day
 * @param limits as {@link DossierLine#limits}
 * @param usedIn the lot's record it took part in: the first on a day without validity, else the last
 * @param day the day of that record
 * @param by the record that is valid on that day, or else the last there is; null if there is none
 * @param verified whether the rule was checked against a standard; else it is a proposal
 */
public record Validity(
        String id,
        String recordType,
        String subject,
        EvidenceState evidence,
        List<String> limits,
        TracedRecord usedIn,
        LocalDate day,
        @Nullable TracedRecord by,
        boolean verified) {

    /** Copies the list. */
    public Validity {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(recordType, "recordType");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(evidence, "evidence");
        limits = List.copyOf(limits);
        Objects.requireNonNull(usedIn, "usedIn");
        Objects.requireNonNull(day, "day");
    }
}
