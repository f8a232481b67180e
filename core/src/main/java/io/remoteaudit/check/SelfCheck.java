package io.remoteaudit.check;

import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LedgerCheck;
import io.remoteaudit.timestamp.Anchors;
import java.time.Duration;
import java.util.Objects;
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
 * Recomputes the ledger and its time-stamps from their rows: at an interval, and when asked. What it finds it logs as an
 * error and shows; it repairs nothing, since only a backup can tell what was there. Safe for use by several threads.
 */
public final class SelfCheck implements AutoCloseable {

    /** How often the ledger is checked unless said otherwise. */
    public static final Duration DAILY = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(SelfCheck.class);

    private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /** Between the slices of a check nobody waits for, so that the host's own work comes first. */
    private static final long PAUSE_MILLISECONDS = 20;

    private final Ledger ledger;
    private final Anchors anchors;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "remote-audit-self-check");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;
    private volatile @Nullable LedgerCheck last;

    /** The leaf index a check under way has reached; negative while none is. */
    private volatile long reached = -1;

    private SelfCheck(Ledger ledger, Anchors anchors) {
        this.ledger = ledger;
        this.anchors = anchors;
    }

    /**
     * Opens the self-check.
     *
     * @param ledger what is checked
     * @param anchors the ledger's time-stamps
     * @param interval how often, a minute or more, the first time after one interval; zero for only when asked
     * @return the self-check; to be closed before the ledger
     * @throws IllegalArgumentException if the interval is negative or between zero and a minute
     */
    public static SelfCheck open(Ledger ledger, Anchors anchors, Duration interval) {
        if (!interval.isZero() && interval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    "The ledger can be checked every minute at most, or never (zero), not every " + interval);
        }
        SelfCheck check = new SelfCheck(Objects.requireNonNull(ledger, "ledger"), anchors);
        if (!interval.isZero()) {
            long every = interval.toMillis();
            // A check reports its own failures, and only closing ends them.
            Future<?> unused =
                    check.executor.scheduleWithFixedDelay(check::quietly, every, every, TimeUnit.MILLISECONDS);
        }
        return check;
    }

    /**
     * Checks now, on the calling thread and without pauses.
     *
     * @param progress told the leaf index reached, from time to time; whatever it throws ends the check
     * @return the result, which is also the {@link #last()} then
     * @throws io.remoteaudit.store.StoreException if the database refuses
     */
    public LedgerCheck run(LongConsumer progress) {
        LedgerCheck rows = ledger.check(progress);
        LedgerCheck check = rows.defect() == null
                ? new LedgerCheck(
                        rows.startedAt(),
                        rows.took(),
                        rows.ledgerSize(),
                        rows.checkpoints(),
                        anchors.check().orElse(null))
                : rows;
        last = check;
        check.firstDefect()
                .ifPresent(defect -> LOG.error(
                        "RA-0207: The ledger's rows are not as they were written. {}: {} ({}). Keep the database as it is"
                                + " for whoever looks into it, and restore a backup",
                        defect.row(),
                        defect.english(),
                        defect.chinese()));
        return check;
    }

    /** Begins a check in the background, unless one was asked for and has not ended. */
    public void start() {
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
                throw new IllegalStateException("The self-check is closed", e);
            }
        }
    }

    /**
     * How far a check in the background has come.
     *
     * @return the leaf index reached, or empty if none is under way or asked for
     */
    public OptionalLong reached() {
        long at = reached;
        return at >= 0 ? OptionalLong.of(at) : asked.get() ? OptionalLong.of(0) : OptionalLong.empty();
    }

    /**
     * The last check's result.
     *
     * @return the result, or empty if none has ended since the module was opened
     */
    public Optional<LedgerCheck> last() {
        return Optional.ofNullable(last);
    }

    private void quietly() {
        try {
            reached = 0;
            LedgerCheck check = run(this::pause);
            if (check.defect() == null) {
                LOG.info(
                        "The ledger was recomputed up to size {} in {} ms: every row is as it was written",
                        check.ledgerSize(),
                        check.took().toMillis());
            }
        } catch (CancellationException e) {
            LOG.debug("The self-check was ended", e);
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.warn("The self-check could not be done and is tried again at its next time: {}", e.getMessage(), e);
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
                LOG.warn("The self-check still reads the database and ends by itself");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
