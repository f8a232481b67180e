package io.remoteaudit.ledger;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the ledger stands, as its database says now.
 *
 * @param size how many entries are sequenced
 * @param checkpointAt when that size was signed
 * @param waiting how many entries are durable and wait for their leaf index
 * @param waitingSince when the one that waits longest was appended; null if none waits
 * @param newestEntryAt when the newest durable entry was appended; null if there is none
 */
public record LedgerStanding(
        long size,
        Instant checkpointAt,
        long waiting,
        @Nullable Instant waitingSince,
        @Nullable Instant newestEntryAt) {

    /** Checks that nothing required is missing. */
    public LedgerStanding {
        Objects.requireNonNull(checkpointAt, "checkpointAt");
    }

    /**
     * The newest entry that no crash can take away.
     *
     * @return when the ledger took it, or empty if there is none
     */
    public Optional<Instant> newestEntry() {
        return Optional.ofNullable(newestEntryAt);
    }
}
