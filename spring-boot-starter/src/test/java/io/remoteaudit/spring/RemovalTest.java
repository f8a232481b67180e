package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** The module leaves a host as README says: these tables, these files, and nothing else. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RemovalTest {

    private static final String MARK = "RemovalTest: tables";
    private static final String RENEW = "mvn -Pquick -pl spring-boot-starter -am test -Dtest=RemovalTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dremoval.renew=true";
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final int WIDE = 120;
    private static final Set<String> UNUSED = Set.of("ledger.db", "handed-files");

    @TempDir
    private Path directory;

    @EachDatabase
    void hostIsAsItWasOnceTheTablesAndTheDirectoryAreGone(TestDatabase database) throws IOException {
        database.update("CREATE TABLE receipt (no VARCHAR(20) PRIMARY KEY)");
        database.update("INSERT INTO receipt VALUES ('GR-1')");
        Set<String> before;
        try (HikariDataSource pool = database.pool(2)) {
            before = objects(pool, database);
        }
        try (TestHost host = host(database).start()) {
            use(host.bean(RemoteAudit.class));
            renewIfWanted(JdbcClient.create(host.bean(HikariDataSource.class)), database);
        }
        assertThat(files()).isEqualTo(namedFiles());

        try (HikariDataSource pool = database.pool(2)) {
            List<String> named = namedTables();
            assertThat(tables(pool, database))
                    .as("the tables in README.md are stale; renew them with:\n" + RENEW)
                    .containsExactlyInAnyOrderElementsOf(named);
            named.forEach(
                    table -> JdbcClient.create(pool).sql("DROP TABLE " + table).update());
            assertThat(objects(pool, database)).isEqualTo(before);
        }
        assertThat(FileSystemUtils.deleteRecursively(directory.resolve("remote-audit")))
                .isTrue();

        try (TestHost host = host(database).start()) {
            RemoteAudit afresh = host.bean(RemoteAudit.class);
            assertThat(afresh.records().find("IQC-1")).isEmpty();
            use(afresh);
            assertThat(database.number("SELECT COUNT(*) FROM receipt")).isEqualTo(1);
        }
    }

    private TestHost.Starting host(TestDatabase database) {
        return TestHost.in(directory, Host.class)
                .withoutLogin()
                .with("test.database", database.url())
                .with("remote-audit.endpoint.enabled", "true")
                .with("remote-audit.desk.enabled", "true");
    }

    private static void use(RemoteAudit remoteAudit) {
        remoteAudit.records().save(Evidence.inspection("IQC-1").build());
        Evidence.engage(remoteAudit);
        Evidence.settle(remoteAudit);
        assertThat(remoteAudit.exports().signers()).hasSize(1);
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("remote-audit"))) {
            return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Of the first column of README's table; without the embedded database and uploads, which this host has no use for. */
    private static Set<String> namedFiles() throws IOException {
        String text = Document.readme().text();
        String table = text.substring(text.indexOf("| file or directory |"), text.indexOf("<!-- made by " + MARK));
        return table.lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> NAME.matcher(line.split("\\|", -1)[1]).results())
                .map(name -> name.group(1))
                .filter(name -> !UNUSED.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> namedTables() throws IOException {
        return NAME.matcher(Document.readme().made(MARK))
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    /** The youngest first, so that nothing points to what is dropped; only SQLite says in which order they were made. */
    private static void renewIfWanted(JdbcClient jdbc, TestDatabase database) throws IOException {
        if (!Boolean.getBoolean("removal.renew") || !database.isSqlite()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (String table : jdbc.sql(
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'remote\\_audit\\_%'"
                                + " ESCAPE '\\' ORDER BY rowid DESC")
                .query(String.class)
                .list()) {
            String named = "`" + table + "`,";
            if (line.length() + named.length() + 1 > WIDE) {
                text.append(line).append('\n');
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(named);
        }
        text.append(line);
        text.setCharAt(text.length() - 1, '.');
        Document.renewReadme(MARK, text + "\n");
    }

    private static Set<String> tables(HikariDataSource pool, TestDatabase database) {
        return objects(pool, database).stream()
                .filter(object -> object.startsWith("table remote_audit"))
                .map(object -> object.substring("table ".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All that a database says it holds. */
    private static Set<String> objects(HikariDataSource pool, TestDatabase database) {
        String all = switch (database.kind()) {
            case SQLITE -> "SELECT type || ' ' || name FROM sqlite_master";
            case POSTGRESQL -> """
                    SELECT CASE relkind WHEN 'r' THEN 'table ' ELSE relkind::text || ' ' END || relname
                    FROM pg_class WHERE relnamespace = current_schema()::regnamespace
                    UNION SELECT 'routine ' || proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
                    UNION SELECT 'type ' || typname FROM pg_type WHERE typnamespace = current_schema()::regnamespace
                    """;
            case MARIADB -> """
                    SELECT CONCAT('table ', table_name) FROM information_schema.tables WHERE table_schema = DATABASE()
                    UNION SELECT CONCAT('routine ', routine_name) FROM information_schema.routines
                    WHERE routine_schema = DATABASE()
                    UNION SELECT CONCAT('trigger ', trigger_name) FROM information_schema.triggers
                    WHERE trigger_schema = DATABASE()
                    """;
        };
        return new TreeSet<>(
                JdbcClient.create(pool).sql(all).query(String.class).list());
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Host {

        @Bean
        HikariDataSource quality(@Value("${test.database}") String url) {
            return TestDatabase.open(url, 8);
        }
    }
}
