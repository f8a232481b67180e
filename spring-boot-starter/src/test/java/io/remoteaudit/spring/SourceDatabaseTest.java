package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.feed.Feed;
import io.remoteaudit.feed.FeedReport;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Attachments;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Records;
import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A laboratory's table in a database that is no ledger's: H2, and a server that MySQL's driver speaks to. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SourceDatabaseTest {

    private static final String MYSQL = """
            CREATE TABLE test (no BIGINT UNSIGNED PRIMARY KEY, batch VARCHAR(40), remark LONGTEXT, bfe DECIMAL(6,2),
            dp DOUBLE, passed TINYINT(1), tested_on DATE, tested_at DATETIME, changed_at TIMESTAMP(6) NULL, scan LONGBLOB)
            CHARACTER SET utf8mb4
            """;
    private static final String PAPER = "检验报告 1";

    @TempDir
    private Path directory;

    @Test
    void tableOfH2IsRead() throws IOException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        JdbcClient laboratory = laboratory(url, """
                CREATE TABLE test (no BIGINT PRIMARY KEY, batch VARCHAR(40), remark CLOB, bfe DECIMAL(6,2), dp DOUBLE PRECISION,
                passed BOOLEAN, tested_on DATE, tested_at TIMESTAMP WITH TIME ZONE, changed_at TIMESTAMP(6), scan BLOB)
                """);
        insert(laboratory, 1, "TIMESTAMP WITH TIME ZONE '2026-04-15 16:30:00+08:00'", "2026-04-15 16:40:00");
        isReadAndReadOn(url, laboratory, "TIMESTAMP WITH TIME ZONE '2026-04-16 10:30:00+08:00'");
    }

    @EachDatabase(TestDatabase.Kind.MARIADB)
    void tableOfAServerIsReadByTheDriverOfMySql(TestDatabase database) throws IOException {
        String url = database.url().replace("jdbc:mariadb:", "jdbc:mysql:");
        JdbcClient laboratory = laboratory(url, MYSQL);
        insert(laboratory, 1, "'2026-04-15 16:30:00'", "2026-04-15 16:40:00");
        isReadAndReadOn(url, laboratory, "'2026-04-16 10:30:00'");
    }

    @EachDatabase(TestDatabase.Kind.MARIADB)
    void rowWhoseTimeIsNoneIsRefusedAndTheOthersAreTakenIn(TestDatabase database) {
        String url = database.url().replace("jdbc:mariadb:", "jdbc:mysql:");
        JdbcClient laboratory = laboratory(url, MYSQL);
        insert(laboratory, 1, "'2026-04-15 16:30:00'", "2026-04-15 16:40:00");
        insert(laboratory, 2, "'0000-00-00 00:00:00'", "2026-04-15 16:41:00");
        insert(laboratory, 3, "'2026-04-15 16:32:00'", "2026-04-15 16:42:00");
        try (TestHost host = host(url).start()) {
            Feed feed = host.bean(Feed.class);
            FeedReport report = feed.run("laboratory").orElseThrow();
            assertThat(report.saved()).as(report.text(Locale.ENGLISH)).isEqualTo(2);
            assertThat(feed.refused("laboratory", "", 10))
                    .singleElement()
                    .satisfies(row -> assertThat(row.reason().en()).contains("tested_at"));
        }
    }

    private static JdbcClient laboratory(String url, String table) {
        JdbcClient laboratory = JdbcClient.create(new DriverManagerDataSource(url));
        laboratory.sql(table).update();
        return laboratory;
    }

    private static void insert(JdbcClient laboratory, int no, String testedAt, String changedAt) {
        laboratory
                .sql("INSERT INTO test VALUES (?, ?, ?, 98.70, 41.5, ?, '2026-04-15', " + testedAt + ", '" + changedAt
                        + "', ?)")
                .params(no, "MB-" + no, "外观：无破损。".repeat(200), true, PAPER.getBytes(StandardCharsets.UTF_8))
                .update();
    }

    private void isReadAndReadOn(String url, JdbcClient laboratory, String later) throws IOException {
        try (TestHost host = host(url).start()) {
            Feed feed = host.bean(Feed.class);
            FeedReport first = feed.run("laboratory").orElseThrow();
            assertThat(first.saved()).as(first.text(Locale.ENGLISH)).isEqualTo(1);
            isWhole(host);

            insert(laboratory, 2, later, "2026-04-16 10:40:00.123456");
            assertThat(feed.run("laboratory").orElseThrow().saved()).isEqualTo(1);
            insert(laboratory, 3, later, "2026-04-16 10:40:00.123457");
            FeedReport third = feed.run("laboratory").orElseThrow();
            assertThat(third.saved()).isEqualTo(1);
            assertThat(third.rows())
                    .as("only what is not older than the watermark")
                    .isEqualTo(2);

            laboratory
                    .sql("UPDATE test SET bfe = 94.10, passed = ?, changed_at = '2026-04-17 08:00:00' WHERE no = 1")
                    .param(false)
                    .update();
            assertThat(feed.run("laboratory").orElseThrow().newVersions()).isEqualTo(1);
            assertThat(host.bean(Records.class).versions("T-1"))
                    .extracting(version ->
                            version.record().attributes().text("verdict").orElseThrow())
                    .containsExactly("accepted", "rejected");
            assertThat(feed.countRefused("laboratory")).isZero();
        }
    }

    private static void isWhole(TestHost host) throws IOException {
        QualityRecord record =
                host.bean(Records.class).find("T-1").orElseThrow().record();
        assertThat(record.occurredAt()).isEqualTo(OffsetDateTime.parse("2026-04-15T16:30:00+08:00"));
        assertThat(record.measurements().get(0).results().get(0)).hasToString("98.70");
        assertThat(record.measurements().get(1).results().get(0)).hasToString("41.5");
        assertThat(record.attributes().text("plan")).hasValue("外观：无破损。".repeat(200));
        assertThat(record.attributes().text("testedOn")).contains("2026-04-15");
        Attachment scan = record.attachments().get(0);
        assertThat(scan.name()).isEqualTo("1.txt");
        try (InputStream content = host.bean(Attachments.class).open(scan, 0)) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(PAPER);
        }
    }

    private TestHost.Starting host(String url) {
        TestHost.Starting starting = TestHost.in(directory, Host.class)
                .withoutWeb()
                .with("test.directory", directory.toString())
                .with("test.laboratory", url)
                .with("remote-audit.data-source", "quality");
        property(starting, "data-source", "laboratory");
        property(starting, "query", "test");
        property(starting, "id", "no");
        property(starting, "watermark", "changed_at");
        property(starting, "look-back", "0s");
        property(starting, "zone", "Asia/Shanghai");
        property(starting, "every", "0");
        property(starting, "mapping.type", "incoming-inspection");
        property(starting, "mapping.id", "'T-' + no");
        property(starting, "mapping.title", "'进货检验 ' + batch");
        property(starting, "mapping.site", "'S1'");
        property(starting, "mapping.lots", "batch");
        property(starting, "mapping.performed-by", "'李娜'");
        property(starting, "mapping.occurred-at", "tested_at");
        property(starting, "mapping.attributes.inspectionNo", "no");
        property(starting, "mapping.attributes.internalLot", "batch");
        property(starting, "mapping.attributes.plan", "remark");
        property(starting, "mapping.attributes.testedOn", "tested_on");
        property(starting, "mapping.attributes.sampleSize", "1");
        property(starting, "mapping.attributes.acceptanceNumber", "0");
        property(starting, "mapping.attributes.rejectionNumber", "1");
        property(starting, "mapping.attributes.verdict", "map(passed, 'true', 'accepted', 'false', 'rejected')");
        property(starting, "mapping.measurements[0].characteristic", "'BFE'");
        property(starting, "mapping.measurements[0].results", "bfe");
        property(starting, "mapping.measurements[0].unit", "'%'");
        property(starting, "mapping.measurements[1].characteristic", "'DP'");
        property(starting, "mapping.measurements[1].results", "dp");
        property(starting, "mapping.measurements[1].unit", "'Pa'");
        property(starting, "mapping.attachments[0].column", "scan");
        property(starting, "mapping.attachments[0].name", "no + '.txt'");
        return starting;
    }

    private static void property(TestHost.Starting starting, String name, String value) {
        starting.with("remote-audit.sources.laboratory." + name, value);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Host {

        @Bean
        HikariDataSource quality(@Value("${test.directory}") String directory) {
            return EmbeddedDatabase.open(Path.of(directory, "quality.db"));
        }

        @Bean(defaultCandidate = false)
        DataSource laboratory(@Value("${test.laboratory}") String url) {
            return new DriverManagerDataSource(url);
        }
    }
}
