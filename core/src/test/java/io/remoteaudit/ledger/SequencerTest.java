package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import io.remoteaudit.store.StoreException;
import io.remoteaudit.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;

class SequencerTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Clock CLOCK = Clock.systemUTC();
    private static final LogSigner SIGNER = new LogSigner("test.example/audit", new byte[32]);

    private TestDatabase tables;
    private BreakingDataSource breaking;
    private Database database;

    @BeforeEach
    void createTables(TestDatabase tables) {
        this.tables = tables;
        breaking = new BreakingDataSource(tables.pool());
        database = Database.of(breaking, HostTransactions.none());
        new Migrations(database, CLOCK).run(Migrations.Mode.AUTO);
    }

    @EachDatabase
    void rule2BatchThatBreaksAtAnyStepLeavesTheOldStateAndIsDoneLater() {
        Sequencer sequencer = new Sequencer(database, SIGNER, CLOCK);
        insertWaiting(0, 300);
        assertThat(sequencer.sequence()).isEqualTo(300);
        insertWaiting(300, 300);
        int step = 0;
        while (number("SELECT COUNT(*) FROM remote_audit_pending") > 0) {
            breaking.breakAfter(step++);
            try {
                sequencer.sequence();
            } catch (StoreException e) {
                assertThat(e).hasMessageContaining("broken");
            }
            breaking.breakAfter(Integer.MAX_VALUE);
            long leaves = number("SELECT COUNT(*) FROM remote_audit_leaf");
            assertThat(number("SELECT MAX(ledger_size) FROM remote_audit_checkpoint"))
                    .isEqualTo(leaves);
            assertThat(number("SELECT COUNT(*) FROM remote_audit_pending")).isEqualTo(600 - leaves);
            assertThat(number("SELECT COUNT(*) FROM remote_audit_tile")).isEqualTo(leaves / 256);
        }
        assertThat(step).as("steps of a batch").isGreaterThan(10);
        try (Ledger ledger = Ledger.open(database, SIGNER, CLOCK)) {
            assertThat(ledger.size()).isEqualTo(600);
        }
    }

    @EachDatabase
    void whoLostTheLeaseWritesNothing() {
        Sequencer paused = new Sequencer(database, SIGNER, CLOCK);
        insertWaiting(0, 1);
        assertThat(paused.sequence()).isEqualTo(1);
        update("UPDATE remote_audit_lease SET holder = 'another node', token = token + 1, expires_at = 0");
        insertWaiting(1, 1);
        assertThat(paused.sequence()).isZero();
        assertThat(number("SELECT COUNT(*) FROM remote_audit_leaf")).isEqualTo(1);
        assertThat(paused.sequence()).as("after taking the lease that ended").isEqualTo(1);
        assertThat(number("SELECT token FROM remote_audit_lease")).isEqualTo(3);
    }

    @EachDatabase
    void ledgerIsNeverSignedByTwoKeys() {
        byte[] otherSeed = new byte[32];
        otherSeed[0] = 1;
        Sequencer first = new Sequencer(database, SIGNER, CLOCK);
        Sequencer second = new Sequencer(database, new LogSigner("test.example/audit", otherSeed), CLOCK);
        insertWaiting(0, 1);
        assertThat(first.sequence()).isEqualTo(1);
        first.release();
        insertWaiting(1, 1);
        assertThatThrownBy(second::sequence).isInstanceOf(StoreException.class).hasMessageStartingWith("RA-0203");
        assertThat(number("SELECT COUNT(*) FROM remote_audit_leaf")).isEqualTo(1);
    }

    @EachDatabase
    void nodeThatDiedWithTheLeaseIsReplacedWhenItEndsByTheDatabasesClockAlone() {
        lease("dead", 7, 1_500);
        insertWaiting(0, 1);
        Clock ahead = Clock.offset(CLOCK, Duration.ofDays(1));
        Clock behind = Clock.offset(CLOCK, Duration.ofDays(-1));
        assertThat(new Sequencer(database, SIGNER, ahead).sequence()).isZero();
        Sequencer next = new Sequencer(database, SIGNER, behind);
        await().atMost(Duration.ofSeconds(60)).until(() -> next.sequence() == 1);
        assertThat(number("SELECT token FROM remote_audit_lease")).isEqualTo(8);
    }

    @EachDatabase
    void leaseWrittenBeforeTheDatabasesClockWasSetBackHoldsNobodyUp() {
        lease("dead", 7, Duration.ofHours(1).toMillis());
        insertWaiting(0, 1);
        assertThat(new Sequencer(database, SIGNER, CLOCK).sequence()).isEqualTo(1);
    }

    @EachDatabase
    void twoThatBeginAtOnceBothGoOnAndOnlyOneSequences() {
        insertWaiting(0, 1);
        Sequencer first = new Sequencer(database, SIGNER, CLOCK);
        Sequencer second = new Sequencer(database, SIGNER, CLOCK);
        assertThat(List.of(first.sequence(), second.sequence())).containsExactly(1, 0);
        insertWaiting(1, 1);
        assertThat(List.of(second.sequence(), first.sequence())).containsExactly(0, 1);
        first.release();
        insertWaiting(2, 1);
        assertThat(second.sequence()).isEqualTo(1);
    }

    /** Servers alone: the embedded database dies with its process. */
    @EachDatabase({TestDatabase.Kind.POSTGRESQL, TestDatabase.Kind.MARIADB})
    void nodeThatFallsSilentInTheMiddleOfABatchIsReplacedWithinTenSeconds() throws Exception {
        Lease silent = new Lease(database);
        assertThat(silent.holdOrTake()).isTrue();
        insertWaiting(0, 1);
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch resumed = new CountDownLatch(1);
        Thread paused = new Thread(() -> database.transaction("pause", connection -> {
            silent.renew(connection);
            locked.countDown();
            try {
                return resumed.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        paused.setUncaughtExceptionHandler((thread, failure) -> thrown.add(failure));
        paused.start();
        assertThat(locked.await(60, TimeUnit.SECONDS)).isTrue();
        Sequencer next = new Sequencer(database, SIGNER, CLOCK);
        await().atMost(Duration.ofSeconds(60)).until(() -> next.sequence() == 1);
        resumed.countDown();
        paused.join(60_000);
        assertThat(thrown).as("what the paused one learns").hasSize(1);
    }

    @EachDatabase
    void databaseThatWasAwayIsCaughtUpWith() {
        try (Ledger ledger = Ledger.open(database, SIGNER, CLOCK)) {
            ledger.append(entry("A"));
            assertThat(ledger.awaitSize(1, LONG)).isTrue();
            breaking.away(true);
            assertThatThrownBy(() -> ledger.append(entry("B")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("RA-0228");
            breaking.away(false);
            ledger.append(entry("B"));
            assertThat(ledger.awaitSize(2, LONG)).isTrue();
        }
    }

    @EachDatabase
    void listenerThatFailsOrClosesStopsNoOther() throws Exception {
        Ledger ledger = Ledger.open(database, SIGNER, CLOCK);
        CountDownLatch heard = new CountDownLatch(1);
        ledger.onGrowth(size -> {
            throw new IllegalStateException("a listener's own fault");
        });
        ledger.onGrowth(size -> ledger.close());
        ledger.onGrowth(size -> heard.countDown());
        ledger.append(entry("A"));
        assertThat(heard.await(60, TimeUnit.SECONDS)).isTrue();
        ledger.close();
    }

    @EachDatabase
    void proofsHoldWhereTilesOfEachLevelBecomeFull() {
        int size = 65_800;
        List<Hash> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(MerkleTree.leafHash(("leaf " + i).getBytes(StandardCharsets.UTF_8)));
        }
        insertWaiting(0, size);
        try (Ledger ledger = Ledger.open(database, SIGNER, CLOCK)) {
            assertThat(ledger.awaitSize(size, LONG)).isTrue();
            assertThat(ledger.checkpoint().root()).isEqualTo(rootOf(leaves));
            long[] sizes = {1, 255, 256, 257, 65_535, 65_536, 65_537, size};
            for (long tree : sizes) {
                Hash root = rootOf(leaves.subList(0, (int) tree));
                for (long leaf : new long[] {0, 255, 256, 32_767, 65_279, 65_535, 65_536, size - 1}) {
                    if (leaf < tree) {
                        assertThat(ledger.inclusion(leaf, tree).verify(leaves.get((int) leaf), root))
                                .as("leaf %d in %d", leaf, tree)
                                .isTrue();
                    }
                }
                assertThat(ledger.consistency(tree, size)
                                .verify(root, ledger.checkpoint().root()))
                        .as("from %d", tree)
                        .isTrue();
            }
            assertThat(ledger.tile(new TileId(1, 0, 256))).isPresent();
            assertThat(ledger.tile(new TileId(1, 1, 1))).isPresent();
            assertThat(ledger.tile(new TileId(2, 0, 1))).isPresent();
            assertThat(ledger.tile(new TileId(2, 0, 2))).isEmpty();
        }
    }

    /** The definition of RFC 6962, section 2.1, as it stands there. */
    private static Hash rootOf(List<Hash> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return Hash.sha256(
                new byte[] {1},
                rootOf(leaves.subList(0, split)).toBytes(),
                rootOf(leaves.subList(split, leaves.size())).toBytes());
    }

    /** Entries whose leaves are any text: sequencing looks at nothing else, so many are made at once. */
    private void insertWaiting(int from, int count) {
        String subject = tables.kind() == TestDatabase.Kind.MARIADB ? "CONCAT('S', i)" : "'S' || i";
        String leaf = tables.kind() == TestDatabase.Kind.MARIADB ? "CONCAT('leaf ', i)" : "'leaf ' || i";
        String limit = tables.kind() == TestDatabase.Kind.MARIADB
                ? "SET STATEMENT max_recursive_iterations = 100000 FOR "
                : "";
        tables.update(
                limit + "INSERT INTO remote_audit_entry (kind, subject, version, leaf) WITH RECURSIVE n(i) AS (SELECT "
                        + from + " UNION ALL SELECT i + 1 FROM n WHERE i + 1 < "
                        + (from + count) + ") SELECT 'record', " + subject + ", 1, " + leaf
                        + " FROM n");
        tables.update("INSERT INTO remote_audit_pending (entry_id) SELECT id FROM remote_audit_entry WHERE id NOT IN"
                + " (SELECT entry_id FROM remote_audit_leaf)");
    }

    private void lease(String holder, long token, long milliseconds) {
        tables.update("INSERT INTO remote_audit_lease (name, holder, token, expires_at) VALUES ('sequencer', '" + holder
                + "', " + token + ", " + database.dialect().now() + " + " + milliseconds + ")");
    }

    private static NewEntry entry(String subject) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("title", Json.text("title of " + subject));
        return new NewEntry(EntryKind.RECORD, subject, 1, null, fields);
    }

    private long number(String sql) {
        return database.reading("count", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private void update(String sql) {
        database.execute("update", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(sql);
            }
        });
    }
}
