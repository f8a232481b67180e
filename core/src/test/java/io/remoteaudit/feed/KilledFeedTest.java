package io.remoteaudit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed in the middle of reading a source, again and again; each row becomes exactly one record. */
class KilledFeedTest {

    private static final int ROWS = 3_000;
    private static final Duration LEASE = Duration.ofMillis(500);

    @TempDir
    private Path directory;

    /** Reads the source and says after each transaction how far it is. */
    static final class Reader {
        public static void main(String[] arguments) throws InterruptedException {
            var pool = TestDatabase.open(arguments[1], 6);
            TestFeed opened = new TestFeed(pool, Path.of(arguments[0]), Clock.systemUTC());
            Feed feed = opened.of(
                    LEASE,
                    TestFeed.source(pool)
                            .fetchSize(20)
                            .mapping(TestFeed.mapping().build())
                            .build());
            Optional<FeedReport> report = Optional.empty();
            while (report.isEmpty()) {
                // The lease of the process before is still there for a moment.
                report = feed.run("lims", progress -> System.out.print("read " + progress.read() + "\n"));
                TimeUnit.MILLISECONDS.sleep(50);
            }
            System.out.print("refused " + report.get().refused() + "\n");
            System.out.print("done\n");
            System.exit(0);
        }
    }

    /** Three times, and thirty in the profile {@code long}. */
    @EachDatabase({TestDatabase.Kind.SQLITE, TestDatabase.Kind.POSTGRESQL})
    void eachRowBecomesExactlyOneRecordHoweverOftenTheProcessIsKilled(TestDatabase database) throws Exception {
        TestFeed.makeTable(database);
        database.update("INSERT INTO inspection (no, lot, bfe, dp, verdict, inspector, tested_at, changed_at, qty)"
                + " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS + ")"
                + " SELECT i, 'MB-1', 98.70, 41.5, 'OK', '李娜', " + time(database, "'2026-04-15 16:30:00'") + ", "
                // Every hundred rows share a time.
                + time(
                        database,
                        database.isSqlite()
                                ? "datetime('2026-04-15 17:00:00', '+' || (i / 100) || ' minutes')"
                                : "'2026-04-15 17:00:00'::timestamp + (i / 100) * interval '1 minute'")
                + ", 13 FROM n");
        int kills = Integer.getInteger("kills", 10) * 3 / 10;
        Random random = new Random(kills);
        for (int kill = 0; kill < kills; kill++) {
            List<String> said = read(database, 2 + random.nextInt(ROWS / 20 / kills), true);
            assertThat(said).anyMatch(line -> line.startsWith("read "));
            nothingIsHalfThere(database);
        }
        assertThat(read(database, Integer.MAX_VALUE, false)).contains("refused 0", "done");
        nothingIsHalfThere(database);
        assertThat(database.number("SELECT COUNT(*) FROM remote_audit_entry WHERE kind = 'record'"))
                .isEqualTo(ROWS);
        assertThat(database.number("SELECT COUNT(DISTINCT subject) FROM remote_audit_entry WHERE kind = 'record'"))
                .isEqualTo(ROWS);
        assertThat(database.number("SELECT COUNT(*) FROM remote_audit_feed_refusal"))
                .isZero();
    }

    private static String time(TestDatabase database, String expression) {
        return database.isSqlite() ? expression : "CAST(" + expression + " AS TIMESTAMP)";
    }

    private static void nothingIsHalfThere(TestDatabase database) {
        assertThat(database.number("SELECT (SELECT COUNT(*) FROM remote_audit_feed_row) - (SELECT COUNT(*) FROM"
                        + " remote_audit_entry WHERE kind = 'record')"))
                .as("records whose row is not remembered, or the other way round")
                .isZero();
    }

    private List<String> read(TestDatabase database, int lines, boolean kill) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName(),
                        directory.toString(),
                        database.url())
                .redirectErrorStream(true)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int seen = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (kill && line.startsWith("read ") && ++seen == lines) {
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
