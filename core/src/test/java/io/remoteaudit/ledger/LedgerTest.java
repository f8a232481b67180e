package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import io.remoteaudit.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final LogSigner SIGNER = new LogSigner("test.example/audit", new byte[32]);

    @TempDir
    private Path directory;

    private HikariDataSource dataSource;
    private Database database;
    private final List<Ledger> open = new ArrayList<>();

    @BeforeEach
    void createTables() {
        dataSource = EmbeddedDatabase.open(directory.resolve("ledger.db"));
        database = Database.of(dataSource, HostTransactions.none());
        new Migrations(database, Clock.systemUTC()).run(Migrations.Mode.AUTO);
    }

    @AfterEach
    void closeAll() {
        open.forEach(Ledger::close);
        dataSource.close();
    }

    @Test
    void appendedEntryIsReadBackAndProvenAgainstASignedCheckpoint() {
        Ledger ledger = openLedger();
        ledger.append(entry("A", 1, "title", "细菌过滤效率"));
        assertThat(ledger.awaitSequenced(LONG)).isTrue();

        Entry entry = ledger.find(EntryKind.RECORD, "A", 1).orElseThrow();
        assertThat(entry.field("title")).contains(Json.text("细菌过滤效率"));
        assertThat(entry.leaf().digests())
                .containsExactly(entry.disclosures().get(0).digest());
        assertThat(entry.leaf().text()).doesNotContain("细菌");
        Checkpoint checkpoint = ledger.key().open(ledger.checkpoint().note());
        assertThat(ledger.inclusion(0, 1).verify(entry.leaf().hash(), checkpoint.root()))
                .isTrue();
    }

    @Test
    void sameKindSubjectAndVersionIsRefusedAndLeavesNothing() {
        Ledger ledger = openLedger();
        ledger.append(entry("A", 1, "title", "one"));
        assertThatThrownBy(() -> ledger.append(entry("A", 1, "title", "other")))
                .isInstanceOf(EntryConflictException.class)
                .hasMessageContaining("record 'A' version 1");
        assertThat(ledger.awaitSequenced(LONG)).isTrue();
        assertThat(ledger.size()).isEqualTo(1);
    }

    @Test
    void rolledBackTransactionLeavesNoTrace() throws SQLException {
        Ledger ledger = openLedger();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            ledger.append(entry("A", 1, "title", "one"), connection);
            assertThat(ledger.versions(EntryKind.RECORD, "A", connection)).hasSize(1);
            connection.rollback();
        }
        assertThat(ledger.find(EntryKind.RECORD, "A", 1)).isEmpty();
        assertThat(ledger.awaitSequenced(LONG)).isTrue();
        assertThat(ledger.size()).isZero();
    }

    @Test
    void callersTransactionIsSequencedOnceItCommits() throws SQLException {
        Ledger ledger = openLedger();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            ledger.append(entry("A", 1, "title", "one"), connection);
            connection.commit();
        }
        assertThat(ledger.awaitSize(1, LONG)).isTrue();
    }

    @Test
    void failureOfOneOfManyConcurrentSaversIsItsOwn() throws Exception {
        Ledger ledger = openLedger();
        ledger.append(entry("taken", 1, "title", "first"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> saves = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String subject = i % 10 == 0 ? "taken" : "S" + i;
                saves.add(threads.submit(() -> ledger.append(entry(subject, 1, "title", subject))));
            }
            int refused = 0;
            for (Future<?> save : saves) {
                try {
                    save.get();
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(EntryConflictException.class);
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(40);
        } finally {
            threads.shutdownNow();
        }
        assertThat(ledger.awaitSequenced(LONG)).isTrue();
        assertThat(ledger.size()).isEqualTo(361);
    }

    @Test
    void twoNodesGiveEveryEntryOneLeafIndexWithoutGaps() throws Exception {
        Ledger first = openLedger();
        Ledger second = openLedger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> saves = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                Ledger node = i % 2 == 0 ? first : second;
                String subject = "S" + i;
                saves.add(threads.submit(() -> node.append(entry(subject, 1, "title", subject))));
            }
            for (Future<?> save : saves) {
                save.get();
            }
            first.close();
            second.append(entry("after", 1, "title", "taken over"));
        } finally {
            threads.shutdownNow();
        }
        assertThat(second.awaitSize(301, LONG)).isTrue();
        Set<String> subjects = new HashSet<>();
        long next = 0;
        for (Entry entry : second.sequenced(0, 1000)) {
            assertThat(entry.leafIndex()).hasValue(next++);
            subjects.add(entry.subject());
        }
        assertThat(subjects).hasSize(301);
    }

    @Test
    void proofsHoldAcrossTileBoundariesAndAfterARestart() {
        Ledger ledger = openLedger();
        List<NewEntry> entries = new ArrayList<>();
        for (int i = 0; i < 1_300; i++) {
            entries.add(entry("S" + i, 1, "title", "t" + i));
        }
        ledger.appendAll(entries.subList(0, 700));
        assertThat(ledger.awaitSize(700, LONG)).isTrue();
        SignedCheckpoint earlier = ledger.checkpoint();
        ledger.close();

        Ledger again = openLedger();
        again.appendAll(entries.subList(700, 1_300));
        assertThat(again.awaitSize(1_300, LONG)).isTrue();
        SignedCheckpoint newest = again.checkpoint();
        assertThat(again.consistency(earlier.size(), newest.size()).verify(earlier.root(), newest.root()))
                .isTrue();
        for (Entry entry : again.sequenced(0, 1_300)) {
            long leaf = entry.leafIndex().orElseThrow();
            assertThat(again.inclusion(leaf, newest.size()).verify(entry.leaf().hash(), newest.root()))
                    .isTrue();
        }
        assertThat(again.tile(new TileId(0, 5, 20))).isPresent();
        assertThat(again.tile(new TileId(0, 5, 21))).isEmpty();
        assertThat(again.tile(new TileId(1, 0, 5))).isPresent();
    }

    @Test
    void changedLeafIsFoundWhenTheLedgerOpens() throws SQLException {
        Ledger ledger = openLedger();
        ledger.append(entry("A", 1, "title", "one"));
        ledger.append(entry("B", 1, "title", "two"));
        assertThat(ledger.awaitSize(2, LONG)).isTrue();
        ledger.close();
        try (Connection connection = dataSource.getConnection();
                var update = connection.prepareStatement(
                        "UPDATE remote_audit_leaf SET leaf_hash = zeroblob(32) WHERE leaf_index = 0")) {
            update.executeUpdate();
        }
        assertThatThrownBy(this::openLedger)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("RA-0202")
                .hasMessageContaining("rows were changed or removed");
    }

    @Test
    void alteredContentIsNotGiven() throws SQLException {
        Ledger ledger = openLedger();
        ledger.append(entry("A", 1, "title", "one"));
        ledger.append(entry("B", 1, "title", "two"));
        assertThat(ledger.awaitSize(2, LONG)).isTrue();
        String forged =
                Disclosure.of("A".repeat(22), "title", Json.text("better")).encoded();
        update("UPDATE remote_audit_disclosure SET encoded = '" + forged + "~' WHERE entry_id = 1");
        update("UPDATE remote_audit_entry SET leaf = replace(leaf, '20', '19') WHERE id = 2");
        assertThatThrownBy(() -> ledger.find(EntryKind.RECORD, "A", 1))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RA-0205")
                .hasMessageContaining("field 'title' of record 'A' version 1");
        assertThatThrownBy(() -> ledger.find(EntryKind.RECORD, "B", 1))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RA-0205");
    }

    @Test
    void erasedFieldLeavesTheRestProvable() throws SQLException {
        Ledger ledger = openLedger();
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("name", Json.text("李娜"));
        fields.put("title", Json.text("one"));
        ledger.append(new NewEntry(EntryKind.RECORD, "A", 1, null, fields));
        assertThat(ledger.awaitSize(1, LONG)).isTrue();
        update(
                "UPDATE remote_audit_disclosure SET encoded = substr(encoded, instr(encoded, '~') + 1) WHERE entry_id = 1");
        Entry entry = ledger.find(EntryKind.RECORD, "A", 1).orElseThrow();
        assertThat(entry.field("name")).isEmpty();
        assertThat(entry.field("title")).contains(Json.text("one"));
        assertThat(ledger.inclusion(0, 1)
                        .verify(entry.leaf().hash(), ledger.checkpoint().root()))
                .isTrue();
    }

    @Test
    void connectionThatCommitsEachStatementIsRefused() throws SQLException {
        Ledger ledger = openLedger();
        try (Connection connection = dataSource.getConnection()) {
            assertThatThrownBy(() -> ledger.append(entry("A", 1, "title", "one"), connection))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("RA-0225");
        }
        assertThat(ledger.find(EntryKind.RECORD, "A", 1)).isEmpty();
    }

    @Test
    void oneEngagementsEntriesAreListedInLeafOrderWithTheirNumber() {
        Ledger ledger = openLedger();
        for (int i = 0; i < 30; i++) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            fields.put("title", Json.text("t" + i));
            ledger.append(new NewEntry(EntryKind.ACCESS, "S" + i / 2, i % 2 + 1, i < 20 ? "ENG-1" : "ENG-2", fields));
        }
        assertThat(ledger.awaitSize(30, LONG)).isTrue();
        assertThat(ledger.countInContext(EntryKind.ACCESS, "ENG-1", 0, 30)).isEqualTo(20);
        assertThat(ledger.countInContext(EntryKind.ACCESS, "ENG-1", 1, 11)).isEqualTo(6);
        assertThat(ledger.countInContext(EntryKind.RECORD, "ENG-1", 0, 30)).isZero();
        assertThat(ledger.inContext(EntryKind.ACCESS, "ENG-1", 2, 4, 30, 3))
                .extracting(entry -> entry.leafIndex().orElseThrow())
                .containsExactly(5L, 7L, 9L);
    }

    @Test
    void anotherKeyIsNotTakenForTheLedgersOwn() {
        Ledger ledger = openLedger();
        ledger.append(entry("A", 1, "title", "one"));
        assertThat(ledger.awaitSize(1, LONG)).isTrue();
        ledger.close();
        byte[] otherSeed = new byte[32];
        otherSeed[0] = 1;
        LogSigner other = new LogSigner("test.example/audit", otherSeed);
        assertThatThrownBy(() -> Ledger.open(database, other, Clock.systemUTC()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("signed by another key");
    }

    @Test
    void listenersLearnOfEveryNewSize() {
        Ledger ledger = openLedger();
        List<Long> sizes = new CopyOnWriteArrayList<>();
        Ledger.Registration registration = ledger.onGrowth(sizes::add);
        ledger.append(entry("A", 1, "title", "one"));
        await().until(() -> sizes.contains(1L));
        registration.close();
        ledger.append(entry("B", 1, "title", "two"));
        assertThat(ledger.awaitSequenced(LONG)).isTrue();
        assertThat(sizes).containsExactly(1L);
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private Ledger openLedger() {
        Ledger ledger = Ledger.open(database, SIGNER, Clock.systemUTC());
        open.add(ledger);
        return ledger;
    }

    private static NewEntry entry(String subject, int version, String field, String value) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put(field, Json.text(value));
        return new NewEntry(EntryKind.RECORD, subject, version, null, fields);
    }
}
