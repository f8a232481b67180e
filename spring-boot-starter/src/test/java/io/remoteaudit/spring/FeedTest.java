package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.feed.Feed;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.RecordVersion;
import io.remoteaudit.record.Records;
import io.remoteaudit.store.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Bean;

/** A host's table is read by properties alone: those the documentation shows. */
class FeedTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void sampleOfTheDocumentationReadsItsTable() throws Exception {
        Path reports = Files.createDirectories(directory.resolve("reports"));
        Files.writeString(reports.resolve("1.pdf"), "检验报告");
        try (TestHost host = sample(reports).start()) {
            Records records = host.bean(Records.class);
            Awaitility.await().atMost(LONG).until(() -> records.find("IQC-1").isPresent());
            QualityRecord record = records.find("IQC-1").orElseThrow().record();
            assertThat(record.title()).isEqualTo("进货检验 MB-1");
            assertThat(record.attributes().text("supplierId")).contains("SUP-7");
            assertThat(record.attributes().text("verdict")).contains("accepted");
            assertThat(record.measurements()).hasSize(2);
            assertThat(record.attachments().get(0).name()).isEqualTo("1.pdf");

            execute(host, "UPDATE lims_inspection SET result = 'NG', bfe = 94, changed_at = '2026-04-16 09:00:00'");
            Awaitility.await()
                    .atMost(LONG)
                    .untilAsserted(() -> assertThat(records.versions("IQC-1"))
                            .extracting(RecordVersion::record)
                            .extracting(version ->
                                    version.attributes().text("verdict").orElseThrow())
                            .containsExactly("accepted", "rejected"));
            assertThat(host.bean(Feed.class).sources()).containsExactly("lims");
        }
    }

    @Test
    void sampleOfTheDocumentationTakesFilesFromAFolder() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("export"));
        Files.writeString(folder.resolve("2026-04-15.csv"), block("csv", 0));
        TestHost.Starting starting =
                TestHost.in(directory, Host.class).withoutWeb().with("test.directory", directory.toString());
        properties(starting, block("yaml", 1))
                .without("remote-audit.files.bench.folder")
                .with("remote-audit.files.bench.folder", folder.toString())
                .with("remote-audit.files.bench.every", "200ms");
        try (TestHost host = starting.start()) {
            Path done = folder.resolve("done/2026-04-15.csv");
            Awaitility.await().atMost(LONG).until(() -> Files.exists(done));
            assertThat(host.bean(Records.class).find("BENCH-2")).isPresent();
            assertThat(folder.resolve("done/2026-04-15.csv.report.txt"))
                    .content()
                    .contains("新增 2", "2 records saved");
        }
    }

    @Test
    void hostStopsWhileASourceIsReadAndReadsOnAfterTheNextStart() throws Exception {
        Path reports = directory;
        String many = "INSERT INTO lims_inspection SELECT i, 'MB-' || i, 'sup-7', 98.7, 41.5, 'OK', '李娜',"
                + " '2026-04-15 16:30:00', '2026-04-15 17:00:00', NULL FROM (WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL"
                + " SELECT i + 1 FROM n WHERE i < 1099) SELECT i FROM n)";
        try (TestHost host = replaced(sample(reports), "every", "0").start()) {
            execute(host, many);
        }
        try (TestHost host = sample(reports)
                .with("remote-audit.sources.lims.fetch-size", "10")
                .start()) {
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> host.bean(RemoteAudit.class).ledger().size() > 0);
        }
        try (TestHost host = sample(reports).start()) {
            Records records = host.bean(Records.class);
            Awaitility.await().atMost(LONG).until(() -> records.find("IQC-1099").isPresent());
            assertThat(records.versions("IQC-100")).hasSize(1);
        }
    }

    @Test
    void mistakeInAnExpressionIsToldWithItsPlace() throws Exception {
        FailureAnalysis analysis = analysis(replaced(sample(directory), "mapping.title", "lot +"));
        assertThat(analysis.getDescription())
                .contains("RA-0930", "'remote-audit.sources.lims.*'", "RA-1001", "'title'", "position 6");
    }

    @Test
    void recordTypeThatDoesNotExistIsTold() throws Exception {
        FailureAnalysis analysis = analysis(replaced(sample(directory), "mapping.type", "inspection"));
        assertThat(analysis.getDescription()).contains("RA-1002", "'inspection'");
        assertThat(analysis.getAction()).contains("remote-audit.sources");
    }

    @Test
    void tableInAnUnknownDataSourceNamesThoseThereAre() throws Exception {
        FailureAnalysis analysis = analysis(sample(directory).with("remote-audit.sources.lims.data-source", "lims"));
        assertThat(analysis.getDescription()).contains("RA-0903", "'remote-audit.sources.lims.data-source'");
        assertThat(analysis.getAction()).contains("quality");
    }

    private static FailureAnalysis analysis(TestHost.Starting starting) {
        Throwable failure = catchThrowable(() -> starting.start().close());
        FailureAnalysis analysis = new RemoteAuditFailureAnalyzer().analyze(failure);
        assertThat(analysis).as("analysis of %s", failure).isNotNull();
        return analysis;
    }

    private TestHost.Starting sample(Path reports) throws IOException {
        TestHost.Starting starting =
                TestHost.in(directory, Host.class).withoutWeb().with("test.directory", directory.toString());
        properties(starting, block("yaml", 0));
        return replaced(replaced(starting, "every", "200ms"), "attachments-directory", reports.toString());
    }

    private static TestHost.Starting properties(TestHost.Starting starting, String yaml) throws IOException {
        Document.properties(yaml).forEach(starting::with);
        return starting;
    }

    private static TestHost.Starting replaced(TestHost.Starting starting, String property, String value) {
        String name = "remote-audit.sources.lims." + property;
        return starting.without(name).with(name, value);
    }

    private static String block(String language, int number) throws IOException {
        return Document.feeding().samples(language).get(number);
    }

    private static void execute(TestHost host, String sql) throws SQLException {
        try (Connection connection = host.bean(HikariDataSource.class).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Host {

        @Bean
        HikariDataSource quality(@Value("${test.directory}") String directory) throws Exception {
            HikariDataSource dataSource = EmbeddedDatabase.open(Path.of(directory, "quality.db"));
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : List.of(
                        block("sql", 0).replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"),
                        "INSERT OR IGNORE INTO lims_inspection VALUES (1, 'MB-1', ' sup-7', 98.7, 41.5, 'OK', '李娜 ',"
                                + " '2026-04-15 16:30:00', '2026-04-15 17:00:00', '1.pdf')")) {
                    statement.execute(sql);
                }
                if (!connection.getAutoCommit()) {
                    connection.commit();
                }
            }
            return dataSource;
        }
    }
}
