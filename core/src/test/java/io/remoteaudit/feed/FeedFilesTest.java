package io.remoteaudit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.MovedClock;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Files that rows name by a path, and files in their columns. */
class FeedFilesTest {

    private static final String EARLY = "2026-04-15 17:00:00";

    @TempDir
    private Path directory;

    private TestDatabase database;
    private HikariDataSource pool;
    private TestFeed opened;
    private Path reports;

    @BeforeEach
    void open(TestDatabase database) throws IOException {
        this.database = database;
        this.pool = database.pool();
        TestFeed.makeTable(database);
        opened = new TestFeed(database, directory.resolve("ra"), new MovedClock());
        reports = Files.createDirectories(directory.resolve("reports"));
        Files.createDirectories(reports.resolve("2026"));
        Files.writeString(reports.resolve("2026/iqc-1.pdf"), "报告一");
        Files.writeString(directory.resolve("secret.txt"), "not for auditors");
        Files.createSymbolicLink(reports.resolve("link.txt"), directory.resolve("secret.txt"));
        Files.createSymbolicLink(reports.resolve("up"), directory);
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void fileBelowTheDirectoryBelongsToTheRecordAndIsStored() throws Exception {
        row(1, "2026\\iqc-1.pdf");
        row(2, null);
        Feed feed = feed();
        assertThat(feed.rehearse("lims", 10).saved()).isEqualTo(2);
        try (Stream<Path> kept = Files.walk(directory.resolve("ra/attachments"))) {
            assertThat(kept.filter(Files::isRegularFile))
                    .as("a rehearsal keeps nothing")
                    .isEmpty();
        }
        assertThat(feed.run("lims").orElseThrow().saved()).isEqualTo(2);
        Attachment attachment = attachments("IQC-1").get(0);
        assertThat(attachment.name()).isEqualTo("iqc-1.pdf");
        assertThat(attachment.mediaType()).isEqualTo("application/pdf");
        assertThat(content(attachment)).isEqualTo("报告一");
        assertThat(attachments("IQC-2")).isEmpty();

        Files.writeString(reports.resolve("2026/iqc-1.pdf"), "报告一，已更正");
        assertThat(feed.run("lims").orElseThrow().newVersions()).isEqualTo(1);
        assertThat(content(attachments("IQC-1").get(0))).isEqualTo("报告一，已更正");
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void pathThatLeadsOutOfTheDirectoryIsRefused() {
        List<String> paths = List.of(
                "../secret.txt",
                "2026/../../secret.txt",
                "..\\secret.txt",
                directory.resolve("secret.txt").toString(),
                "C:\\secret.txt",
                "link.txt",
                "up/secret.txt",
                "2026",
                "none.pdf");
        for (int no = 0; no < paths.size(); no++) {
            row(no + 1, paths.get(no));
        }
        FeedReport report = feed().run("lims").orElseThrow();
        assertThat(report.saved()).isZero();
        assertThat(report.refused()).isEqualTo(paths.size());
        assertThat(report.refusals())
                .extracting(refusal -> refusal.reason().en())
                .allSatisfy(reason -> assertThat(reason)
                        .containsAnyOf("must be relative and stay below", "through a link", "is not there"));
        assertThat(report.refusals())
                .filteredOn(refusal -> refusal.reason().en().contains("link"))
                .hasSize(2);
    }

    @EachDatabase
    void contentOfAColumnBelongsToTheRecord() throws Exception {
        TestFeed.insert(database, 1, EARLY);
        TestFeed.insert(database, 2, EARLY);
        String hex = HexFormat.of().formatHex("扫描件".getBytes(StandardCharsets.UTF_8));
        database.update("UPDATE inspection SET scan = "
                + (database.kind() == TestDatabase.Kind.POSTGRESQL ? "'\\x" + hex + "'" : "x'" + hex + "'")
                + " WHERE no = 1");
        Feed feed = opened.of(TestFeed.source(pool)
                .mapping(TestFeed.mapping()
                        .attachment(AttachmentMapping.content("SCAN", "'scan-' + no + '.png'", null))
                        .build())
                .build());
        assertThat(feed.rehearse("lims", 10).saved()).isEqualTo(2);
        assertThat(feed.run("lims").orElseThrow().saved()).isEqualTo(2);
        Attachment attachment = attachments("IQC-1").get(0);
        assertThat(attachment.name()).isEqualTo("scan-1.png");
        assertThat(attachment.mediaType()).isEqualTo("image/png");
        assertThat(content(attachment)).isEqualTo("扫描件");
        assertThat(attachments("IQC-2")).isEmpty();
        assertThat(feed.run("lims").orElseThrow().unchanged()).isEqualTo(2);
    }

    private void row(int no, String file) {
        TestFeed.insert(database, no, EARLY);
        if (file != null) {
            database.update("UPDATE inspection SET file = '" + file + "' WHERE no = " + no);
        }
    }

    private Feed feed() {
        return opened.of(TestFeed.source(pool)
                .attachments(reports)
                .mapping(TestFeed.mapping()
                        .attachment(AttachmentMapping.path("file", null, null))
                        .build())
                .build());
    }

    private List<Attachment> attachments(String id) {
        return opened.recordKeeping().records().find(id).orElseThrow().record().attachments();
    }

    private String content(Attachment attachment) throws IOException {
        try (InputStream content = opened.recordKeeping().attachments().open(attachment, 0)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
