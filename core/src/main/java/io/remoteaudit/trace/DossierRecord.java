package io.remoteaudit.trace;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record of a dossier.
 *
 * @param record the record
 * @param occurredAt when it happened; null where that is masked
 * @param recordedAt when the ledger took this version
 * @param late whether that was long after it happened; false where it is not known
 */
public record DossierRecord(
        TracedRecord record, @Nullable OffsetDateTime occurredAt, Instant recordedAt, boolean late) {

    /** Checks that nothing is missing. */
    public DossierRecord {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(recordedAt, "recordedAt");
    }
}
