package io.remoteaudit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.ledger.NewEntry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What is saved inside a host's transaction stands or falls with it, and nothing is announced that fell. */
class HostTransactionTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final LogSigner SIGNER = new LogSigner("test.example/audit", new byte[32]);

    private TestDatabase tables;
    private HikariDataSource pool;
    private TestTransactions host;
    private Ledger ledger;
    private final List<Long> announced = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open(TestDatabase tables) {
        this.tables = tables;
        // One connection: whoever took a second one in the same thread would wait for ever.
        pool = tables.pool(1);
        host = new TestTransactions(pool);
        Database database = Database.of(pool, host);
        new Migrations(database, Clock.systemUTC()).run(Migrations.Mode.AUTO);
        tables.update("CREATE TABLE receipt (id VARCHAR(20) PRIMARY KEY)");
        ledger = Ledger.open(database, SIGNER, Clock.systemUTC());
        ledger.onGrowth(announced::add);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @EachDatabase
    void entryCommitsTogetherWithTheHostsRowThroughAPoolOfOneConnection() throws SQLException {
        host.begin();
        host.call(connection -> run(connection, "INSERT INTO receipt (id) VALUES ('A')"));
        ledger.append(entry("A"));
        assertThat(ledger.find(EntryKind.RECORD, "A", 1)).isPresent();
        host.commit();
        assertThat(ledger.awaitSequenced(LONG)).isTrue();
        assertThat(ledger.size()).isEqualTo(1);
        assertThat(tables.number("SELECT COUNT(*) FROM receipt")).isEqualTo(1);
    }

    @EachDatabase
    void entryIsRolledBackTogetherWithTheHostsRow() throws SQLException {
        host.begin();
        host.call(connection -> run(connection, "INSERT INTO receipt (id) VALUES ('A')"));
        ledger.append(entry("A"));
        host.rollBack();
        onlyTheseAreThere();
    }

    @EachDatabase
    void partRolledBackToASavepointIsNeitherThereNorAnnounced() throws SQLException {
        host.begin();
        ledger.append(entry("outer"));
        Savepoint nested = host.call(Connection::setSavepoint);
        ledger.append(entry("inner"));
        host.call(connection -> {
            connection.rollback(nested);
            return true;
        });
        ledger.append(entry("after"));
        host.commit();
        onlyTheseAreThere("outer", "after");
    }

    @EachDatabase
    void conflictInsideTheHostsTransactionLeavesTheRestOfItToCommit() throws SQLException {
        ledger.append(entry("taken"));
        host.begin();
        ledger.append(entry("A"));
        assertThatThrownBy(() -> ledger.append(entry("taken"))).hasMessageContaining("taken");
        ledger.append(entry("B"));
        host.commit();
        onlyTheseAreThere("taken", "A", "B");
    }

    @EachDatabase
    void readOnlyTransactionIsRefusedPlainlyAndMayStillBeRead() throws SQLException {
        try (HikariDataSource second = tables.pool(1);
                Connection connection = second.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> ledger.append(entry("A"), connection))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("RA-0237")
                    .hasMessageContaining("read-only");
            assertThat(ledger.versions(EntryKind.RECORD, "A", connection)).isEmpty();
            connection.commit();
        }
        onlyTheseAreThere();
    }

    /** The transaction is refused at its very end: by a constraint checked at commit. */
    @EachDatabase({TestDatabase.Kind.SQLITE, TestDatabase.Kind.POSTGRESQL})
    void commitThatFailsLeavesNothingAndAnnouncesNothing() throws SQLException {
        tables.update("CREATE TABLE part (receipt VARCHAR(20) REFERENCES receipt (id) DEFERRABLE INITIALLY DEFERRED)");
        host.begin();
        host.call(connection -> run(connection, "INSERT INTO part (receipt) VALUES ('missing')"));
        ledger.append(entry("A"));
        assertThatThrownBy(host::commit).isInstanceOf(SQLException.class);
        host.rollBack();
        onlyTheseAreThere();
    }

    /** Whatever the host does with the connection afterwards, the next one who gets it begins anew. */
    @EachDatabase({TestDatabase.Kind.SQLITE, TestDatabase.Kind.POSTGRESQL})
    void connectionWhoseCommitFailedAndWasNotRolledBackIsOfUseAgain() throws SQLException {
        tables.update("CREATE TABLE part (receipt VARCHAR(20) REFERENCES receipt (id) DEFERRABLE INITIALLY DEFERRED)");
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            run(connection, "INSERT INTO part (receipt) VALUES ('missing')");
            ledger.append(entry("A"), connection);
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
            if (tables.isSqlite()) {
                assertThatThrownBy(() -> connection.setAutoCommit(true)).isInstanceOf(SQLException.class);
            }
        }
        host.begin();
        ledger.append(entry("B"));
        host.commit();
        onlyTheseAreThere("B");
    }

    /** The database is lost between the save and the commit. */
    @EachDatabase({TestDatabase.Kind.POSTGRESQL, TestDatabase.Kind.MARIADB})
    void connectionCutBeforeTheCommitLeavesNothingAndTheLedgerGoesOn() throws SQLException {
        host.begin();
        ledger.append(entry("A"));
        boolean postgresql = tables.kind() == TestDatabase.Kind.POSTGRESQL;
        long session = host.call(
                connection -> number(connection, postgresql ? "SELECT pg_backend_pid()" : "SELECT CONNECTION_ID()"));
        tables.update((postgresql ? "SELECT pg_terminate_backend(" : "KILL (") + session + ")");
        assertThatThrownBy(host::commit).isInstanceOf(SQLException.class);
        assertThatThrownBy(host::rollBack).isInstanceOf(SQLException.class);
        host.forget();
        ledger.append(entry("B"));
        onlyTheseAreThere("B");
    }

    private void onlyTheseAreThere(String... subjects) {
        assertThat(ledger.awaitSequenced(LONG)).isTrue();
        assertThat(ledger.subjects(EntryKind.RECORD)).containsExactlyInAnyOrder(subjects);
        assertThat(ledger.size()).isEqualTo(subjects.length);
        assertThat(announced).allMatch(size -> size <= subjects.length);
        assertThat(tables.number("SELECT COUNT(*) FROM remote_audit_pending")).isZero();
        assertThat(tables.number("SELECT COUNT(*) FROM remote_audit_disclosure"))
                .isEqualTo(subjects.length);
    }

    private static NewEntry entry(String subject) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("title", Json.text("title of " + subject));
        return new NewEntry(EntryKind.RECORD, subject, 1, null, fields);
    }

    private static boolean run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
