package io.remoteaudit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The time, moved by hand; it runs on until it is stopped. Safe for use by several threads. */
public final class MovedClock extends Clock {

    private volatile Duration moved = Duration.ZERO;
    private volatile @Nullable Instant stopped;

    /** Sets how far it is ahead of the machine's own. */
    public void moveTo(Duration ahead) {
        moved = ahead;
    }

    /** Stops it where it is, for who tests limits to the second: a slow machine must not pass them meanwhile. */
    public void stop() {
        stopped = Instant.now();
    }

    @Override
    public Instant instant() {
        Instant at = stopped;
        return (at == null ? Instant.now() : at).plus(moved);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("UTC only");
    }
}
