package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import io.remoteaudit.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequencerTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Clock CLOCK = Clock.systemUTC();
    private static final LogSigner SIGNER = new LogSigner("test.example/audit", new byte[32]);

    @TempDir
    private Path directory;

    private HikariDataSource dataSource;
    private BreakingDataSource breaking;
    private Database database;

    @BeforeEach
    void createTables() {
        dataSource = EmbeddedDatabase.open(directory.resolve("ledger.db"));
        breaking = new BreakingDataSource(dataSource);
        database = Database.of(breaking, HostTransactions.none());
        new Migrations(database, CLOCK).run(Migrations.Mode.AUTO);
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    @Test
    void batchThatBreaksAtAnyStepLeavesTheOldStateAndIsDoneLater() {
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

    @Test
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

    @Test
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

    @Test
    void nodeThatDiedWithTheLeaseIsReplacedWhenItEnds() {
        Instant ends = Instant.parse("2026-04-15T08:30:00Z");
        update("INSERT INTO remote_audit_lease (name, holder, token, expires_at) VALUES ('sequencer', 'dead', 7, "
                + ends.toEpochMilli() + ")");
        insertWaiting(0, 1);
        Clock before = Clock.fixed(ends.minusMillis(1), ZoneOffset.UTC);
        assertThat(new Sequencer(database, SIGNER, before).sequence()).isZero();
        Clock at = Clock.fixed(ends, ZoneOffset.UTC);
        assertThat(new Sequencer(database, SIGNER, at).sequence()).isEqualTo(1);
        assertThat(number("SELECT token FROM remote_audit_lease")).isEqualTo(8);
    }

    @Test
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

    @Test
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

    @Test
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
        String numbers = "WITH RECURSIVE n(i) AS (SELECT " + from + " UNION ALL SELECT i + 1 FROM n WHERE i + 1 < "
                + (from + count) + ") ";
        update("INSERT INTO remote_audit_entry (kind, subject, version, leaf) " + numbers
                + "SELECT 'record', 'S' || i, 1, 'leaf ' || i FROM n");
        update("INSERT INTO remote_audit_pending (entry_id) SELECT id FROM remote_audit_entry WHERE id NOT IN"
                + " (SELECT entry_id FROM remote_audit_leaf)");
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
