package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.store.Database;
import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one database, of which one sequences, until something happens to it. */
class NodesTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration TAKEN_OVER = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final List<LedgerNode> nodes = new ArrayList<>();

    @AfterEach
    void closeAll() {
        nodes.forEach(LedgerNode::close);
    }

    /** Both begin on an empty database at once: tables, lease and first checkpoint are all raced for. */
    @EachDatabase({TestDatabase.Kind.POSTGRESQL, TestDatabase.Kind.MARIADB})
    void twoProcessesThatBeginAtOnceOnAnEmptyDatabaseShareOneLedgerAndReplaceEachOther(TestDatabase database)
            throws Exception {
        start(database, "A");
        start(database, "B");
        awaitGrowth(database, LONG);
        awaitEachSaves();
        sequencer(database).kill();
        awaitGrowth(database, TAKEN_OVER);
        start(database, "C");
        LedgerNode paused = sequencer(database);
        awaitEachSaves();
        paused.pause();
        awaitOther(database, paused);
        awaitGrowth(database, TAKEN_OVER);
        paused.resume();
        awaitGrowth(database, TAKEN_OVER);
        stopAndCheck(database);
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void threeProcessesStayOneLedgerThroughMovedClocksPausesAndKills(TestDatabase database) throws Exception {
        for (String name : List.of("A", "B", "C")) {
            start(database, name);
        }
        awaitGrowth(database, LONG);
        awaitEachSaves();
        for (Duration moved : List.of(Duration.ofDays(1), Duration.ofDays(-2))) {
            LedgerNode wrong = sequencer(database);
            wrong.moveClock(moved);
            awaitGrowth(database, TAKEN_OVER);
            wrong.pause();
            awaitOther(database, wrong);
            awaitGrowth(database, TAKEN_OVER);
            wrong.resume();
            awaitGrowth(database, TAKEN_OVER);
        }
        sequencer(database).kill();
        awaitGrowth(database, TAKEN_OVER);
        sequencer(database).kill();
        awaitGrowth(database, TAKEN_OVER);
        stopAndCheck(database);
    }

    private void start(TestDatabase database, String name) throws Exception {
        nodes.add(LedgerNode.start(database, directory, name));
    }

    private void awaitEachSaves() {
        for (LedgerNode node : nodes) {
            await().atMost(LONG).until(() -> !node.acknowledged().isEmpty());
        }
    }

    private LedgerNode sequencer(TestDatabase database) {
        return await().atMost(TAKEN_OVER).until(() -> holder(database), node -> node != null);
    }

    private LedgerNode holder(TestDatabase database) throws Exception {
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT holder FROM remote_audit_lease")) {
            String holder = rows.next() ? rows.getString(1) : "";
            return nodes.stream()
                    .filter(node -> node.isAlive() && holder.startsWith(node.pid() + "-"))
                    .findFirst()
                    .orElse(null);
        }
    }

    private void awaitOther(TestDatabase database, LedgerNode former) {
        await().atMost(TAKEN_OVER).until(() -> holder(database), node -> node != null && node != former);
    }

    private static void awaitGrowth(TestDatabase database, Duration within) {
        long before = size(database);
        await().atMost(within).until(() -> size(database) > before);
    }

    private static long size(TestDatabase database) {
        try {
            return database.number("SELECT COALESCE(MAX(ledger_size), 0) FROM remote_audit_checkpoint");
        } catch (IllegalStateException e) {
            // The tables are not there yet.
            return 0;
        }
    }

    private void stopAndCheck(TestDatabase database) throws Exception {
        for (LedgerNode node : nodes) {
            if (node.isAlive()) {
                assertThat(node.stop()).as(node.said()).isZero();
            }
        }
        try (Ledger ledger = Ledger.open(
                Database.of(database.pool(4), HostTransactions.none()), LedgerNode.SIGNER, Clock.systemUTC())) {
            assertThat(ledger.awaitSequenced(LONG)).isTrue();
            Set<String> subjects = new HashSet<>();
            List<Hash> leaves = new ArrayList<>();
            for (long next = 0; next < ledger.size(); next = leaves.size()) {
                for (Entry entry : ledger.sequenced(next, 10_000)) {
                    assertThat(entry.leafIndex()).as("no gap").hasValue(leaves.size());
                    assertThat(subjects.add(entry.subject()))
                            .as("no entry twice")
                            .isTrue();
                    leaves.add(MerkleTree.leafHash(entry.leaf().text().getBytes(StandardCharsets.UTF_8)));
                }
            }
            for (LedgerNode node : nodes) {
                assertThat(subjects).as("what was acknowledged").containsAll(node.acknowledged());
            }
            assertThat(database.number("SELECT COUNT(*) FROM remote_audit_entry"))
                    .isEqualTo(leaves.size());
            everyCheckpointIsOfThisTree(database, ledger, leaves);
        }
    }

    /** No fork: each checkpoint ever signed is of the same leaves' beginning, and so consistent with the next. */
    private static void everyCheckpointIsOfThisTree(TestDatabase database, Ledger ledger, List<Hash> leaves)
            throws Exception {
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT note FROM remote_audit_checkpoint ORDER BY ledger_size")) {
            long last = 0;
            Hash root = MerkleTree.EMPTY_ROOT;
            while (rows.next()) {
                Checkpoint checkpoint = ledger.key().open(rows.getString(1));
                last = checkpoint.size();
                root = MerkleTree.root(leaves.subList(0, (int) last));
                assertThat(checkpoint.root()).as("root at %d", last).isEqualTo(root);
            }
            assertThat(last).isEqualTo(leaves.size());
            for (long leaf = 0; leaf < last; leaf += 97) {
                assertThat(ledger.inclusion(leaf, last).verify(leaves.get((int) leaf), root))
                        .as("leaf %d", leaf)
                        .isTrue();
            }
        }
    }
}
