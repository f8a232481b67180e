package io.remoteaudit.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * A checkpoint as the ledger keeps it.
 *
 * @param checkpoint origin, size and root
 * @param note the signed note, exactly as it is handed out
 * @param at when it was signed, by the maker's clock
 */
public record SignedCheckpoint(Checkpoint checkpoint, String note, Instant at) {

    /** Checks that nothing is missing. */
    public SignedCheckpoint {
        Objects.requireNonNull(checkpoint, "checkpoint");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(at, "at");
    }

    /**
     * The ledger size signed.
     *
     * @return how many leaves
     */
    public long size() {
        return checkpoint.size();
    }

    /**
     * The root signed.
     *
     * @return the root
     */
    public Hash root() {
        return checkpoint.root();
    }
}
