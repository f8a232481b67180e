package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class ErasureTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final ErasureGrounds GROUNDS = new ErasureGrounds("个人信息保护法第四十七条", "目的已实现", "个人信息保护负责人");

    private HikariDataSource dataSource;
    private Ledger ledger;

    @BeforeEach
    void open(TestDatabase tables) {
        dataSource = tables.pool();
        Database database = Database.of(dataSource, HostTransactions.none());
        new Migrations(database, Clock.systemUTC()).run(Migrations.Mode.AUTO);
        ledger = Ledger.open(database, new LogSigner("test.example/audit", new byte[32]), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @EachDatabase
    void erasedFieldIsGoneFromEveryVersionAndTheProofsStayValid() {
        append("R", 1, "李娜");
        append("R", 2, "李娜");
        assertThat(ledger.awaitSequenced(LONG)).isTrue();
        Checkpoint before = ledger.checkpoint().checkpoint();
        Hash leaf = ledger.find(EntryKind.RECORD, "R", 1).orElseThrow().leaf().hash();

        Erasure erasure = ledger.erase(EntryKind.RECORD, "R", new TreeSet<>(List.of("performedBy")), GROUNDS);
        assertThat(ledger.awaitSequenced(LONG)).isTrue();

        for (Entry entry : ledger.versions(EntryKind.RECORD, "R")) {
            assertThat(entry.field("performedBy")).isEmpty();
            assertThat(entry.field("title")).isPresent();
            assertThat(entry.erased()).containsOnlyKeys("performedBy");
            assertThat(entry.leaf().digests()).hasSize(2);
        }
        assertThat(erasure.fields()).extracting(Erasure.Field::version).containsExactly(1, 2);
        Entry after = ledger.find(EntryKind.RECORD, "R", 1).orElseThrow();
        assertThat(after.leaf().hash()).isEqualTo(leaf);
        assertThat(ledger.inclusion(0, 2).verify(leaf, before.root())).isTrue();
        Checkpoint now = ledger.checkpoint().checkpoint();
        assertThat(ledger.inclusion(0, now.size()).verify(leaf, now.root())).isTrue();
        assertThat(ledger.consistency(2, now.size()).verify(before.root(), now.root()))
                .isTrue();
    }

    @EachDatabase
    void erasureIsItselfAnEntryWithItsLegalReason() {
        append("R", 1, "李娜");
        ledger.erase(EntryKind.RECORD, "R", new TreeSet<>(List.of("performedBy")), GROUNDS);
        assertThat(ledger.awaitSequenced(LONG)).isTrue();

        Entry entry = ledger.find(EntryKind.ERASURE, "R", 1).orElseThrow();
        Erasure erasure = Erasure.of(entry);
        assertThat(erasure.grounds()).isEqualTo(GROUNDS);
        assertThat(erasure.leafIndex()).hasValue(1);
        Entry erased = ledger.find(EntryKind.RECORD, "R", 1).orElseThrow();
        assertThat(erased.leaf().digests()).contains(erasure.fields().get(0).digest());
        assertThat(entry.disclosures().toString() + entry.leaf()).doesNotContain("李娜");
    }

    @EachDatabase
    void whatIsNotThereCannotBeErasedAndNothingElseIs() {
        append("R", 1, "李娜");
        assertThatThrownBy(() -> ledger.erase(
                        EntryKind.RECORD, "R", new TreeSet<>(List.of("performedBy", "reviewedBy")), GROUNDS))
                .isInstanceOfSatisfying(
                        ErasureException.class,
                        refused -> assertThat(refused.code()).isEqualTo("RA-0250"))
                .hasMessageContaining("'reviewedBy'")
                .hasMessageContaining("Nothing was erased");
        assertThat(ledger.find(EntryKind.RECORD, "R", 1).orElseThrow().field("performedBy"))
                .isPresent();
        assertThat(ledger.newest(EntryKind.ERASURE, "R")).isEmpty();
        assertThatThrownBy(() -> ledger.erase(EntryKind.ENGAGEMENT, "E", new TreeSet<>(List.of("terms")), GROUNDS))
                .hasMessageContaining("engagement");
        TreeMap<String, JsonNode> forged = new TreeMap<>();
        assertThatThrownBy(() -> ledger.append(new NewEntry(EntryKind.ERASURE, "R", 1, null, forged)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @EachDatabase
    void twoWhoEraseAtOnceDoNotUndoEachOther() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            String subject = "R-" + i;
            append(subject, 1, "李娜");
            ExecutorService both = Executors.newFixedThreadPool(2);
            List<Future<Erasure>> done = new ArrayList<>();
            for (String field : List.of("performedBy", "title")) {
                done.add(both.submit(() -> eraseUntilDone(subject, field)));
            }
            both.shutdown();
            for (Future<Erasure> erasure : done) {
                assertThat(get(erasure).fields()).hasSize(1);
            }
            Entry entry = ledger.find(EntryKind.RECORD, subject, 1).orElseThrow();
            assertThat(entry.disclosures()).isEmpty();
            assertThat(entry.erased()).containsOnlyKeys("performedBy", "title");
        }
    }

    @EachDatabase
    void fieldTakenAwayWithoutAnErasureIsNoticedWhenItIsRead() throws SQLException {
        append("R", 1, "李娜");
        execute("UPDATE remote_audit_disclosure SET encoded = ''");
        assertThatThrownBy(() -> ledger.find(EntryKind.RECORD, "R", 1))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        altered -> assertThat(altered.code()).isEqualTo("RA-0205"))
                .hasMessageContaining("record 'R' version 1")
                .hasMessageContaining("was not erased");
    }

    private Erasure eraseUntilDone(String subject, String field) {
        while (true) {
            try {
                return ledger.erase(EntryKind.RECORD, subject, new TreeSet<>(List.of(field)), GROUNDS);
            } catch (EntryConflictException e) {
                // The other was first; this is the answer callers are to expect, and to repeat after.
                assertThat(e).hasMessageContaining("erasure");
            } catch (StoreException e) {
                // Databases may end one of two that wait for each other.
                assertThat(e.code()).isIn("RA-0222", "RA-0224");
            }
        }
    }

    private static Erasure get(Future<Erasure> erasure) throws InterruptedException {
        try {
            return erasure.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private void append(String subject, int version, String performer) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("performedBy", Json.text(performer));
        fields.put("title", Json.text("检验 " + version));
        ledger.append(new NewEntry(EntryKind.RECORD, subject, version, null, fields));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
