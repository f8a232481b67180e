package io.remoteaudit.timestamp;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint's time-stamp by one authority: given, or still pending.
 *
 * @param ledgerSize the checkpoint's size
 * @param authority what the maker calls the authority
 * @param since when it was given, by the authority's clock; of a pending one, when it was first asked for
 * @param timestamp the time-stamp, over the SHA-256 digest of the checkpoint's signed note; null while it is pending
 * @param failure why the last attempt failed, in English; null if none did or it is given
 */
public record Anchor(
        long ledgerSize,
        String authority,
        Instant since,
        @Nullable Timestamp timestamp,
        @Nullable String failure) {

    /** Checks that nothing required is missing. */
    public Anchor {
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(since, "since");
    }

    /**
     * Whether it is still to come.
     *
     * @return true without a time-stamp
     */
    public boolean pending() {
        return timestamp == null;
    }

    /**
     * The time-stamp.
     *
     * @return the time-stamp, or empty while it is pending
     */
    public Optional<Timestamp> given() {
        return Optional.ofNullable(timestamp);
    }
}
