package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import io.remoteaudit.store.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Rows changed, removed, put in or moved behind the library's back. */
class LedgerCheckTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final LogSigner SIGNER = new LogSigner("test.example/audit", new byte[32]);
    private static final int ENTRIES = 300;
    private static final long NOWHERE = 900_000;

    /** What an auditor's witness said of itself and when it came in; nothing else in the ledger says so again. */
    private static final Set<String> NOT_RECOMPUTED = Set.of(
            "remote_audit_cosignature.engagement",
            "remote_audit_cosignature.auditor",
            "remote_audit_cosignature.received_at");

    private TestDatabase tables;
    private HikariDataSource pool;
    private Database database;
    private String erasedContent = "";

    @BeforeEach
    void fillALedger(TestDatabase tables) throws SQLException {
        this.tables = tables;
        pool = tables.pool();
        database = Database.of(pool, HostTransactions.none());
        new Migrations(database, Clock.systemUTC()).run(Migrations.Mode.AUTO);
        try (Ledger ledger = Ledger.open(database, SIGNER, Clock.systemUTC())) {
            List<NewEntry> entries = new ArrayList<>();
            for (int i = 0; i < ENTRIES; i++) {
                entries.add(entry(i < 2 ? "R-0" : "R-" + i, i == 1 ? 2 : 1));
            }
            ledger.appendAll(entries.subList(0, 100));
            assertThat(ledger.awaitSequenced(LONG)).isTrue();
            ledger.appendAll(entries.subList(100, ENTRIES));
            assertThat(ledger.awaitSequenced(LONG)).isTrue();
            erasedContent = text("SELECT encoded FROM remote_audit_disclosure WHERE entry_id = " + entryOf(9));
            ledger.erase(
                    EntryKind.RECORD,
                    "R-9",
                    new TreeSet<>(List.of("performedBy")),
                    new ErasureGrounds("个人信息保护法第四十七条", "目的已实现", "负责人"));
            assertThat(ledger.awaitSequenced(LONG)).isTrue();
            WitnessKey witness = new WitnessKey("body.example/witness", new byte[32]);
            assertThat(new Cosignatures(database, ledger, Clock.systemUTC())
                            .add(
                                    "E-1",
                                    "a1",
                                    witness.key(),
                                    witness.cosign(
                                            ledger.checkpoint().note(),
                                            Clock.systemUTC().instant())))
                    .isEqualTo(Cosignatures.Outcome.KEPT);
        }
        // Never started, so that what it appends waits.
        Ledger still = new JdbcLedger(database, LedgerKeys.of(SIGNER), Clock.systemUTC());
        still.append(entry("WAITING", 1));
        still.append(entry("WAITING", 2));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @EachDatabase
    void ledgerAsItWasWrittenHasNoDefectAndTheCheckSaysWhatItCovered() {
        AtomicLong reached = new AtomicLong();
        LedgerCheck check = LedgerCheck.of(database, SIGNER.key(), Clock.systemUTC(), reached::set);
        assertThat(check.firstDefect()).isEmpty();
        assertThat(check.ledgerSize()).isEqualTo(ENTRIES + 1).isEqualTo(reached.get());
        assertThat(check.checkpoints()).isGreaterThanOrEqualTo(3);
    }

    @EachDatabase
    void openLedgerChecksItselfWhileItGrows() throws InterruptedException {
        try (Ledger ledger = Ledger.open(database, SIGNER, Clock.systemUTC())) {
            Thread saving = new Thread(() -> {
                for (int i = 0; i < 600; i++) {
                    ledger.append(entry("LATER-" + i, 1));
                }
            });
            saving.start();
            while (saving.isAlive()) {
                assertThat(ledger.check(index -> {}).firstDefect()).isEmpty();
            }
            saving.join();
            assertThat(ledger.awaitSequenced(LONG)).isTrue();
            LedgerCheck last = ledger.check(index -> {});
            assertThat(last.firstDefect()).isEmpty();
            assertThat(last.ledgerSize()).isEqualTo(ENTRIES + 603);
        }
    }

    @EachDatabase
    void keyThatIsNotTheLedgersIsADefect() {
        LogKey stranger = new LogSigner("test.example/audit", new byte[] {
                    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
                    28, 29, 30, 31, 32
                })
                .key();
        assertThat(LedgerCheck.of(database, stranger, Clock.systemUTC(), index -> {})
                        .firstDefect())
                .isPresent();
    }

    @EachDatabase
    void changeOfAnyColumnOfAnyRowIsFoundAndNamed() throws SQLException {
        Map<String, List<String>> changes = changes();
        Set<String> left = columns();
        left.removeAll(changes.keySet());
        assertThat(left).isEqualTo(NOT_RECOMPUTED);
        for (Map.Entry<String, List<String>> change : changes.entrySet()) {
            for (String sql : change.getValue()) {
                assertThat(defectAfter(sql)).as(sql).isNotEmpty();
            }
        }
    }

    @EachDatabase
    void rowThatWasRemovedPutInOrMovedIsFound() throws SQLException {
        long some = entryOf(5);
        List<List<String>> all = List.of(
                List.of("DELETE FROM remote_audit_entry WHERE id = " + some),
                List.of("DELETE FROM remote_audit_disclosure WHERE entry_id = " + some),
                List.of("DELETE FROM remote_audit_leaf WHERE leaf_index = 5"),
                List.of("DELETE FROM remote_audit_leaf WHERE leaf_index = " + ENTRIES),
                List.of("DELETE FROM remote_audit_tile WHERE tile_level = 0 AND tile_index = 0"),
                List.of("DELETE FROM remote_audit_checkpoint WHERE ledger_size = 100"),
                List.of("DELETE FROM remote_audit_checkpoint WHERE ledger_size > 100"),
                List.of("DELETE FROM remote_audit_checkpoint"),
                List.of("DELETE FROM remote_audit_pending"),
                List.of("DELETE FROM remote_audit_entry WHERE kind = 'erasure'"),
                List.of("INSERT INTO remote_audit_entry (kind, subject, version, context, leaf) SELECT kind, 'FORGED',"
                        + " version, context, leaf FROM remote_audit_entry WHERE id = " + some),
                List.of("INSERT INTO remote_audit_disclosure (entry_id, encoded) VALUES (" + NOWHERE + ", '')"),
                List.of(
                        "INSERT INTO remote_audit_leaf (leaf_index, entry_id, leaf_hash, context, kind, version) SELECT "
                                + (ENTRIES + 1) + ", " + NOWHERE
                                + ", leaf_hash, context, kind, version FROM remote_audit_leaf"
                                + " WHERE leaf_index = 5"),
                List.of("INSERT INTO remote_audit_leaf (leaf_index, entry_id, leaf_hash, context, kind, version) SELECT"
                        + " -1, " + NOWHERE + ", leaf_hash, context, kind, version FROM remote_audit_leaf WHERE"
                        + " leaf_index = 5"),
                List.of("INSERT INTO remote_audit_tile (tile_level, tile_index, hashes, root) SELECT 0, 1, hashes, root"
                        + " FROM remote_audit_tile WHERE tile_level = 0 AND tile_index = 0"),
                List.of(
                        "INSERT INTO remote_audit_checkpoint (ledger_size, signed_at, note, chain) SELECT 50, signed_at,"
                                + " note, chain FROM remote_audit_checkpoint WHERE ledger_size = 100"),
                List.of("INSERT INTO remote_audit_checkpoint (ledger_size, signed_at, note, chain) SELECT 0, signed_at,"
                        + " note, chain FROM remote_audit_checkpoint WHERE ledger_size = 100"),
                List.of("INSERT INTO remote_audit_pending (entry_id) VALUES (" + some + ")"),
                List.of("INSERT INTO remote_audit_pending (entry_id) VALUES (" + NOWHERE + ")"),
                swapped("remote_audit_leaf", "leaf_index", 5, 6),
                swapped("remote_audit_leaf", "leaf_index", 270, 271),
                swapped("remote_audit_leaf", "entry_id", some, entryOf(6)),
                swapped("remote_audit_disclosure", "entry_id", some, entryOf(6)));
        for (List<String> statements : all) {
            assertThat(defectAfter(statements.toArray(String[]::new)))
                    .as(statements.toString())
                    .isNotEmpty();
        }
        // Nothing of all that stayed.
        assertThat(LedgerCheck.of(database, SIGNER.key(), Clock.systemUTC(), index -> {})
                        .firstDefect())
                .isEmpty();
    }

    @EachDatabase
    void firstDefectNamesTheRecordItIsIn() throws SQLException {
        assertThat(defectAfter("UPDATE remote_audit_disclosure SET encoded = '' WHERE entry_id = " + entryOf(5)))
                .contains("record 'R-5' version 1");
        assertThat(defectAfter("UPDATE remote_audit_disclosure SET encoded = '" + erasedContent + "' WHERE entry_id = "
                        + entryOf(9)))
                .contains("'performedBy'")
                .contains("'R-9'")
                .contains("was erased");
    }

    /** For each column a statement, or several, each of which changes it in one row. */
    private Map<String, List<String>> changes() throws SQLException {
        Map<String, List<String>> changes = new LinkedHashMap<>();
        long some = entryOf(5);
        String entry = " WHERE id = " + some;
        String newId = tables.kind() == TestDatabase.Kind.POSTGRESQL ? "DEFAULT" : Long.toString(NOWHERE);
        changes.put("remote_audit_entry.id", List.of("UPDATE remote_audit_entry SET id = " + newId + entry));
        changes.put("remote_audit_entry.kind", List.of("UPDATE remote_audit_entry SET kind = 'question'" + entry));
        changes.put("remote_audit_entry.subject", List.of("UPDATE remote_audit_entry SET subject = 'OTHER'" + entry));
        changes.put("remote_audit_entry.version", List.of("UPDATE remote_audit_entry SET version = 7" + entry));
        changes.put("remote_audit_entry.context", List.of("UPDATE remote_audit_entry SET context = 'E-9'" + entry));
        changes.put(
                "remote_audit_entry.leaf",
                List.of(
                        "UPDATE remote_audit_entry SET leaf = '{}'" + entry,
                        "UPDATE remote_audit_entry SET leaf = REPLACE(leaf, '20', '21')" + entry,
                        "UPDATE remote_audit_entry SET leaf = REPLACE(leaf, '20', '21') WHERE subject = 'WAITING'"
                                + " AND version = 1 AND id = 0 OR kind = 'erasure'"));
        String content = " WHERE entry_id = " + some;
        changes.put(
                "remote_audit_disclosure.entry_id",
                List.of("UPDATE remote_audit_disclosure SET entry_id = " + NOWHERE + content));
        String encoded = text("SELECT encoded FROM remote_audit_disclosure" + content);
        String[] fields = encoded.split("~", -1);
        changes.put(
                "remote_audit_disclosure.encoded",
                List.of(
                        set("remote_audit_disclosure", "encoded", "", content),
                        set("remote_audit_disclosure", "encoded", encoded.substring(1), content),
                        set("remote_audit_disclosure", "encoded", encoded.substring(0, encoded.length() - 1), content),
                        set("remote_audit_disclosure", "encoded", fields[0] + "~", content),
                        set("remote_audit_disclosure", "encoded", encoded + encoded, content),
                        set("remote_audit_disclosure", "encoded", fields[1] + "~" + fields[0] + "~", content),
                        set(
                                "remote_audit_disclosure",
                                "encoded",
                                "",
                                " WHERE entry_id = (SELECT id FROM remote_audit_entry WHERE subject = 'WAITING' AND"
                                        + " version = 1)")));
        String leaf = " WHERE leaf_index = 5";
        String otherHash = bytes("SELECT leaf_hash FROM remote_audit_leaf WHERE leaf_index = 6");
        changes.put(
                "remote_audit_leaf.leaf_index", List.of("UPDATE remote_audit_leaf SET leaf_index = " + NOWHERE + leaf));
        changes.put("remote_audit_leaf.entry_id", List.of("UPDATE remote_audit_leaf SET entry_id = " + NOWHERE + leaf));
        changes.put(
                "remote_audit_leaf.leaf_hash", List.of("UPDATE remote_audit_leaf SET leaf_hash = " + otherHash + leaf));
        changes.put("remote_audit_leaf.context", List.of("UPDATE remote_audit_leaf SET context = 'E-9'" + leaf));
        changes.put("remote_audit_leaf.kind", List.of("UPDATE remote_audit_leaf SET kind = 'access'" + leaf));
        changes.put("remote_audit_leaf.version", List.of("UPDATE remote_audit_leaf SET version = 7" + leaf));
        String tile = " WHERE tile_level = 0 AND tile_index = 0";
        changes.put("remote_audit_tile.tile_level", List.of("UPDATE remote_audit_tile SET tile_level = 3" + tile));
        changes.put("remote_audit_tile.tile_index", List.of("UPDATE remote_audit_tile SET tile_index = 3" + tile));
        changes.put("remote_audit_tile.hashes", List.of("UPDATE remote_audit_tile SET hashes = " + otherHash + tile));
        changes.put("remote_audit_tile.root", List.of("UPDATE remote_audit_tile SET root = " + otherHash + tile));
        String checkpoint = " WHERE ledger_size = 100";
        String note = text("SELECT note FROM remote_audit_checkpoint" + checkpoint);
        String newest = text("SELECT note FROM remote_audit_checkpoint WHERE ledger_size = " + (ENTRIES + 1));
        changes.put(
                "remote_audit_checkpoint.ledger_size",
                List.of("UPDATE remote_audit_checkpoint SET ledger_size = 101" + checkpoint));
        changes.put(
                "remote_audit_checkpoint.signed_at",
                List.of(
                        "UPDATE remote_audit_checkpoint SET signed_at = signed_at + 1" + checkpoint,
                        "UPDATE remote_audit_checkpoint SET signed_at = signed_at - 1 WHERE ledger_size = "
                                + (ENTRIES + 1)));
        changes.put(
                "remote_audit_checkpoint.note",
                List.of(
                        set("remote_audit_checkpoint", "note", newest, checkpoint),
                        set("remote_audit_checkpoint", "note", note.replace("\n100\n", "\n101\n"), checkpoint),
                        set("remote_audit_checkpoint", "note", note + note, checkpoint)));
        changes.put(
                "remote_audit_checkpoint.chain",
                List.of("UPDATE remote_audit_checkpoint SET chain = " + otherHash + checkpoint));
        changes.put(
                "remote_audit_pending.entry_id",
                List.of("UPDATE remote_audit_pending SET entry_id = " + NOWHERE
                        + " WHERE entry_id = (SELECT id FROM remote_audit_entry WHERE subject = 'WAITING' AND version ="
                        + " 1)"));
        String cosignature = " WHERE engagement = 'E-1'";
        changes.put(
                "remote_audit_cosignature.ledger_size",
                List.of("UPDATE remote_audit_cosignature SET ledger_size = 100" + cosignature));
        changes.put(
                "remote_audit_cosignature.key_digest",
                List.of("UPDATE remote_audit_cosignature SET key_digest = 'x'" + cosignature));
        String other = new WitnessKey("body.example/witness", new byte[] {
                    9, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
                    28, 29, 30, 31, 32
                })
                .key()
                .vkey();
        changes.put(
                "remote_audit_cosignature.vkey",
                List.of(
                        set("remote_audit_cosignature", "vkey", other, cosignature),
                        set("remote_audit_cosignature", "vkey", "nonsense", cosignature)));
        changes.put(
                "remote_audit_cosignature.line",
                List.of("UPDATE remote_audit_cosignature SET line = REPLACE(line, 'A', 'B')" + cosignature));
        return changes;
    }

    private static String set(String table, String column, String value, String where) {
        return "UPDATE " + table + " SET " + column + " = '" + value + "'" + where;
    }

    private static List<String> swapped(String table, String column, long one, long other) {
        return List.of(
                "UPDATE " + table + " SET " + column + " = " + NOWHERE + " WHERE " + column + " = " + one,
                "UPDATE " + table + " SET " + column + " = " + one + " WHERE " + column + " = " + other,
                "UPDATE " + table + " SET " + column + " = " + other + " WHERE " + column + " = " + NOWHERE);
    }

    /** Does statements in a transaction that is rolled back, with a check in between that sees them. */
    private String defectAfter(String... statements) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                for (String sql : statements) {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        assertThat(statement.executeUpdate()).as(sql).isPositive();
                    }
                }
                Database seeing = Database.of(new SharedConnection(connection), HostTransactions.none());
                return LedgerCheck.of(seeing, SIGNER.key(), Clock.systemUTC(), index -> {})
                        .firstDefect()
                        .map(defect -> defect.row() + ": " + defect.english())
                        .orElse("");
            } finally {
                connection.rollback();
            }
        }
    }

    private Set<String> columns() throws SQLException {
        Set<String> columns = new TreeSet<>();
        for (String table : List.of("entry", "disclosure", "leaf", "tile", "checkpoint", "pending", "cosignature")) {
            String name = "remote_audit_" + table;
            try (Connection connection = pool.getConnection();
                    PreparedStatement select = connection.prepareStatement("SELECT * FROM " + name + " WHERE 1 = 0");
                    ResultSet none = select.executeQuery()) {
                for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                    columns.add(name + "." + none.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
                }
            }
        }
        return columns;
    }

    private long entryOf(long leafIndex) {
        return tables.number("SELECT entry_id FROM remote_audit_leaf WHERE leaf_index = " + leafIndex);
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    /** Bytes as the database writes them in a statement. */
    private String bytes(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            assertThat(rows.next()).isTrue();
            String hex = Hash.of(rows.getBytes(1)).hex();
            return tables.kind() == TestDatabase.Kind.POSTGRESQL ? "'\\x" + hex + "'" : "X'" + hex + "'";
        }
    }

    private static NewEntry entry(String subject, int version) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("performedBy", Json.text("李娜"));
        fields.put("title", Json.text("检验 " + subject));
        return new NewEntry(EntryKind.RECORD, subject, version, null, fields);
    }
}
