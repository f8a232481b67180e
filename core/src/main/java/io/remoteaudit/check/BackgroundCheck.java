package io.remoteaudit.check;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a check done on a thread of its own, slowly, one at a time, and keeps what the last one found. Safe for use by
 * several threads.
 *
 * @param <R> what a check finds
 */
final class BackgroundCheck<R> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundCheck.class);

    private static final Duration CLOSING = Duration.ofSeconds(10);

    /** Between the slices of a check nobody waits for, so that the host's own work comes first. */
    private static final long PAUSE_MILLISECONDS = 20;

    private final String name;
    private final Checking<R> checking;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ScheduledExecutorService executor;
    private volatile boolean closed;
    private volatile boolean failed;
    private volatile @Nullable R last;

    /** The leaf index a check under way has reached; negative while none is. */
    private volatile long reached = -1;

    /** Checks, and tells after each slice the leaf index reached; whatever that throws ends it. */
    @FunctionalInterface
    interface Checking<R> {
        R check(LongConsumer progress);
    }

    /**
     * Makes ready.
     *
     * @param name of the check, for its thread and the log
     * @param checking what is done, with whatever it found logged
     */
    BackgroundCheck(String name, Checking<R> checking) {
        this.name = name;
        this.checking = checking;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "remote-audit-" + name.replace(' ', '-'));
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Checks again and again, the first time after one interval. */
    void every(Duration interval) {
        long milliseconds = interval.toMillis();
        // A check reports its own failures, and only closing ends them.
        Future<?> unused =
                executor.scheduleWithFixedDelay(this::quietly, milliseconds, milliseconds, TimeUnit.MILLISECONDS);
    }

    /** Checks now, on the calling thread and without pauses. */
    R run(LongConsumer progress) {
        R found = checking.check(progress);
        last = found;
        failed = false;
        return found;
    }

    /** Begins a check in the background, unless one was asked for and has not ended. */
    void start() {
        if (asked.compareAndSet(false, true)) {
            try {
                executor.execute(() -> {
                    try {
                        quietly();
                    } finally {
                        asked.set(false);
                    }
                });
            } catch (RejectedExecutionException e) {
                throw new IllegalStateException("The " + name + " is closed", e);
            }
        }
    }

    /** The leaf index that a check in the background has reached; empty if none is under way or asked for. */
    OptionalLong reached() {
        long at = reached;
        return at >= 0 ? OptionalLong.of(at) : asked.get() ? OptionalLong.of(0) : OptionalLong.empty();
    }

    /** What the last check that came to its end found. */
    Optional<R> last() {
        return Optional.ofNullable(last);
    }

    /** Whether a check after that one could not be done. */
    boolean hasFailed() {
        return failed;
    }

    private void quietly() {
        try {
            reached = 0;
            R unused = run(this::pause);
        } catch (CancellationException e) {
            LOG.debug("The {} was ended", name, e);
        } catch (RuntimeException e) {
            if (!closed) {
                failed = true;
                LOG.warn("The {} could not be done; it is tried again when it is due or asked for", name, e);
            }
        } finally {
            reached = -1;
        }
    }

    private void pause(long leafIndex) {
        reached = leafIndex;
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closed) {
            throw new CancellationException("The module is closing");
        }
    }

    /** Ends a check under way without a result. */
    @Override
    public void close() {
        closed = true;
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The {} still reads the database and ends by itself", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
