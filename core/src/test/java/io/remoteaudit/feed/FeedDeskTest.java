package io.remoteaudit.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.MovedClock;
import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs and files in the background, when the module closes, another node reads or nobody comes back. */
class FeedDeskTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int MANY = 3_500;

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

    @EachDatabase(TestDatabase.Kind.SQLITE)
    void closingEndsARunBetweenTwoTransactionsAndTheNextGoesOn() {
        database.update(
                "INSERT INTO inspection (no, lot, bfe, dp, verdict, inspector, tested_at, changed_at, qty)"
                        + " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + MANY + ")"
                        + " SELECT i, 'MB-' || i, 98.7, 41.5, 'OK', '李娜', '2026-04-15 16:30:00', '2026-04-15 17:00:00', 13 FROM n");
        // A transaction a row, so that it takes a while.
        Feed feed = opened.of(TestFeed.source(database.pool())
                .fetchSize(1)
                .mapping(TestFeed.mapping().build())
                .build());
        FeedDesk desk = desk(feed, Duration.ofHours(1));
        desk.run("lims", "陈静");
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> feed.progress("lims")
                        .filter(progress -> progress.read() > 0)
                        .isPresent());
        desk.close();
        assertThat(feed.progress("lims")).isEmpty();
        assertThat(desk.isAsked("lims")).isFalse();
        long before = database.number("SELECT COUNT(*) FROM remote_audit_feed_row");
        assertThat(before).isPositive().isLessThan(MANY);
        assertThat(database.number("SELECT COUNT(*) FROM remote_audit_entry"))
                .as("what is remembered and what is saved are one transaction")
                .isEqualTo(before);
        table(opened).run("lims");
        assertThat(database.number("SELECT COUNT(*) FROM remote_audit_feed_row"))
                .isEqualTo(MANY);
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void runThatIsAskedForWhileAnotherNodeReadsIsSaidNotToHaveBeenDone() {
        TestFeed.insert(database, 1, "2026-04-15 17:00:00");
        try (TestFeed otherNode = new TestFeed(database, directory.resolve("other"), clock);
                FeedDesk desk = desk(table(opened), Duration.ofHours(1))) {
            table(otherNode).run("lims", progress -> {
                desk.run("lims", "陈静");
                await().atMost(LONG).until(() -> !desk.isAsked("lims"));
            });
            assertThat(desk.note("lims").orElseThrow().en()).contains("elsewhere");
            desk.run("lims", "陈静");
            await().atMost(LONG).until(() -> !desk.isAsked("lims"));
            assertThat(desk.note("lims")).as("once it was done").isEmpty();
        }
    }

    @EachDatabase(TestDatabase.Kind.SQLITE)
    void fileNobodyTakesInIsForgottenWithItsContent() throws IOException {
        FileSource bench = TestFeed.bench(FileFormat.CSV).build();
        Path left = Files.createDirectories(directory.resolve("handed")).resolve("of-an-earlier-process");
        Files.writeString(left, "x");
        try (FeedDesk desk =
                new FeedDesk(opened.of(bench), List.of(bench), left.getParent(), clock, Duration.ofMillis(200))) {
            assertThat(left.getParent()).doesNotExist();
            byte[] content = (TestFeed.HEADER + TestFeed.FIRST).getBytes(StandardCharsets.UTF_8);
            HandedFile file = desk.hand("bench", "a.csv", new ByteArrayInputStream(content), "陈静");
            await().atMost(LONG).until(() -> desk.handed("bench", file.id()).isEmpty());
            assertThat(left.getParent()).isEmptyDirectory();
        }
        assertThat(left.getParent()).as("nothing stays").doesNotExist();
    }

    private FeedDesk desk(Feed feed, Duration longest) {
        return new FeedDesk(feed, List.of(), directory.resolve("handed"), clock, longest);
    }

    private Feed table(TestFeed on) {
        return on.of(TestFeed.source(database.pool())
                .mapping(TestFeed.mapping().build())
                .build());
    }
}
