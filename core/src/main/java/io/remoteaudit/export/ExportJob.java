package io.remoteaudit.export;

import java.time.Instant;
import java.util.List;
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
 * @param files the finished files: the whole, or its parts in their order; empty until all are complete
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
        List<ExportFile> files,
        Instant startedAt,
        long ledgerSize) {

    /** Checks that nothing required is missing and copies the list. */
    public ExportJob {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(startedAt, "startedAt");
        files = List.copyOf(files);
    }
}
