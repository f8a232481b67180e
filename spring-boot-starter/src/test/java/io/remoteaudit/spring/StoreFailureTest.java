package io.remoteaudit.spring;

import static io.remoteaudit.spring.StartFailures.analysis;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.store.Dialect;
import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.StoreException;
import io.remoteaudit.store.TestDatabase;
import io.remoteaudit.store.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Bean;

/** A host whose database, keys or disk cannot keep a ledger is told which of them, and what to do. */
class StoreFailureTest {

    @TempDir
    private Path directory;

    @EachDatabase({Kind.POSTGRESQL, Kind.MARIADB})
    void userWhoMayNotMakeTablesIsToldWhatToGrant(TestDatabase tables) {
        String user = "poor" + UUID.randomUUID().toString().substring(0, 8);
        boolean postgresql = tables.kind() == Kind.POSTGRESQL;
        tables.update(postgresql ? "CREATE ROLE " + user + " LOGIN" : "CREATE USER " + user);
        tables.update(
                postgresql
                        ? "GRANT USAGE ON SCHEMA " + tables.url().replaceFirst(".*currentSchema=", "") + " TO " + user
                        : "GRANT SELECT ON *.* TO " + user);
        try {
            FailureAnalysis analysis = analysis(on(tables.url().replaceFirst("user=[^&]*", "user=" + user)));
            assertThat(analysis.getDescription()).contains("RA-0239").contains("lacks a right");
            assertThat(analysis.getAction())
                    .contains("Migrations.ddl")
                    .contains("'remote-audit.migrations'")
                    .contains("validate");
        } finally {
            tables.update(postgresql ? "DROP OWNED BY " + user : "FLUSH PRIVILEGES");
            tables.update("DROP USER " + user);
        }
    }

    @Test
    void databaseThatIsNotSupportedIsToldWhichAre() {
        FailureAnalysis analysis = analysis(on("jdbc:hsqldb:mem:" + UUID.randomUUID()));
        assertThat(analysis.getDescription())
                .contains("RA-0220")
                .contains("HSQL")
                .contains("PostgreSQL, MySQL, MariaDB");
        assertThat(analysis.getAction()).contains("'remote-audit.data-source'").contains("embedded");
    }

    @Test
    void h2StartsForTestsAndSaysThatItLosesRecords() {
        try (TestHost host = on("jdbc:h2:mem:" + UUID.randomUUID()).start()) {
            RemoteAudit remoteAudit = host.bean(RemoteAudit.class);
            assertThat(remoteAudit.storage().database()).isEqualTo(Dialect.H2);
            assertThat(remoteAudit.storage().durabilityWeakness().orElse("")).startsWith("RA-0221");
            AuditHealth.Reading health = host.bean(AuditHealth.class).read();
            assertThat(health.state()).isEqualTo(AuditHealth.State.UP);
            assertThat(String.valueOf(health.details()))
                    .contains("durable=false")
                    .contains("RA-0221");
        }
    }

    @Test
    void keyThatIsNoneNamesItsFile() throws IOException {
        Files.createDirectories(directory.resolve("remote-audit"));
        Files.writeString(directory.resolve("remote-audit/ledger.key"), "not a key");
        FailureAnalysis analysis = analysis(plain());
        assertThat(analysis.getDescription()).contains("RA-0204").contains("ledger.key");
        assertThat(analysis.getAction()).contains("'remote-audit.directory'");
    }

    @Test
    void keyOfAnotherLedgerIsRefused() throws IOException {
        plain().start().close();
        try (TestHost host = plain().start()) {
            host.bean(RemoteAudit.class)
                    .records()
                    .save(Evidence.inspection("IQC-1").build());
            Evidence.settle(host.bean(RemoteAudit.class));
        }
        Files.writeString(directory.resolve("remote-audit/ledger.key"), "ab".repeat(32));
        FailureAnalysis analysis = analysis(plain());
        assertThat(analysis.getDescription()).contains("RA-0203").contains("ledger.key");
        assertThat(analysis.getAction()).contains("'remote-audit.directory'").contains("'remote-audit.data-source'");
    }

    @Test
    void signingKeyThatCannotBeReadIsNamed() throws IOException {
        plain().start().close();
        Files.writeString(directory.resolve("remote-audit/export-signing.p12"), "not a key");
        FailureAnalysis analysis = analysis(plain());
        assertThat(analysis.getDescription())
                .contains("Remote Audit cannot be opened")
                .contains("RA-0")
                .contains("export-signing.p12");
    }

    /** No test machine has such a file system; LocalFilesTest shows which ones are refused so. */
    @Test
    void networkFileSystemIsToldToNameALocalDirectory() {
        FailureAnalysis analysis = analysis(new IllegalStateException(
                "a bean could not be made", new StoreException("RA-0233", "/mnt is on a file system of type nfs4")));
        assertThat(analysis.getDescription()).contains("RA-0233").contains("nfs4");
        assertThat(analysis.getAction()).contains("'remote-audit.directory'");
    }

    private TestHost.Starting plain() {
        return TestHost.in(directory, Plain.class).withoutWeb();
    }

    private TestHost.Starting on(String url) {
        return TestHost.in(directory, OnDatabase.class).withoutWeb().with("test.url", url);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Plain {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class OnDatabase {

        @Bean(destroyMethod = "close")
        HikariDataSource dataSource(@Value("${test.url}") String url) {
            return TestDatabase.open(url, 4);
        }
    }
}
