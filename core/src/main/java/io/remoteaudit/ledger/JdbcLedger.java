package io.remoteaudit.ledger;

import io.remoteaudit.store.Database;
import io.remoteaudit.store.SqlWork;
import io.remoteaudit.store.StoreException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger on a database. Its own thread sequences what was appended and notices what other nodes sequenced. */
final class JdbcLedger implements Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration GATHER = Duration.ofMillis(50);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int LARGEST_PAGE = 10_000;

    /** Of the others the library decides something by what they say. */
    private static final Set<EntryKind> ERASABLE = EnumSet.of(EntryKind.RECORD, EntryKind.QUESTION, EntryKind.ACCESS);

    private static final int LONGEST_SUBJECT = 200;

    private final Database database;
    private final KeyRing keys;
    private final Clock clock;
    private final Sequencer sequencer;
    private final SecureRandom random = new SecureRandom();
    private final Growth growth;
    private final Thread thread;

    JdbcLedger(Database database, LedgerKeys keys, Clock clock) {
        this.database = database;
        this.keys = KeyRing.open(keys, database);
        this.clock = clock;
        this.sequencer = new Sequencer(database, this.keys, clock);
        this.growth = new Growth(readAndCheckNewest());
        this.thread = new Thread(this::run, "remote-audit-sequencer");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public Instant append(NewEntry entry) {
        Instant at = database.joining("append an entry", connection -> append(connection, entry));
        database.afterCommit(this::wake);
        return at;
    }

    @Override
    public Instant appendDurably(NewEntry entry) {
        Instant at = database.durably("append an entry", connection -> append(connection, entry));
        wake();
        return at;
    }

    @Override
    public Instant append(NewEntry entry, Connection connection) {
        return on(connection, "append an entry", own -> Database.within(own, inside -> append(inside, entry)));
    }

    @Override
    public List<Instant> appendAll(List<NewEntry> entries) {
        List<SaltedEntry> salted = salted(entries);
        List<Instant> times = database.joining("append entries", connection -> insertAll(connection, salted));
        database.afterCommit(this::wake);
        return times;
    }

    @Override
    public List<Instant> appendAll(List<SaltedEntry> entries, Connection connection) {
        return on(connection, "append entries", own -> Database.within(own, inside -> insertAll(inside, entries)));
    }

    @Override
    public List<SaltedEntry> salted(List<NewEntry> entries) {
        entries.forEach(JdbcLedger::check);
        return entries.parallelStream().map(this::salted).toList();
    }

    private SaltedEntry salted(NewEntry entry) {
        return SaltedEntry.of(entry, Salts.random(random));
    }

    private List<Instant> insertAll(Connection connection, List<SaltedEntry> entries) throws SQLException {
        Instant at = now();
        LedgerRows.insertAll(connection, entries, at);
        return Collections.nCopies(entries.size(), at);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Erasure erase(EntryKind kind, String subject, SortedSet<String> names, ErasureGrounds grounds) {
        if (!ERASABLE.contains(kind)) {
            throw new ErasureException(
                    "RA-0251",
                    "Fields of an entry of kind '" + kind.wireName()
                            + "' cannot be erased: the ledger, its keys and who" + " was admitted are decided by them");
        }
        Erasure erasure = database.joining("erase fields", connection -> {
            // Else SQLite would leave the old text in free pages of its file.
            return database.overwriting(connection, own -> erase(own, kind, subject, names, grounds));
        });
        database.afterCommit(() -> {
            database.dropOverwritten();
            wake();
        });
        return erasure;
    }

    private Erasure erase(
            Connection connection, EntryKind kind, String subject, SortedSet<String> names, ErasureGrounds grounds)
            throws SQLException {
        // The number before the content: who erases at the same moment either is seen in the content or takes the
        // number.
        int number = LedgerRows.newestVersion(connection, EntryKind.ERASURE, subject) + 1;
        List<Erasure.Field> erased = new ArrayList<>();
        Map<Long, List<Disclosure>> left = new LinkedHashMap<>();
        for (LedgerRows.Disclosed entry : LedgerRows.disclosed(connection, kind, subject)) {
            List<Disclosure> kept = new ArrayList<>();
            for (Disclosure disclosure : entry.disclosures()) {
                if (names.contains(disclosure.name())) {
                    erased.add(new Erasure.Field(entry.version(), disclosure.name(), disclosure.digest()));
                } else {
                    kept.add(disclosure);
                }
            }
            if (kept.size() < entry.disclosures().size()) {
                left.put(entry.entryId(), kept);
            }
        }
        for (String name : names) {
            if (erased.stream().noneMatch(field -> field.name().equals(name))) {
                throw new ErasureException(
                        "RA-0250",
                        "There is no field '" + name + "' to erase in " + kind.wireName() + " '" + subject
                                + "': it has none of that name, or it was erased before. Nothing was erased");
            }
        }
        Instant at = insert(
                connection,
                new NewEntry(EntryKind.ERASURE, subject, number, null, Erasure.content(kind, erased, grounds)));
        for (Map.Entry<Long, List<Disclosure>> entry : left.entrySet()) {
            LedgerRows.erase(connection, entry.getKey(), entry.getValue());
        }
        return new Erasure(kind, subject, number, at, OptionalLong.empty(), erased, grounds);
    }

    private Instant append(Connection connection, NewEntry entry) throws SQLException {
        check(entry);
        return insert(connection, entry);
    }

    private Instant insert(Connection connection, NewEntry entry) throws SQLException {
        SaltedEntry salted = salted(entry);
        Instant at = now();
        LedgerRows.insertAll(connection, List.of(salted), at);
        return at;
    }

    @Override
    public Optional<Entry> find(EntryKind kind, String subject, int version) {
        return reading(connection -> LedgerRows.byKey(connection, kind, subject, version)).stream()
                .findFirst();
    }

    @Override
    public Optional<Entry> newest(EntryKind kind, String subject) {
        return reading(connection -> LedgerRows.newest(connection, kind, subject)).stream()
                .findFirst();
    }

    @Override
    public List<Entry> versions(EntryKind kind, String subject) {
        return reading(connection -> LedgerRows.bySubject(connection, kind, subject));
    }

    @Override
    public List<Entry> versions(EntryKind kind, String subject, Connection connection) {
        return on(connection, "read the ledger", own -> LedgerRows.bySubject(own, kind, subject));
    }

    @Override
    public int newestVersion(EntryKind kind, String subject, Connection connection) {
        return on(connection, "read the ledger", own -> LedgerRows.newestVersion(own, kind, subject));
    }

    @Override
    public List<String> subjects(EntryKind kind) {
        return reading(connection -> LedgerRows.subjects(connection, kind));
    }

    @Override
    public List<String> waiting(EntryKind kind) {
        return reading(connection -> LedgerRows.waiting(connection, kind));
    }

    @Override
    public List<Entry> inContext(
            EntryKind kind, String context, int version, long fromLeaf, long ledgerSize, int limit) {
        requireLimit(limit);
        return reading(
                connection -> LedgerRows.inContext(connection, kind, context, version, fromLeaf, ledgerSize, limit));
    }

    @Override
    public long countInContext(EntryKind kind, String context, int version, long ledgerSize) {
        return reading(connection -> LedgerRows.countInContext(connection, kind, context, version, ledgerSize));
    }

    @Override
    public List<Entry> ofKind(EntryKind kind, long fromLeaf, long ledgerSize, int limit) {
        requireLimit(limit);
        return fromLeaf >= ledgerSize
                ? List.of()
                : reading(connection -> LedgerRows.ofKind(connection, kind, fromLeaf, ledgerSize, limit));
    }

    @Override
    public List<Entry> sequenced(long fromLeaf, int limit) {
        requireLimit(limit);
        long end = Math.min(size(), fromLeaf + limit);
        return fromLeaf >= end ? List.of() : reading(connection -> LedgerRows.leaves(connection, fromLeaf, end));
    }

    @Override
    public long size() {
        return growth.newest().size();
    }

    @Override
    public LedgerStanding standing() {
        SignedCheckpoint newest = growth.newest();
        return committed(connection -> new LedgerStanding(
                newest.size(),
                newest.at(),
                TreeRows.waiting(connection),
                TreeRows.longestWaiting(connection),
                TreeRows.newestEntry(connection)));
    }

    @Override
    public SignedCheckpoint checkpoint() {
        return growth.newest();
    }

    @Override
    public Optional<SignedCheckpoint> checkpoint(long size) {
        return reading(connection -> {
            Optional<TreeRows.SignedNoteRow> row = TreeRows.checkpoint(connection, size);
            return row.isEmpty() ? Optional.empty() : Optional.of(row.get().open(keys.history(connection)));
        });
    }

    @Override
    public InclusionProof inclusion(long leafIndex, long ledgerSize) {
        requireSize(ledgerSize);
        return reading(connection -> MerkleTree.inclusion(Sequencer.treeOn(connection), leafIndex, ledgerSize));
    }

    @Override
    public ConsistencyProof consistency(long fromSize, long toSize) {
        requireSize(toSize);
        return reading(connection -> MerkleTree.consistency(Sequencer.treeOn(connection), fromSize, toSize));
    }

    @Override
    public Optional<byte[]> tile(TileId tile) {
        long leavesOfOneHash = 1L << (8 * tile.level());
        long hashes = size() / leavesOfOneHash;
        if (tile.index() > hashes / TileId.FULL || tile.index() * TileId.FULL + tile.width() > hashes) {
            return Optional.empty();
        }
        byte[] all = reading(connection -> TreeRows.tile(connection, tile.level(), tile.index()));
        return Optional.of(Arrays.copyOf(all, tile.width() * Hash.LENGTH));
    }

    @Override
    public LogKey key() {
        return keys.history().current();
    }

    @Override
    public List<LogKey> signingKeys() {
        return keys.signing();
    }

    @Override
    public KeyHistory keys() {
        return keys.history();
    }

    @Override
    public List<ProvenRotation> rotations(long ledgerSize) {
        requireSize(ledgerSize);
        return reading(connection -> {
            List<ProvenRotation> rotations = new ArrayList<>();
            for (Entry entry : LedgerRows.bySubject(connection, EntryKind.KEY, ProvenRotation.SUBJECT)) {
                long leafIndex = entry.leafIndex().orElse(Long.MAX_VALUE);
                if (leafIndex < ledgerSize) {
                    rotations.add(new ProvenRotation(
                            entry.leaf(),
                            entry.disclosures(),
                            MerkleTree.inclusion(Sequencer.treeOn(connection), leafIndex, ledgerSize)));
                }
            }
            return rotations;
        });
    }

    @Override
    public synchronized KeyRotation rotateKey(String reason) {
        List<Entry> changes =
                committed(connection -> LedgerRows.bySubject(connection, EntryKind.KEY, ProvenRotation.SUBJECT));
        KeyRotation rotation = keys.rotate(changes, size(), clock.instant(), reason);
        NewEntry entry = new NewEntry(
                EntryKind.KEY,
                ProvenRotation.SUBJECT,
                changes.size() + 1,
                null,
                new TreeMap<>(Map.of(ProvenRotation.STATEMENT, Json.text(rotation.note()))));
        database.durably("change the ledger's key", connection -> insert(connection, entry));
        wake();
        LOG.info("The ledger's key was changed from {} to {}", rotation.oldKey(), rotation.newKey());
        return rotation;
    }

    @Override
    public LedgerCheck check(LongConsumer progress) {
        return LedgerCheck.of(database, keys.history().periods().get(0).key(), clock, progress);
    }

    @Override
    public boolean awaitSize(long size, Duration timeout) {
        return growth.awaitSize(size, timeout);
    }

    @Override
    public boolean awaitSequenced(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        long last = committed(TreeRows::newestPending);
        wake();
        while (committed(TreeRows::oldestPending) <= last) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative() || growth.closed() || Thread.currentThread().isInterrupted()) {
                return false;
            }
            // Another node may be the one that sequences, so the rows decide; growth only ends the pause early.
            awaitSize(size() + 1, left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
        }
        return awaitSize(committed(TreeRows::leafCount), Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    @Override
    public Registration onGrowth(LongConsumer listener) {
        return growth.onGrowth(listener);
    }

    @Override
    public void wake() {
        growth.wake();
    }

    @Override
    public void close() {
        growth.close();
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration backOff = FIRST_BACK_OFF;
        while (!growth.closed()) {
            try {
                boolean more = sequence();
                if (!backOff.equals(FIRST_BACK_OFF)) {
                    LOG.info("Sequencing goes on at ledger size {}", size());
                    backOff = FIRST_BACK_OFF;
                }
                if (!more) {
                    growth.pause(GATHER, POLL);
                }
            } catch (RuntimeException | Error e) {
                // Nothing is lost: what waits stays waiting. A database that is away comes back, so this goes on.
                LOG.warn(
                        "Sequencing failed and is tried again in {} ms: {}",
                        backOff.toMillis(),
                        e.getMessage(),
                        backOff.equals(FIRST_BACK_OFF) ? e : null);
                growth.pause(backOff, backOff);
                backOff = backOff.multipliedBy(2).compareTo(LONGEST_BACK_OFF) < 0
                        ? backOff.multipliedBy(2)
                        : LONGEST_BACK_OFF;
            }
        }
        release();
    }

    /** Sequences a batch if anything waits, and makes known what this node or another has sequenced. */
    private boolean sequence() {
        reachNewest();
        int sequenced = committed(TreeRows::newestPending) >= 0 ? sequencer.sequence() : 0;
        if (sequenced > 0) {
            reachNewest();
        }
        return sequenced == Sequencer.BATCH;
    }

    private void reachNewest() {
        Optional<SignedCheckpoint> newest = committed(connection -> {
            Optional<TreeRows.SignedNoteRow> row = TreeRows.newestCheckpoint(connection);
            if (row.isEmpty() || row.get().note().equals(growth.newest().note())) {
                return Optional.empty();
            }
            keys.learn(connection);
            return Optional.of(row.get().open(keys.history()));
        });
        newest.ifPresent(growth::reach);
    }

    private void release() {
        try {
            sequencer.release();
        } catch (RuntimeException e) {
            LOG.warn(
                    "The sequencer's lease was not released and ends by itself in {}: {}",
                    Lease.LENGTH,
                    e.getMessage());
        }
    }

    private SignedCheckpoint readAndCheckNewest() {
        return database.reading("read the ledger", connection -> {
            long leaves = TreeRows.leafCount(connection);
            Optional<TreeRows.SignedNoteRow> newest = TreeRows.newestCheckpoint(connection);
            SignedCheckpoint checkpoint = newest.isPresent() ? keys.open(newest.get(), connection) : empty(connection);
            if (checkpoint.size() > leaves
                    || !MerkleTree.root(Sequencer.treeOn(connection), checkpoint.size())
                            .equals(checkpoint.root())) {
                throw new StoreException(
                        "RA-0202",
                        "The ledger's rows do not give the root of its newest checkpoint (size " + checkpoint.size()
                                + ", " + leaves
                                + " leaves found): rows were changed or removed. Restore the database from"
                                + " a backup; nothing is served until then");
            }
            return checkpoint;
        });
    }

    private SignedCheckpoint empty(Connection connection) throws SQLException {
        Instant at = clock.instant();
        return new SignedCheckpoint(
                new Checkpoint(key().name(), 0, MerkleTree.EMPTY_ROOT),
                keys.sign(connection, 0, MerkleTree.EMPTY_ROOT, at),
                at);
    }

    private <T> T reading(SqlWork<T> work) {
        return database.reading("read the ledger", work);
    }

    private <T> T committed(SqlWork<T> work) {
        return database.readingCommitted("read the ledger", work);
    }

    private static <T> T on(Connection connection, String what, SqlWork<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw Database.failure(what, e);
        }
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit must be from 1 to " + LARGEST_PAGE + ", not " + limit);
        }
    }

    private void requireSize(long ledgerSize) {
        if (ledgerSize > size()) {
            throw new IllegalArgumentException("The ledger has not reached size " + ledgerSize + " yet");
        }
    }

    private static void check(NewEntry entry) {
        if (entry.kind() == EntryKind.KEY) {
            throw new IllegalArgumentException("The ledger's key is changed by rotateKey alone");
        }
        if (entry.kind() == EntryKind.ERASURE) {
            throw new IllegalArgumentException("Fields are erased by erase alone");
        }
        if (entry.subject().isEmpty() || entry.subject().length() > LONGEST_SUBJECT || entry.version() < 1) {
            throw new IllegalArgumentException("An entry has a subject of 1 to " + LONGEST_SUBJECT
                    + " characters and a version from 1 on: '" + entry.subject() + "' version " + entry.version());
        }
        String context = entry.context();
        if (context != null && context.length() > LONGEST_SUBJECT) {
            throw new IllegalArgumentException(
                    "An entry's context has at most " + LONGEST_SUBJECT + " characters: '" + context + "'");
        }
    }
}
