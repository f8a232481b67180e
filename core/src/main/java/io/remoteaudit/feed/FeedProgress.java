package io.remoteaudit.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a run is.
 *
 * @param source what is being read
 * @param startedAt when the run began
 * @param now when this was so
 * @param read how many records' rows were read until now
 * @param total how many rows there are to read; empty if that is not known
 */
public record FeedProgress(String source, Instant startedAt, Instant now, long read, OptionalLong total) {

    /** Checks that nothing is missing. */
    public FeedProgress {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(total, "total");
    }

    /**
     * How fast it goes.
     *
     * @return rows a second since the run began
     */
    public double perSecond() {
        long millis = Math.max(1, Duration.between(startedAt, now).toMillis());
        return read * 1_000.0 / millis;
    }

    /**
     * How long it will still take at that speed.
     *
     * @return the time; empty if the total or the speed is not known
     */
    public Optional<Duration> remaining() {
        if (total.isEmpty() || read == 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) (Math.max(0, total.getAsLong() - read) * 1_000 / perSecond())));
    }
}
