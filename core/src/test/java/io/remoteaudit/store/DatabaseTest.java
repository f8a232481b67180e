package io.remoteaudit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @TempDir
    private Path directory;

    private HikariDataSource dataSource;
    private TestTransactions host;
    private Database database;

    @BeforeEach
    void open() {
        dataSource = EmbeddedDatabase.open(directory.resolve("test.db"));
        host = new TestTransactions(dataSource);
        database = Database.of(dataSource, host);
        database.execute("prepare", connection -> run(connection, "CREATE TABLE note (text TEXT PRIMARY KEY)"));
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    @Test
    void everyConnectionHasTheSettingsThatMakeACommitDurable() {
        List<String> settings = database.reading("read", connection -> {
            List<String> found = new ArrayList<>();
            for (String pragma : List.of("journal_mode", "synchronous", "foreign_keys", "busy_timeout")) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("PRAGMA " + pragma)) {
                    rows.next();
                    found.add(rows.getString(1));
                }
            }
            return found;
        });
        assertThat(settings).containsExactly("wal", "2", "1", "30000");
    }

    @Test
    void fileThatIsNoDatabaseIsNamed() throws Exception {
        Path file = directory.resolve("report.db");
        Files.writeString(
                file, "a text that is no database, and long enough for a header of one hundred bytes".repeat(4));
        assertThatThrownBy(() -> EmbeddedDatabase.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RA-0227")
                .hasMessageContaining("report.db");
    }

    @Test
    void workJoinsTheHostsTransactionAndIsGoneWhenItRollsBack() throws SQLException {
        host.begin();
        database.joining("write", connection -> insert(connection, "a"));
        assertThat(notes()).containsExactly("a");
        assertThat(database.readingCommitted("read", DatabaseTest::read)).isEmpty();
        host.rollBack();
        assertThat(notes()).isEmpty();
    }

    @Test
    void actionAfterCommitRunsOnlyIfTheHostCommits() throws SQLException {
        List<String> ran = new ArrayList<>();
        host.begin();
        database.afterCommit(() -> ran.add("rolled back"));
        host.rollBack();
        host.begin();
        database.afterCommit(() -> ran.add("committed"));
        assertThat(ran).isEmpty();
        host.commit();
        database.afterCommit(() -> ran.add("at once"));
        assertThat(ran).containsExactly("committed", "at once");
    }

    @Test
    void failedWorkInTheHostsTransactionTakesBackOnlyItself() throws SQLException {
        host.begin();
        database.joining("write", connection -> insert(connection, "host's"));
        assertThatThrownBy(() -> database.joining("write", connection -> {
                    insert(connection, "half");
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");
        host.commit();
        assertThat(notes()).containsExactly("host's");
    }

    @Test
    void workThatCommitsByItselfIsRefusedAtOnceInsideTheHostsTransaction() throws SQLException {
        host.begin();
        assertThatThrownBy(() -> database.transaction("write", connection -> insert(connection, "a")))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RA-0226");
        host.rollBack();
    }

    @Test
    void durableWorkSharesACommitOutsideTheHostsTransactionAndIsRefusedInside() throws SQLException {
        database.durably("write", connection -> insert(connection, "a"));
        host.begin();
        assertThatThrownBy(() -> database.durably("write", connection -> insert(connection, "b")))
                .hasMessageStartingWith("RA-0226");
        host.rollBack();
        assertThat(notes()).containsExactly("a");
    }

    @Test
    void connectionThatCouldNotBeginIsNotTakenForOneInATransaction() throws SQLException {
        try (Connection writer = dataSource.getConnection();
                Connection connection = dataSource.getConnection()) {
            writer.setAutoCommit(false);
            run(connection, "PRAGMA busy_timeout = 1");
            assertThatThrownBy(() -> connection.setAutoCommit(false)).hasMessageContaining("SQLITE_BUSY");
            assertThat(connection.getAutoCommit()).isTrue();
            writer.rollback();
            writer.setAutoCommit(true);
            connection.setAutoCommit(false);
            insert(connection, "a");
            connection.rollback();
            connection.setAutoCommit(true);
        }
        assertThat(notes()).isEmpty();
    }

    @Test
    void commitLeavesTheWritersPlaceToTheNextAndTakesItAgainWhenItIsUsed() throws SQLException {
        try (Connection one = dataSource.getConnection();
                Connection two = dataSource.getConnection()) {
            run(one, "PRAGMA busy_timeout = 1");
            run(two, "PRAGMA busy_timeout = 1");
            one.setAutoCommit(false);
            insert(one, "a");
            assertThatThrownBy(() -> two.setAutoCommit(false)).hasMessageContaining("SQLITE_BUSY");
            one.commit();
            two.setAutoCommit(false);
            insert(two, "b");
            assertThatThrownBy(() -> insert(one, "c")).hasMessageContaining("SQLITE_BUSY");
            two.commit();
            assertThat(read(one)).containsExactly("a", "b");
            // It has read, so nobody may write before it does: else its own write would be refused.
            assertThatThrownBy(() -> insert(two, "d")).hasMessageContaining("SQLITE_BUSY");
            Savepoint savepoint = one.setSavepoint();
            insert(one, "e");
            one.rollback(savepoint);
            insert(one, "f");
            one.rollback();
            insert(two, "g");
            two.commit();
            one.setAutoCommit(true);
            two.setAutoCommit(true);
        }
        assertThat(notes()).containsExactly("a", "b", "g");
    }

    @Test
    void readOnlyTransactionNeitherWritesNorWaitsForTheOneThatDoes() throws SQLException {
        try (Connection writer = dataSource.getConnection();
                Connection reader = dataSource.getConnection()) {
            writer.setAutoCommit(false);
            insert(writer, "a");
            reader.setReadOnly(true);
            reader.setAutoCommit(false);
            assertThat(read(reader)).isEmpty();
            assertThatThrownBy(() -> insert(reader, "b")).hasMessageContaining("SQLITE_READONLY");
            reader.commit();
            reader.setAutoCommit(true);
            reader.setReadOnly(false);
            writer.commit();
            writer.setAutoCommit(true);
            reader.setAutoCommit(false);
            insert(reader, "c");
            reader.commit();
            reader.setAutoCommit(true);
        }
        assertThat(notes()).containsExactly("a", "c");
    }

    @Test
    void connectionThatCommitsEachStatementIsRefused() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThatThrownBy(() -> Database.within(connection, own -> insert(own, "a")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("setAutoCommit(false)");
        }
    }

    @Test
    void failureOfOneOfManyWritersIsItsOwn() throws Exception {
        database.joining("write", connection -> insert(connection, "taken"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        int refused = 0;
        try {
            List<Future<Boolean>> writes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String text = i % 20 == 0 ? "taken" : "n" + i;
                writes.add(threads.submit(() -> database.joining("write", connection -> insert(connection, text))));
            }
            for (Future<Boolean> write : writes) {
                try {
                    write.get();
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(StoreException.class);
                    assertThat(e.getCause().getCause())
                            .isInstanceOfSatisfying(
                                    SQLException.class,
                                    said -> assertThat(Database.isUniqueViolation(said))
                                            .isTrue());
                    refused++;
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(refused).isEqualTo(10);
        assertThat(notes()).hasSize(191);
    }

    @Test
    void interruptOfAWriterFailsNobody() {
        Thread.currentThread().interrupt();
        database.joining("write", connection -> insert(connection, "a"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(notes()).containsExactly("a");
    }

    @Test
    void savingFromWithinWorkThatIsBeingSavedIsRefused() {
        assertThatThrownBy(() ->
                        database.joining("write", outer -> database.joining("write", inner -> insert(inner, "a"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("from within");
    }

    @Test
    void fullDiskIsSaidPlainlyAndLeavesWhatWasThere() {
        database.joining("write", connection -> insert(connection, "before"));
        // The pool hands its one idle connection to a lone thread again, so the limit is on the next writer's.
        database.reading("limit", connection -> run(connection, "PRAGMA max_page_count = 20"));
        assertThatThrownBy(() ->
                        database.joining("save a record", connection -> insert(connection, "x".repeat(400_000))))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RA-0223")
                .hasMessageContaining("save a record")
                .hasMessageContaining("disk is full");
        assertThat(notes()).containsExactly("before");
        database.joining("write", connection -> insert(connection, "after"));
        assertThat(notes()).containsExactly("after", "before");
    }

    @Test
    void lostDatabaseIsSaidPlainly() {
        assertThat(Database.failure("save a record", new SQLException("connection reset", "08006")))
                .hasMessageStartingWith("RA-0228: Could not save a record")
                .hasMessageContaining("not saved twice");
    }

    private List<String> notes() {
        return database.reading("read", DatabaseTest::read);
    }

    private static List<String> read(Connection connection) throws SQLException {
        List<String> notes = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT text FROM note ORDER BY text")) {
            while (rows.next()) {
                notes.add(rows.getString(1));
            }
        }
        return notes;
    }

    private static boolean insert(Connection connection, String text) throws SQLException {
        try (var statement = connection.prepareStatement("INSERT INTO note (text) VALUES (?)")) {
            statement.setString(1, text);
            return statement.executeUpdate() == 1;
        }
    }

    private static boolean run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}
