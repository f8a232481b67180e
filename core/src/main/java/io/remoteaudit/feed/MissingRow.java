package io.remoteaudit.feed;

import java.time.Instant;
import java.util.Objects;

/**
 * A row that was deleted from its source after it had become a record. The record stays as it is.
 *
 * @param source the source it was in
 * @param key by which the next page begins
 * @param row its id, as the source had it
 * @param recordId the record it became
 * @param noticedAt when it was found to be gone
 */
public record MissingRow(String source, String key, String row, String recordId, Instant noticedAt) {

    /** Checks that nothing is missing. */
    public MissingRow {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(row, "row");
        Objects.requireNonNull(recordId, "recordId");
        Objects.requireNonNull(noticedAt, "noticedAt");
    }
}
