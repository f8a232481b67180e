package io.remoteaudit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time, moved by hand. Safe for use by several threads. */
public final class MovedClock extends Clock {

    private volatile Duration moved = Duration.ZERO;

    /** Sets how far it is ahead of the machine's own. */
    public void moveTo(Duration ahead) {
        moved = ahead;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(moved);
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
