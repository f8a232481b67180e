package io.remoteaudit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

class MigrationsTest {

    private TestDatabase empty;
    private Database database;

    @BeforeEach
    void open(TestDatabase empty) {
        this.empty = empty;
        database = Database.of(empty.pool(), HostTransactions.none());
    }

    @EachDatabase
    void secondRunFindsNothingToDo() {
        int version = migrations().run(Migrations.Mode.AUTO);
        assertThat(migrations().run(Migrations.Mode.AUTO)).isEqualTo(version);
        assertThat(migrations().run(Migrations.Mode.VALIDATE)).isEqualTo(version);
        assertThat(empty.number("SELECT COUNT(*) FROM remote_audit_migration")).isEqualTo(version);
    }

    @EachDatabase
    void validatingAnEmptyDatabaseSaysWhatIsMissingAndMakesNothing() {
        assertThatThrownBy(() -> migrations().run(Migrations.Mode.VALIDATE))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RA-0260")
                .hasMessageContaining("at version 0");
        assertThat(tables()).isZero();
    }

    @EachDatabase
    void offLooksAtNothing() {
        migrations().run(Migrations.Mode.OFF);
        assertThat(tables()).isZero();
    }

    @EachDatabase
    void scriptThatWasChangedAfterItWasAppliedIsRefusedInEachMode() {
        migrations().run(Migrations.Mode.AUTO);
        empty.update("UPDATE remote_audit_migration SET checksum = 'other' WHERE version = 1");
        for (Migrations.Mode mode : List.of(Migrations.Mode.AUTO, Migrations.Mode.VALIDATE)) {
            assertThatThrownBy(() -> migrations().run(mode))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("RA-0261")
                    .hasMessageContaining("V1__ledger.sql");
        }
    }

    @EachDatabase
    void tablesOfANewerReleaseAreRefused() {
        migrations().run(Migrations.Mode.AUTO);
        empty.update("INSERT INTO remote_audit_migration (version, script, checksum, applied_at)"
                + " VALUES (999, 'V999__later.sql', 'x', 'x')");
        assertThatThrownBy(() -> migrations().run(Migrations.Mode.AUTO))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("use the newer release");
    }

    @EachDatabase({TestDatabase.Kind.SQLITE, TestDatabase.Kind.POSTGRESQL})
    void failedScriptLeavesNeitherTablesNorHistory() {
        empty.update("CREATE TABLE remote_audit_lease (mine TEXT)");
        assertThatThrownBy(() -> migrations().run(Migrations.Mode.AUTO))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("V1__ledger.sql");
        assertThat(empty.number("SELECT COUNT(*) FROM remote_audit_migration")).isZero();
        assertThat(tables()).as("the history and the one that was there").isEqualTo(2);
    }

    @EachDatabase(TestDatabase.Kind.MARIADB)
    void scriptThatBrokeOffIsBegunAnewWhereEachDefinitionIsCommittedByItself() {
        List<String> statements = statements(Dialect.MARIADB);
        for (int done = 0; done < statements.size(); done++) {
            statements.subList(0, done).forEach(empty::update);
            assertThat(migrations().run(Migrations.Mode.AUTO)).isPositive();
            assertThat(migrations().run(Migrations.Mode.VALIDATE)).isPositive();
            dropAll();
        }
    }

    @EachDatabase
    void severalProcessesMayStartAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                runs.add(threads.submit(() -> {
                    // A pool and a writer's lock of its own, as another process has.
                    Database other = Database.of(empty.pool(1), HostTransactions.none());
                    return new Migrations(other, Clock.systemUTC()).run(Migrations.Mode.AUTO);
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

    @EachDatabase
    void printedStatementsMakeTheTablesAHostAppliesItself() {
        statements(database.dialect()).forEach(empty::update);
        assertThat(empty.number("SELECT COUNT(*) FROM remote_audit_entry")).isZero();
    }

    private Migrations migrations() {
        return new Migrations(database, Clock.systemUTC());
    }

    private static List<String> statements(Dialect dialect) {
        return Stream.of(Migrations.ddl(dialect).split(";", -1))
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    private long tables() {
        return switch (empty.kind()) {
            case SQLITE ->
                empty.number("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name LIKE 'remote_audit_%'");
            case POSTGRESQL -> empty.number("SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema()");
            case MARIADB ->
                empty.number("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = database()");
        };
    }

    private void dropAll() {
        statements(database.dialect()).stream()
                .flatMap(statement -> Pattern.compile("CREATE TABLE (?:IF NOT EXISTS )?(\\w+)")
                        .matcher(statement)
                        .results())
                .forEach(table -> empty.update("DROP TABLE " + table.group(1)));
    }
}
