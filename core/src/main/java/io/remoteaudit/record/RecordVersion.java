package io.remoteaudit.record;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A record version as the ledger holds it.
 *
 * @param record the content
 * @param recordedAt when the ledger took it
 * @param leafIndex its place in the ledger; empty until it is sequenced
 */
public record RecordVersion(QualityRecord record, Instant recordedAt, OptionalLong leafIndex) {

    /** Checks that nothing is missing. */
    public RecordVersion {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(recordedAt, "recordedAt");
        Objects.requireNonNull(leafIndex, "leafIndex");
    }
}
