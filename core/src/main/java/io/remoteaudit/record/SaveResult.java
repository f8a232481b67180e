package io.remoteaudit.record;

import java.time.Instant;

/** What a save did. */
public sealed interface SaveResult {

    /**
     * The business id of the record.
     *
     * @return the id as it was given
     */
    String id();

    /**
     * The version that now holds the record's content.
     *
     * @return a number from 1 on
     */
    int version();

    /**
     * The version is new. It is durable once the surrounding transaction commits.
     *
     * @param id the business id
     * @param version the version saved
     * @param recordedAt when the ledger took it
     */
    record Saved(String id, int version, Instant recordedAt) implements SaveResult {}

    /**
     * The ledger already holds this version with exactly this content; nothing was written.
     *
     * @param id the business id
     * @param version the version that already holds the content
     * @param recordedAt when the ledger took it
     */
    record Unchanged(String id, int version, Instant recordedAt) implements SaveResult {}
}
