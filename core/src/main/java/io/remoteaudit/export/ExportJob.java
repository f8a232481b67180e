package io.remoteaudit.export;

import io.remoteaudit.ledger.Hash;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An export job as it stands.
 *
 * @param id names it
 * @param state where it stands
 * @param recordsDone ledger entries written so far
 * @param recordsTotal ledger entries to be written; 0 until they are counted
 * @param bytes bytes of the file so far
 * @param failure why it failed, in English; null if it did not
 * @param sha256 the file's digest; null until it is complete
 * @param startedAt when it was asked for
 * @param ledgerSize the ledger size exported
 */
public record ExportJob(
        String id,
        ExportState state,
        long recordsDone,
        long recordsTotal,
        long bytes,
        @Nullable String failure,
        @Nullable Hash sha256,
        Instant startedAt,
        long ledgerSize) {

    /** Checks that nothing required is missing. */
    public ExportJob {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(startedAt, "startedAt");
    }
}
