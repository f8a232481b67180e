package io.remoteaudit.search.lucene;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.benchmark.Report;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.RecordFields;
import io.remoteaudit.search.Glossary;
import io.remoteaudit.search.text.AttachmentTexts;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.lucene.document.Document;

/**
 * Following a real ledger on SQLite beside a plain Lucene writer that is handed ready documents of the same entries, and
 * how soon a saved record can be found while many are saved.
 */
public final class FollowingBenchmark {

    private static final int RECORDS = Integer.getInteger("following", 100_000);
    private static final int ROUNDS = 3;
    private static final int BATCH = 5_000;
    private static final int SAVES_A_SECOND = 500;
    private static final int SAVED = 10_000;
    private static final byte[] KEY = new byte[32];
    private static final Duration LONG = Duration.ofMinutes(30);

    private final Path directory;
    private final SampleRecords samples = new SampleRecords(RECORDS + SAVED);
    private final Vocabulary vocabulary = Vocabulary.of(Catalogue.standard(), Glossary.standard());

    /**
     * A benchmark.
     *
     * @param directory where its database and indexes are kept
     */
    public FollowingBenchmark(Path directory) {
        this.directory = directory;
    }

    /**
     * Runs it.
     *
     * @param report gets the results
     * @throws Exception if it cannot run
     */
    public void run(Report report) throws Exception {
        try (HikariDataSource source = EmbeddedDatabase.open(directory.resolve("ledger.db"))) {
            Database database = Database.of(source, HostTransactions.none());
            new Migrations(database, Clock.systemUTC()).run(Migrations.Mode.AUTO);
            try (Ledger ledger =
                    Ledger.open(database, new LogSigner("bench.example", new byte[32]), Clock.systemUTC())) {
                for (int from = 0; from < RECORDS; from += BATCH) {
                    ledger.appendAll(entries(from, Math.min(BATCH, RECORDS - from)));
                }
                if (!ledger.awaitSequenced(LONG)) {
                    throw new IllegalStateException("The ledger does not sequence");
                }
                rates(ledger, report);
                freshness(ledger, report);
            }
        }
    }

    private void rates(Ledger ledger, Report report) throws IOException {
        double[] ours = new double[ROUNDS];
        double[] plain = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            double own = following(ledger, directory.resolve("own" + round));
            double raw = plain(ledger, directory.resolve("raw" + round));
            if (round >= 0) {
                ours[round] = own;
                plain[round] = raw;
            }
        }
        report.ratio("index following", median(ours), median(plain), "records/s", 0.8);
    }

    private double following(Ledger ledger, Path path) {
        long begin = System.nanoTime();
        try (LuceneSearchIndex index = open(ledger, path)) {
            if (!index.awaitIndexed(RECORDS, LONG)) {
                throw new IllegalStateException("Indexed " + index.indexedSize());
            }
        }
        return RECORDS * 1e9 / (System.nanoTime() - begin);
    }

    private double plain(Ledger ledger, Path path) throws IOException {
        long nanoseconds = 0;
        try (RawIndex raw = new RawIndex(path, vocabulary)) {
            for (int from = 0; from < RECORDS; from += BATCH) {
                List<Entry> entries = ledger.sequenced(from, BATCH);
                List<Document> documents = raw.documents(entries);
                long begin = System.nanoTime();
                raw.add(entries, documents);
                nanoseconds += System.nanoTime() - begin;
            }
            long begin = System.nanoTime();
            raw.commit();
            nanoseconds += System.nanoTime() - begin;
        }
        return RECORDS * 1e9 / nanoseconds;
    }

    /** Records are saved one by one at a steady rate; each counts from its commit until a search sees it. */
    private void freshness(Ledger ledger, Report report) throws Exception {
        double[] milliseconds = new double[SAVED];
        try (LuceneSearchIndex index = open(ledger, directory.resolve("fresh"))) {
            if (!index.awaitIndexed(RECORDS, LONG)) {
                throw new IllegalStateException("Indexed " + index.indexedSize());
            }
            long[] committed = new long[SAVED];
            Thread saver = new Thread(() -> {
                long begin = System.nanoTime();
                for (int i = 0; i < SAVED; i++) {
                    long due = begin + i * 1_000_000_000L / SAVES_A_SECOND;
                    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    ledger.append(entries(RECORDS + i, 1).get(0));
                    committed[i] = System.nanoTime();
                }
            });
            saver.start();
            // Saved one after the other, so they are sequenced in this order.
            for (int i = 0; i < SAVED; i++) {
                if (!index.awaitIndexed(RECORDS + i + 1L, LONG)) {
                    throw new IllegalStateException("Indexed " + index.indexedSize());
                }
                long seen = System.nanoTime();
                if (committed[i] == 0) {
                    saver.join(10);
                }
                milliseconds[i] = Math.max(0, (seen - committed[i]) / 1e6);
            }
            saver.join();
        }
        Latencies took = Latencies.of(milliseconds);
        report.note("saved until searchable at 500 saves/s, median", took.median(), "ms");
        report.atMost("saved until searchable at 500 saves/s, p99", took.p99(), "ms", 1_000);
    }

    private LuceneSearchIndex open(Ledger ledger, Path path) {
        return new LuceneSearchIndex(
                IndexDirectory.hold(path), EntrySource.of(ledger), AttachmentTexts.off(), vocabulary, KEY, Clock.systemUTC(), Duration.ofMinutes(1));
    }

    private List<NewEntry> entries(int from, int count) {
        List<NewEntry> entries = new ArrayList<>(count);
        for (int i = from; i < from + count; i++) {
            QualityRecord record = samples.record(i);
            entries.add(new NewEntry(EntryKind.RECORD, record.id(), 1, null, RecordFields.of(record)));
        }
        return entries;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
