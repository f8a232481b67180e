package io.remoteaudit.check;

import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LedgerCheck;
import io.remoteaudit.timestamp.Anchors;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
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

    private final Ledger ledger;
    private final Anchors anchors;
    private final BackgroundCheck<LedgerCheck> background = new BackgroundCheck<>("self-check", this::check);

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
            check.background.every(interval);
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
        return background.run(progress);
    }

    /** Begins a check in the background, unless one was asked for and has not ended. */
    public void start() {
        background.start();
    }

    /**
     * How far a check in the background has come.
     *
     * @return the leaf index reached, or empty if none is under way or asked for
     */
    public OptionalLong reached() {
        return background.reached();
    }

    /**
     * The last check's result.
     *
     * @return the result, or empty if none has ended since the module was opened
     */
    public Optional<LedgerCheck> last() {
        return background.last();
    }

    /**
     * Whether the last check in the background could not be done, as when the database did not answer; the log says why.
     *
     * @return true until one is done
     */
    public boolean hasFailed() {
        return background.hasFailed();
    }

    private LedgerCheck check(LongConsumer progress) {
        LedgerCheck rows = ledger.check(progress);
        LedgerCheck check = rows.defect() == null
                ? new LedgerCheck(
                        rows.startedAt(),
                        rows.took(),
                        rows.ledgerSize(),
                        rows.checkpoints(),
                        anchors.check().orElse(null))
                : rows;
        check.firstDefect()
                .ifPresentOrElse(
                        defect -> LOG.error(
                                "RA-0207: The ledger's rows are not as they were written. {}: {} ({}). Keep the database"
                                        + " as it is for whoever looks into it, and restore a backup",
                                defect.row(),
                                defect.english(),
                                defect.chinese()),
                        () -> LOG.info(
                                "The ledger was recomputed up to size {} in {} ms: every row is as it was written",
                                check.ledgerSize(),
                                check.took().toMillis()));
        return check;
    }

    /** Ends a check under way without a result. */
    @Override
    public void close() {
        background.close();
    }
}
