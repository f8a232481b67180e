package io.remoteaudit.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.MovedClock;
import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What each run did can be read the next morning, also by another process. */
class RunReportTest {

    private static final String EARLY = "2026-04-15 17:00:00";

    @TempDir
    private Path directory;

    private final MovedClock clock = new MovedClock();
    private TestDatabase database;
    private TestFeed opened;

    @BeforeEach
    void open(TestDatabase database) {
        this.database = database;
        TestFeed.makeTable(database);
        opened = new TestFeed(database, directory, clock);
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @EachDatabase
    void reportOutlivesTheProcessAndSaysWhoAskedForTheRun() {
        TestFeed.insert(database, 1, EARLY);
        TestFeed.insert(database, 2, EARLY);
        database.update("UPDATE inspection SET qty = -1 WHERE no = 2");
        FeedReport report = feed(opened).by("陈静").run("lims").orElseThrow();
        assertThat(report.refusals()).hasSize(1);
        try (TestFeed other = new TestFeed(database, directory.resolve("other"), clock)) {
            Feed later = feed(other);
            assertThat(later.reports("lims", 20)).containsExactly(new RunReport(1, "陈静", null, null, report));
            RunReport kept = later.report("lims", 1).orElseThrow();
            assertThat(kept.text(Locale.CHINESE)).contains("操作人：陈静", "新增 1", "被拒 1");
            assertThat(kept.text(Locale.ENGLISH)).contains("Asked for by: 陈静", "1 records saved");
            assertThat(later.report("lims", 2)).isEmpty();
        }
    }

    @EachDatabase(TestDatabase.Kind.SQLITE)
    void runsThatDoNothingNewTakeOnePlaceAndTheTwentyNewestOfOthersAreKept() {
        Feed feed = feed(opened);
        for (int no = 1; no <= 22; no++) {
            TestFeed.insert(database, no, EARLY);
            feed.run("lims");
            feed.run("lims");
            feed.run("lims");
        }
        assertThat(feed.reports("lims", 20))
                .hasSize(20)
                .extracting(report -> report.rows().saved())
                .as("each with news is followed by one without")
                .startsWith(0L, 1L, 0L, 1L)
                .endsWith(0L, 1L);
        assertThat(feed.reports("lims", 1).get(0).number()).isEqualTo(44);
        assertThat(feed.reports("lims", 20).get(19).number()).isEqualTo(25);
        assertThatThrownBy(() -> feed.reports("lims", 21)).isInstanceOf(IllegalArgumentException.class);
    }

    @EachDatabase(TestDatabase.Kind.SQLITE)
    void runThatBrokeOffIsReportedWithItsReason() {
        TestFeed.insert(database, 1, EARLY);
        Feed feed = opened.of(TestFeed.source(database.pool())
                .mapping(TestFeed.mapping().title("titel").build())
                .build());
        assertThatThrownBy(() -> feed.run("lims")).hasMessageStartingWith("RA-1004");
        RunReport report = feed.reports("lims", 1).get(0);
        assertThat(report.failure()).isNotNull();
        assertThat(report.failure().en()).contains("RA-1004", "titel");
        assertThat(report.failure().zh()).startsWith("数据源未读完");
        assertThat(report.text(Locale.ENGLISH)).contains("RA-1004");
        assertThat(report.rows().saved()).isZero();
    }

    @EachDatabase(TestDatabase.Kind.SQLITE)
    void fileThatIsTakenInHasItsReportAndARehearsalHasNone() throws IOException {
        Feed feed = opened.of(TestFeed.bench(FileFormat.CSV).build());
        Path file = Files.writeString(directory.resolve("a.csv"), TestFeed.HEADER + TestFeed.FIRST);
        feed.rehearseFile("bench", "a.csv", file);
        assertThat(feed.reports("bench", 20)).isEmpty();
        FileReport report =
                feed.by("王芳").file("bench", "四月.csv", file, progress -> {}).orElseThrow();
        assertThat(feed.reports("bench", 20)).containsExactly(new RunReport(1, "王芳", null, report, report.rows()));
        FileReport again = feed.file("bench", "a.csv", file, progress -> {}).orElseThrow();
        assertThat(feed.reports("bench", 1)).containsExactly(new RunReport(2, null, null, again, again.rows()));
        assertThat(feed.report("bench", 2).orElseThrow().text(Locale.ENGLISH)).contains("taken in before");
    }

    private Feed feed(TestFeed on) {
        return on.of(TestFeed.source(database.pool())
                .mapping(TestFeed.mapping().build())
                .build());
    }
}
