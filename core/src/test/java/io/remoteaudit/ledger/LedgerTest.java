package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import io.remoteaudit.store.StoreException;
import io.remoteaudit.store.TestDatabase;
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

class LedgerTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final LogSigner SIGNER = new LogSigner("test.example/audit", new byte[32]);

    private TestDatabase tables;
    private HikariDataSource dataSource;
    private Database database;
    private final List<Ledger> open = new ArrayList<>();

    @BeforeEach
    void createTables(TestDatabase tables) {
        this.tables = tables;
        dataSource = tables.pool();
        database = Database.of(dataSource, HostTransactions.none());
        new Migrations(database, Clock.systemUTC()).run(Migrations.Mode.AUTO);
    }

    @AfterEach
    void closeAll() {
        open.forEach(Ledger::close);
    }

    @EachDatabase
    void rule3AppendedEntryIsReadBackAndProvenAgainstASignedCheckpoint() {
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

    @EachDatabase
    void rule1SameKindSubjectAndVersionIsRefusedAndLeavesNothing() {
        Ledger ledger = openLedger();
        ledger.append(entry("A", 1, "title", "one"));
        assertThatThrownBy(() -> ledger.append(entry("A", 1, "title", "other")))
                .isInstanceOf(EntryConflictException.class)
                .hasMessageContaining("record 'A' version 1");
        assertThat(ledger.awaitSequenced(LONG)).isTrue();
        assertThat(ledger.size()).isEqualTo(1);
    }

    @EachDatabase
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

    @EachDatabase
    void callersTransactionIsSequencedOnceItCommits() throws SQLException {
        Ledger ledger = openLedger();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            ledger.append(entry("A", 1, "title", "one"), connection);
            connection.commit();
        }
        assertThat(ledger.awaitSize(1, LONG)).isTrue();
    }

    @EachDatabase
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

    @EachDatabase
    void rule2TwoNodesGiveEveryEntryOneLeafIndexWithoutGaps() throws Exception {
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

    @EachDatabase
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

    @EachDatabase
    void changedLeafIsFoundWhenTheLedgerOpens() throws SQLException {
        Ledger ledger = openLedger();
        ledger.append(entry("A", 1, "title", "one"));
        ledger.append(entry("B", 1, "title", "two"));
        assertThat(ledger.awaitSize(2, LONG)).isTrue();
        ledger.close();
        try (Connection connection = dataSource.getConnection();
                var update = connection.prepareStatement(
                        "UPDATE remote_audit_leaf SET leaf_hash = " + bytes32() + " WHERE leaf_index = 0")) {
            update.executeUpdate();
        }
        assertThatThrownBy(this::openLedger)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("RA-0202")
                .hasMessageContaining("rows were changed or removed");
    }

    @EachDatabase
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

    @EachDatabase
    void connectionThatCommitsEachStatementIsRefused() throws SQLException {
        Ledger ledger = openLedger();
        try (Connection connection = dataSource.getConnection()) {
            assertThatThrownBy(() -> ledger.append(entry("A", 1, "title", "one"), connection))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("RA-0225");
        }
        assertThat(ledger.find(EntryKind.RECORD, "A", 1)).isEmpty();
    }

    @EachDatabase
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

    @EachDatabase
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

    @EachDatabase
    void listenersLearnOfEveryNewSize() {
        Ledger ledger = openLedger();
        List<Long> sizes = new CopyOnWriteArrayList<>();
        Ledger.Registration registration = ledger.onGrowth(sizes::add);
        ledger.append(entry("A", 1, "title", "one"));
        await().atMost(LONG).until(() -> sizes.contains(1L));
        registration.close();
        ledger.append(entry("B", 1, "title", "two"));
        assertThat(ledger.awaitSequenced(LONG)).isTrue();
        assertThat(sizes).containsExactly(1L);
    }

    /** Each of them is another subject, whatever the database's own collation takes for the same. */
    @EachDatabase
    void subjectsAreTheSameOnlyIfEachCharacterIs() {
        Ledger ledger = openLedger();
        List<String> subjects = List.of(
                "lot",
                "LOT",
                "Lot",
                "lot ",
                "lot  ",
                " lot",
                "lót",
                "lo\u0301t",
                "ｌｏｔ",
                "批",
                "𠀀",
                "𠀁",
                "ß",
                "ss",
                "lot\t");
        for (String subject : subjects) {
            ledger.append(entry(subject, 1, "title", "of '" + subject + "' 𠮷"));
        }
        for (String subject : subjects) {
            assertThat(ledger.versions(EntryKind.RECORD, subject)).hasSize(1);
            Entry entry = ledger.find(EntryKind.RECORD, subject, 1).orElseThrow();
            assertThat(entry.subject()).isEqualTo(subject);
            assertThat(entry.field("title")).contains(Json.text("of '" + subject + "' 𠮷"));
            assertThatThrownBy(() -> ledger.append(entry(subject, 1, "title", "other")))
                    .isInstanceOf(EntryConflictException.class);
        }
        assertThat(ledger.subjects(EntryKind.RECORD)).containsExactlyInAnyOrderElementsOf(subjects);
        assertThat(ledger.awaitSize(subjects.size(), LONG)).isTrue();
    }

    @EachDatabase
    void longestSubjectAndAFieldOfMoreThanAMegabyteAreKeptWhole() {
        Ledger ledger = openLedger();
        String subject = "𠀀".repeat(100);
        String value = "过滤效率𠮷".repeat(100_000);
        ledger.append(entry(subject, 1, "title", value));
        assertThat(ledger.awaitSequenced(LONG)).isTrue();
        assertThat(ledger.find(EntryKind.RECORD, subject, 1).orElseThrow().field("title"))
                .contains(Json.text(value));
    }

    private String bytes32() {
        return switch (tables.kind()) {
            case SQLITE -> "zeroblob(32)";
            case POSTGRESQL -> "decode(repeat('00', 32), 'hex')";
            case MARIADB -> "REPEAT(CHAR(0), 32)";
        };
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
