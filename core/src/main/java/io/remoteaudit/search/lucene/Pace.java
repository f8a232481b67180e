package io.remoteaudit.search.lucene;

import io.remoteaudit.search.IndexProgress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * How fast an index is built, told in the log every ten seconds or tenth of the way and to whoever asks. Advanced by the
 * thread that builds; read by any.
 */
final class Pace {

    private static final Logger LOG = LoggerFactory.getLogger(Pace.class);

    private static final long INTERVAL = Duration.ofSeconds(10).toNanos();
    private static final double SECOND = 1e9;

    private final Path directory;
    private final boolean beside;
    private final Instant since;
    private final long began = System.nanoTime();
    private final long from;
    private final Level level;
    private volatile Step step;
    private long toldAt = began;
    private long toldTenths;

    /** How far it was at one moment. */
    private record Step(long size, long target, long at) {}

    /**
     * Begins.
     *
     * @param directory where, for the log
     * @param beside whether another index answers meanwhile
     * @param from the ledger size it has
     * @param target the ledger size it is to have
     */
    Pace(Path directory, boolean beside, Clock clock, long from, long target) {
        this.directory = directory;
        this.beside = beside;
        this.since = clock.instant();
        this.from = from;
        // A ledger that holds nothing yet is not worth a line in the host's log.
        this.level = target == 0 ? Level.DEBUG : Level.INFO;
        this.step = new Step(from, target, began);
    }

    /** Whether it is about an index from its first entry on, and not about one that only has to catch up. */
    boolean isFromNothing() {
        return from == 0;
    }

    void begin(String why) {
        LOG.atLevel(level)
                .log(
                        "Search index in {} is {} from the ledger, {} entries, since {}",
                        directory,
                        beside ? "rebuilt" : "built",
                        step.target(),
                        why);
    }

    void at(long size, long target) {
        Step now = new Step(size, Math.max(size, target), System.nanoTime());
        step = now;
        long tenths = now.target() == 0 ? 10 : size * 10 / now.target();
        if (size < now.target() && (tenths > toldTenths || now.at() - toldAt >= INTERVAL)) {
            toldTenths = tenths;
            toldAt = now.at();
            IndexProgress.Building told = toBuilding();
            LOG.info(
                    "Search index in {}: {} of {} entries ({} %), {} a second, about {} s left",
                    directory,
                    size,
                    now.target(),
                    size * 100 / now.target(),
                    Math.round(told.perSecond()),
                    told.remaining() == null ? "?" : told.remaining().toSeconds());
        }
    }

    void end(long size) {
        step = new Step(size, size, System.nanoTime());
        LOG.atLevel(level)
                .log(
                        "Search index in {} is {} up to ledger size {}, in {} s at {} entries a second",
                        directory,
                        beside ? "rebuilt" : "built",
                        size,
                        Math.round(seconds(step)),
                        Math.round(perSecond(step)));
    }

    IndexProgress.Building toBuilding() {
        Step now = step;
        double perSecond = perSecond(now);
        @Nullable
        Duration remaining =
                perSecond > 0 ? Duration.ofMillis(Math.round((now.target() - now.size()) * 1000 / perSecond)) : null;
        return new IndexProgress.Building(beside, now.size(), since, perSecond, remaining);
    }

    private double perSecond(Step now) {
        double seconds = seconds(now);
        return now.size() == from || seconds == 0 ? 0 : (now.size() - from) / seconds;
    }

    private double seconds(Step now) {
        return (now.at() - began) / SECOND;
    }
}
