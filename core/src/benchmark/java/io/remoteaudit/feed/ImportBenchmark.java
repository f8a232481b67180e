package io.remoteaudit.feed;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.benchmark.Report;
import io.remoteaudit.store.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads a table of PostgreSQL by configuration in a process with 256 MiB of heap, which is killed five times on the way. In
 * the end each row has become exactly one record.
 */
public final class ImportBenchmark {

    private static final int ROWS = Integer.getInteger("import", 1_000_000);
    private static final int KILLS = 5;
    private static final int BATCH = 500;
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final String HEAP = "-Xmx256m";

    private final Path directory;
    private long peak;

    /**
     * Prepares it.
     *
     * @param directory where attachments would be kept
     */
    public ImportBenchmark(Path directory) {
        this.directory = directory;
    }

    /** Reads until it is killed or done, and says after each transaction how far it is and how much heap is in use. */
    static final class Importer {

        private Importer() {}

        public static void main(String[] arguments) throws InterruptedException {
            HikariDataSource pool = TestDatabase.open(arguments[1], 8);
            TestFeed opened = new TestFeed(pool, Path.of(arguments[0]), Clock.systemUTC());
            Feed feed = opened.of(
                    LEASE,
                    TestFeed.source(pool)
                            .fetchSize(BATCH)
                            .mapping(TestFeed.mapping().build())
                            .build());
            Optional<FeedReport> report = Optional.empty();
            while (report.isEmpty()) {
                // The lease of the process before is still there for a moment.
                report = feed.run("lims", Importer::say);
                TimeUnit.MILLISECONDS.sleep(100);
            }
            System.out.print("done\n");
            System.exit(0);
        }

        private static void say(FeedProgress progress) {
            Runtime runtime = Runtime.getRuntime();
            long used = runtime.totalMemory() - runtime.freeMemory();
            System.out.print("read " + progress.read() + " " + used + "\n");
        }
    }

    /**
     * Runs it.
     *
     * @param report takes the figures
     * @throws Exception if it cannot run
     */
    public void run(Report report) throws Exception {
        try (TestDatabase database = TestDatabase.standalone(TestDatabase.Kind.POSTGRESQL)) {
            fill(database);
            long began = System.nanoTime();
            for (int kill = 0; kill < KILLS; kill++) {
                read(database, ROWS / (KILLS + 1) / BATCH);
            }
            double perSecond = read(database, Integer.MAX_VALUE);
            double all = (System.nanoTime() - began) / 1e9;
            long found = records(database);
            report.atLeast("import: records of " + ROWS + " rows, killed 5 times", (double) found, "records", ROWS);
            report.atMost("import: and no more than the rows there are", (double) found, "records", ROWS);
            report.note("import: with the kills, and each new start", ROWS / all, "records/s");
            report.note("import: read after the last kill", perSecond, "rows/s");
            report.atMost("import: heap in use at most, of " + HEAP, peak / 1e6, "MB", 256e6 * 1.05 / 1e6);
        }
    }

    private static void fill(TestDatabase database) {
        TestFeed.makeTable(database);
        database.update("INSERT INTO inspection (no, lot, bfe, dp, verdict, inspector, tested_at, changed_at, qty)"
                + " SELECT i, 'MB-' || i / 10, 98.70, 41.5, 'OK', '李娜', '2026-04-15 16:30:00',"
                + " '2026-04-15 17:00:00'::timestamp + (i / 100) * interval '1 second', 13"
                + " FROM generate_series(1, " + ROWS + ") i");
        database.update("CREATE INDEX inspection_changed ON inspection (changed_at, no)");
        database.update("ANALYZE inspection");
    }

    private static long records(TestDatabase database) {
        return database.number("SELECT COUNT(*) FROM remote_audit_entry WHERE kind = 'record'");
    }

    /** Reads until it is done, or killed after so many transactions; gives the rows a second. */
    private double read(TestDatabase database, int batches) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Importer.class.getName(),
                        directory.toString(),
                        database.url())
                .redirectErrorStream(true)
                .start();
        boolean done = false;
        int seen = 0;
        long first = 0;
        long rows = 0;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("read ")) {
                    first = first == 0 ? System.nanoTime() : first;
                    rows = Long.parseLong(line.substring("read ".length(), line.lastIndexOf(' ')));
                    peak = Math.max(peak, Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)));
                    if (++seen == batches) {
                        process.toHandle().destroyForcibly();
                    }
                } else if (line.equals("done")) {
                    done = true;
                } else {
                    System.out.println(line);
                }
            }
        } finally {
            process.destroyForcibly();
        }
        process.waitFor(60, TimeUnit.SECONDS);
        if (!done && seen < batches) {
            throw new IllegalStateException("The import ended by itself after " + seen + " transactions");
        }
        return (rows - BATCH) * 1e9 / Math.max(1, System.nanoTime() - first);
    }
}
