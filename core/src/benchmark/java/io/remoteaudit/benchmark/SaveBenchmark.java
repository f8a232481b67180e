package io.remoteaudit.benchmark;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.Inspections;
import io.remoteaudit.ledger.Disclosure;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.RecordKeeping;
import io.remoteaudit.record.Records;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.BlobStore;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Durable saving (validate, canonicalise, disclose, hash, insert, commit) beside the bare insert of the same bytes: one
 * row a record, on a database of its own with the same durability, statements prepared once. Sequencing goes on in the
 * background of ours, as it does in production.
 */
final class SaveBenchmark {

    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int BATCH = 1_000;
    private static final Duration SLICE = Duration.ofSeconds(3);

    private final Path directory;
    private final AtomicLong number = new AtomicLong();
    private String payload = "";

    SaveBenchmark(Path directory) {
        this.directory = directory;
    }

    void run(Report report) throws Exception {
        Clock clock = Clock.systemUTC();
        try (HikariDataSource own = EmbeddedDatabase.open(directory.resolve("own/ledger.db"));
                HikariDataSource bare = EmbeddedDatabase.open(directory.resolve("bare/bare.db"))) {
            Database database = Database.of(own, HostTransactions.none());
            new Migrations(database, clock).run(Migrations.Mode.AUTO);
            try (Ledger ledger = Ledger.open(database, new LogSigner("bench.example", new byte[32]), clock);
                    Bare raw = new Bare(bare)) {
                Records records = RecordKeeping.over(
                                ledger,
                                database,
                                new BlobStore(directory.resolve("attachments")),
                                Catalogue.standard(),
                                clock)
                        .records();
                records.save(next());
                payload = bytesOf(ledger.find(EntryKind.RECORD, "IQC-0", 1).orElseThrow());
                report.note("bytes of a record with its leaf and disclosures", payload.length(), "bytes");
                measure(report, "save, 1 writer", 1, 0.5, () -> single(records), () -> raw.insert(payload));
                measure(report, "save, 8 writers", 8, 0.6, () -> single(records), () -> raw.insert(payload));
                measure(report, "save, batches of 1,000", 1, 0.35, () -> batch(records), () -> raw.batch(payload, BATCH));
            }
        }
    }

    private void measure(
            Report report, String what, int writers, double least, Callable<Integer> ours, Callable<Integer> bare)
            throws Exception {
        rate(writers, ours);
        rate(writers, bare);
        double[] own = new double[ROUNDS];
        double[] raw = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            own[round] = rate(writers, ours);
            raw[round] = rate(writers, bare);
        }
        report.ratio(what, Report.median(own), Report.median(raw), "records/s", least);
    }

    private static double rate(int writers, Callable<Integer> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(writers);
        try {
            long begin = System.nanoTime();
            long end = begin + SLICE.toNanos();
            List<Future<Long>> done = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                done.add(executor.submit(() -> {
                    long saved = 0;
                    while (System.nanoTime() < end) {
                        saved += work.call();
                    }
                    return saved;
                }));
            }
            long total = 0;
            for (Future<Long> part : done) {
                total += part.get();
            }
            return total * 1e9 / (System.nanoTime() - begin);
        } finally {
            executor.shutdownNow();
        }
    }

    private int single(Records records) {
        records.save(next());
        return 1;
    }

    private int batch(Records records) {
        List<QualityRecord> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            batch.add(next());
        }
        records.saveAll(batch);
        return BATCH;
    }

    private QualityRecord next() {
        return Inspections.of("IQC-" + number.getAndIncrement(), "98.7", "98.9", "99.1")
                .build();
    }

    private static String bytesOf(Entry entry) {
        StringBuilder all = new StringBuilder(entry.leaf().text());
        entry.disclosures().stream().map(Disclosure::encoded).forEach(all::append);
        return all.toString();
    }

    /** The engine alone: one table, one row a record, one writer at a time on one connection. */
    private static final class Bare implements AutoCloseable {

        private final Connection connection;
        private final PreparedStatement insert;
        private long id;

        Bare(HikariDataSource source) throws SQLException {
            connection = source.getConnection();
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, subject TEXT NOT NULL, version INTEGER NOT"
                        + " NULL, content TEXT NOT NULL)");
                statement.execute("CREATE UNIQUE INDEX bare_key ON bare (subject, version)");
            }
            connection.commit();
            insert = connection.prepareStatement("INSERT INTO bare (subject, version, content) VALUES (?, ?, ?)");
        }

        synchronized int insert(String content) throws SQLException {
            set(content);
            insert.executeUpdate();
            connection.commit();
            return 1;
        }

        synchronized int batch(String content, int size) throws SQLException {
            for (int i = 0; i < size; i++) {
                set(content);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
            return size;
        }

        private void set(String content) throws SQLException {
            insert.setString(1, "IQC-" + id++);
            insert.setInt(2, 1);
            insert.setString(3, content);
        }

        @Override
        public void close() throws SQLException {
            insert.close();
            connection.close();
        }
    }
}
