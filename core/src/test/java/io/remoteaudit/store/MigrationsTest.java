package io.remoteaudit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationsTest {

    @TempDir
    private Path directory;

    private HikariDataSource dataSource;
    private Database database;

    @BeforeEach
    void open() {
        dataSource = EmbeddedDatabase.open(directory.resolve("test.db"));
        database = Database.of(dataSource, HostTransactions.none());
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    @Test
    void secondRunFindsNothingToDo() {
        int version = migrations().run(Migrations.Mode.AUTO);
        assertThat(migrations().run(Migrations.Mode.AUTO)).isEqualTo(version);
        assertThat(migrations().run(Migrations.Mode.VALIDATE)).isEqualTo(version);
        assertThat(number("SELECT COUNT(*) FROM remote_audit_migration")).isEqualTo(version);
    }

    @Test
    void validatingAnEmptyDatabaseSaysWhatIsMissingAndMakesNothing() {
        assertThatThrownBy(() -> migrations().run(Migrations.Mode.VALIDATE))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RA-0241")
                .hasMessageContaining("at version 0");
        assertThat(number("SELECT COUNT(*) FROM sqlite_master")).isZero();
    }

    @Test
    void offLooksAtNothing() {
        migrations().run(Migrations.Mode.OFF);
        assertThat(number("SELECT COUNT(*) FROM sqlite_master")).isZero();
    }

    @Test
    void scriptThatWasChangedAfterItWasAppliedIsRefusedInEachMode() {
        migrations().run(Migrations.Mode.AUTO);
        update("UPDATE remote_audit_migration SET checksum = 'other' WHERE version = 1");
        for (Migrations.Mode mode : List.of(Migrations.Mode.AUTO, Migrations.Mode.VALIDATE)) {
            assertThatThrownBy(() -> migrations().run(mode))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("RA-0242")
                    .hasMessageContaining("V1__ledger.sql");
        }
    }

    @Test
    void tablesOfANewerReleaseAreRefused() {
        migrations().run(Migrations.Mode.AUTO);
        update("INSERT INTO remote_audit_migration (version, script, checksum, applied_at)"
                + " VALUES (999, 'V999__later.sql', 'x', 'x')");
        assertThatThrownBy(() -> migrations().run(Migrations.Mode.AUTO))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("use the newer release");
    }

    @Test
    void failedScriptLeavesNeitherTablesNorHistory() {
        update("CREATE TABLE remote_audit_lease (mine TEXT)");
        assertThatThrownBy(() -> migrations().run(Migrations.Mode.AUTO))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("V1__ledger.sql");
        assertThat(number("SELECT COUNT(*) FROM remote_audit_migration")).isZero();
        assertThat(number("SELECT COUNT(*) FROM sqlite_master WHERE name = 'remote_audit_entry'"))
                .isZero();
    }

    @Test
    void severalProcessesMayStartAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                runs.add(threads.submit(() -> {
                    // A pool and a writer's lock of its own, as another process has.
                    try (HikariDataSource own = EmbeddedDatabase.open(directory.resolve("test.db"))) {
                        Database other = Database.of(own, HostTransactions.none());
                        return new Migrations(other, Clock.systemUTC()).run(Migrations.Mode.AUTO);
                    }
                }));
            }
            for (Future<Integer> run : runs) {
                assertThat(run.get()).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(migrations().run(Migrations.Mode.VALIDATE)).isPositive();
    }

    @Test
    void printedStatementsMakeTheTablesAHostAppliesItself() {
        for (String statement : Migrations.ddl(Dialect.SQLITE).split(";", -1)) {
            if (!statement.isBlank()) {
                update(statement);
            }
        }
        assertThat(number("SELECT COUNT(*) FROM remote_audit_entry")).isZero();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void everyDialectsStatementsAreComplete(Dialect dialect) {
        assertThat(Migrations.ddl(dialect))
                .doesNotContain("$")
                .contains("CREATE TABLE remote_audit_entry", "CREATE TABLE remote_audit_leaf");
    }

    private Migrations migrations() {
        return new Migrations(database, Clock.systemUTC());
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
