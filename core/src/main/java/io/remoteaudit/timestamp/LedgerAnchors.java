package io.remoteaudit.timestamp;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LedgerCheck;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.ledger.SignedCheckpoint;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.SqlWork;
import io.remoteaudit.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps time-stamps, and what is pending, in the ledger's database. */
final class LedgerAnchors implements Anchors {

    private static final Logger LOG = LoggerFactory.getLogger(Anchors.class);

    private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(15);
    private static final Duration LONGEST_BACK_OFF = Duration.ofHours(1);

    /** Longer than an authority may take to answer, so that no other node asks meanwhile. */
    private static final Duration CLAIM = Duration.ofMinutes(2);

    private static final int MOST_NEWEST = 1_000;

    private final Ledger ledger;
    private final Database database;
    private final List<TimestampAuthority> authorities;
    private final Duration interval;
    private final Clock clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "remote-audit-anchors");
        thread.setDaemon(true);
        return thread;
    });

    LedgerAnchors(
            Ledger ledger, Database database, List<TimestampAuthority> authorities, Duration interval, Clock clock) {
        Set<String> names = new HashSet<>();
        for (TimestampAuthority authority : authorities) {
            if (!names.add(authority.name())) {
                throw new IllegalArgumentException(
                        "Two time-stamp authorities are named '" + authority.name() + "'; give each a name of its own");
            }
        }
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    "The ledger can be anchored every minute at most, not every " + interval);
        }
        this.ledger = ledger;
        this.database = database;
        this.authorities = List.copyOf(authorities);
        this.interval = interval;
        this.clock = clock;
    }

    void start() {
        if (!authorities.isEmpty()) {
            // A look reports its own failures, and only closing ends them.
            Future<?> unused = executor.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public List<TimestampAuthority> authorities() {
        return authorities;
    }

    @Override
    public List<Anchor> anchor(SignedCheckpoint checkpoint) {
        if (checkpoint.size() < 1) {
            throw new IllegalArgumentException("An empty ledger has nothing to anchor");
        }
        ask(checkpoint.size());
        List<Anchor> known = of(checkpoint.size());
        for (TimestampAuthority authority : authorities) {
            if (by(authority, known).filter(Anchor::pending).isPresent()) {
                attempt(new AnchorRows.Due(checkpoint.size(), authority.name(), 0), authority, checkpoint);
            }
        }
        return of(checkpoint.size());
    }

    @Override
    public List<Anchor> of(long ledgerSize) {
        return reading(connection -> AnchorRows.of(connection, ledgerSize)).stream()
                .sorted(Comparator.comparingInt(this::place).thenComparing(Anchor::authority))
                .toList();
    }

    @Override
    public List<Anchor> newest(int limit) {
        if (limit < 1 || limit > MOST_NEWEST) {
            throw new IllegalArgumentException("limit must be from 1 to " + MOST_NEWEST + ", not " + limit);
        }
        return reading(connection -> AnchorRows.newest(connection, limit)).stream()
                .sorted(Comparator.comparingLong(Anchor::ledgerSize)
                        .reversed()
                        .thenComparingInt(this::place)
                        .thenComparing(Anchor::authority))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<LedgerCheck.Defect> check() {
        long below = Long.MAX_VALUE;
        while (true) {
            long end = below;
            List<AnchorRows.Kept> kept = reading(connection -> AnchorRows.keptBelow(connection, end));
            if (kept.isEmpty()) {
                return Optional.empty();
            }
            for (AnchorRows.Kept row : kept) {
                if (!holds(row)) {
                    return Optional.of(new LedgerCheck.Defect(
                            "remote_audit_timestamp " + row.ledgerSize() + " " + row.authority(),
                            "大小为 " + row.ledgerSize() + " 的检查点的时间戳（" + row.authority() + "）被改动，或不属于本账本",
                            "The time-stamp of the checkpoint of size " + row.ledgerSize() + " by " + row.authority()
                                    + " was altered or is not of this ledger"));
                }
                below = Math.min(below, row.ledgerSize());
            }
        }
    }

    private boolean holds(AnchorRows.Kept row) {
        Optional<SignedCheckpoint> checkpoint = ledger.checkpoint(row.ledgerSize());
        if (checkpoint.isEmpty()) {
            return false;
        }
        Hash imprint = Anchors.imprint(checkpoint.get());
        try {
            Timestamp timestamp = Timestamp.parse(row.token());
            if (timestamp.at().toEpochMilli() != row.stampedAt()) {
                return false;
            }
            Optional<TimestampAuthority> by = authorities.stream()
                    .filter(authority -> authority.name().equals(row.authority()))
                    .findFirst();
            if (by.isPresent()) {
                timestamp.verify(imprint, by.get().anchors());
            } else {
                timestamp.requireSound(imprint);
            }
            return true;
        } catch (TimestampException | MalformedException e) {
            LOG.debug("A time-stamp that is kept does not hold", e);
            return false;
        }
    }

    @Override
    public Optional<Anchor> newestGiven() {
        return reading(AnchorRows::newestGiven);
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public long total() {
        return reading(AnchorRows::total);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            // One answer may still be on its way; the pool of connections must outlive it.
            if (!executor.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("A time-stamp authority still holds the module's closing up; what is pending is kept");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            SignedCheckpoint checkpoint = ledger.checkpoint();
            if (isDue(checkpoint)) {
                ask(checkpoint.size());
            }
            for (AnchorRows.Due due : reading(connection -> AnchorRows.due(connection, clock.instant()))) {
                retry(due);
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("Anchoring is tried again in {}: {}", LOOK, e.getMessage());
            LOG.debug("Anchoring failed", e);
        }
    }

    private boolean isDue(SignedCheckpoint checkpoint) {
        AnchorRows.Last last = reading(AnchorRows::last);
        return checkpoint.size() > last.ledgerSize()
                && (last.at().isEmpty()
                        || !Instant.ofEpochMilli(last.at().getAsLong())
                                .plus(interval)
                                .isAfter(clock.instant()));
    }

    private void retry(AnchorRows.Due due) {
        Optional<TimestampAuthority> authority = authorities.stream()
                .filter(candidate -> candidate.name().equals(due.authority()))
                .findFirst();
        Optional<SignedCheckpoint> checkpoint = ledger.checkpoint(due.ledgerSize());
        boolean own = database.transaction(
                "claim a pending time-stamp",
                connection -> AnchorRows.claim(connection, due, clock.instant().plus(CLAIM)));
        if (own && authority.isPresent() && checkpoint.isPresent()) {
            attempt(due, authority.get(), checkpoint.get());
        }
    }

    private void attempt(AnchorRows.Due due, TimestampAuthority authority, SignedCheckpoint checkpoint) {
        try {
            Timestamp timestamp = authority.stamp(Anchors.imprint(checkpoint));
            database.execute(
                    "keep a time-stamp",
                    connection -> AnchorRows.insert(connection, due.ledgerSize(), due.authority(), timestamp));
        } catch (TimestampException e) {
            Instant next = clock.instant().plus(backOff(due.attempts()));
            database.execute(
                    "keep a time-stamp pending", connection -> AnchorRows.fail(connection, due, next, e.reason()));
            LOG.warn("The time-stamp of ledger size {} is pending: {}", due.ledgerSize(), e.getMessage());
        }
    }

    static Duration backOff(int attempts) {
        Duration backOff = FIRST_BACK_OFF.multipliedBy(1L << Math.min(attempts, 16));
        return backOff.compareTo(LONGEST_BACK_OFF) < 0 ? backOff : LONGEST_BACK_OFF;
    }

    /** Notes what is wanted before anyone is asked, so that a crash in between forgets nothing. */
    private void ask(long ledgerSize) {
        List<Anchor> known = of(ledgerSize);
        for (TimestampAuthority authority : authorities) {
            if (by(authority, known).isEmpty()) {
                try {
                    database.execute(
                            "ask for a time-stamp",
                            connection -> AnchorRows.insertPending(
                                    connection, ledgerSize, authority.name(), clock.instant()));
                } catch (StoreException e) {
                    if (by(authority, of(ledgerSize)).isEmpty()) {
                        throw e;
                    }
                    LOG.debug("Another node asks for the time-stamp of ledger size {} as well", ledgerSize, e);
                }
            }
        }
    }

    private static Optional<Anchor> by(TimestampAuthority authority, List<Anchor> anchors) {
        return anchors.stream()
                .filter(anchor -> anchor.authority().equals(authority.name()))
                .findFirst();
    }

    private int place(Anchor anchor) {
        for (int i = 0; i < authorities.size(); i++) {
            if (authorities.get(i).name().equals(anchor.authority())) {
                return i;
            }
        }
        return authorities.size();
    }

    private <T> T reading(SqlWork<T> work) {
        return database.readingCommitted("read the ledger's anchors", work);
    }
}
