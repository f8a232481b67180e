package io.remoteaudit.endpoint;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.access.AccessTrail;
import io.remoteaudit.access.Attempt;
import io.remoteaudit.ledger.Hash;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The second half of an access in the trail, written once. Safe for use by several threads. */
final class Served {

    private static final Logger LOG = LoggerFactory.getLogger(Served.class);

    private final AccessTrail trail;
    private final List<Attempt> attempts;
    private final Meter meter;
    private final LongConsumer sent;
    private final AtomicBoolean written = new AtomicBoolean();

    Served(AccessTrail trail, List<Attempt> attempts, Meter meter, LongConsumer sent) {
        this.trail = trail;
        this.attempts = List.copyOf(attempts);
        this.meter = meter;
        this.sent = sent;
    }

    /** Takes what is going to be given over time out of the day's allowance, or refuses it before it begins. */
    void reserve(long rows, long bytes) {
        meter.take(rows, bytes);
    }

    /** Counts and writes what is about to be given. If that fails, nothing may be given. */
    void before(int status, long rows, long bytes, @Nullable Hash digest) {
        if (written.compareAndSet(false, true)) {
            if (bytes > 0) {
                meter.take(rows, bytes);
            }
            write(status, rows, bytes, digest);
            sent.accept(bytes);
        }
    }

    /** Writes what was given over time. The attempt is in the trail already, so a failure here is only noted. */
    void after(int status, long rows, long bytes, @Nullable Hash digest) {
        if (written.compareAndSet(false, true)) {
            meter.settle(bytes);
            sent.accept(bytes);
            try {
                write(status, rows, bytes, digest);
            } catch (RemoteAuditException e) {
                LOG.error(
                        "{}",
                        LogLine.of("sent-not-in-trail")
                                .with("code", "RA-0720")
                                .with("access", attempts.get(0).id())
                                .because(e));
            }
        }
    }

    /** Of what was asked of several engagements at once, each trail is told its own row. */
    private void write(int status, long rows, long bytes, @Nullable Hash digest) {
        for (Attempt attempt : attempts) {
            trail.served(attempt, status, rows / attempts.size(), bytes, digest);
        }
    }
}
