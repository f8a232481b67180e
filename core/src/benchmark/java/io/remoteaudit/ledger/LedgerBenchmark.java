package io.remoteaudit.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.benchmark.Report;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Sequencing what waits, and proving entries of a ledger of ten million. */
public final class LedgerBenchmark {

    private static final int WAITING = 200_000;
    private static final int FIELDS = 18;
    private static final int APPENDED_TOGETHER = 5_000;
    private static final long LARGE = 10_000_000;
    private static final int PROOFS = 20_000;
    private static final int WARM_UP = 2_000;

    private final Path directory;
    private final Clock clock = Clock.systemUTC();
    private final SplittableRandom random = new SplittableRandom(9162);

    /**
     * A benchmark.
     *
     * @param directory where its databases are kept, in memory if the machine can
     */
    public LedgerBenchmark(Path directory) {
        this.directory = directory;
    }

    /**
     * Runs it.
     *
     * @param report gets the results
     * @throws Exception if it cannot run
     */
    public void run(Report report) throws Exception {
        sequencing(report, directory.resolve("sequencing.db"));
        proofs(report, directory.resolve("proofs.db"));
    }

    private void sequencing(Report report, Path file) throws SQLException {
        try (HikariDataSource source = EmbeddedDatabase.open(file)) {
            Database database = open(source);
            append(source);
            Sequencer sequencer = new Sequencer(database, new LogSigner("bench.example", new byte[32]), clock);
            long begin = System.nanoTime();
            long done = 0;
            for (int batch = sequencer.sequence(); batch > 0; batch = sequencer.sequence()) {
                done += batch;
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (done != WAITING) {
                throw new IllegalStateException("Sequenced " + done + " of " + WAITING);
            }
            report.atLeast("sequencing, tiles and checkpoints, in memory", done / seconds, "leaves/s", 50_000);
        }
    }

    /** As saving leaves them behind, but only what sequencing reads. */
    private void append(HikariDataSource source) throws SQLException {
        byte[] digest = new byte[Hash.LENGTH];
        try (Connection connection = source.getConnection();
                PreparedStatement entry = connection.prepareStatement("INSERT INTO remote_audit_entry (id, kind, subject,"
                        + " version, leaf) VALUES (?, 'record', ?, 1, ?)");
                PreparedStatement pending =
                        connection.prepareStatement("INSERT INTO remote_audit_pending (entry_id) VALUES (?)")) {
            connection.setAutoCommit(false);
            for (int i = 1; i <= WAITING; i++) {
                StringBuilder leaf = new StringBuilder("{\"_sd\":[");
                for (int field = 0; field < FIELDS; field++) {
                    random.nextBytes(digest);
                    leaf.append('"').append(Hash.of(digest).base64()).append("\",");
                }
                entry.setLong(1, i);
                entry.setString(2, "IQC-" + i);
                entry.setString(3, leaf.append("\"\"]}").toString());
                entry.addBatch();
                pending.setLong(1, i);
                pending.addBatch();
                if (i % APPENDED_TOGETHER == 0) {
                    entry.executeBatch();
                    pending.executeBatch();
                    connection.commit();
                }
            }
        }
    }

    private void proofs(Report report, Path file) throws SQLException {
        try (HikariDataSource source = EmbeddedDatabase.open(file)) {
            open(source);
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                grow(connection);
                connection.commit();
                Hash root = MerkleTree.root(Sequencer.treeOn(connection), LARGE);
                long[] nanos = new long[PROOFS];
                for (int i = -WARM_UP; i < PROOFS; i++) {
                    long leaf = random.nextLong(LARGE);
                    long begin = System.nanoTime();
                    InclusionProof proof = MerkleTree.inclusion(Sequencer.treeOn(connection), leaf, LARGE);
                    long took = System.nanoTime() - begin;
                    if (proof.path().size() < 10 || root.equals(MerkleTree.EMPTY_ROOT)) {
                        throw new IllegalStateException("Not a proof");
                    }
                    if (i >= 0) {
                        nanos[i] = took;
                    }
                }
                Arrays.sort(nanos);
                report.note("proof at 10,000,000 leaves, median", nanos[PROOFS / 2] / 1e6, "ms");
                report.atMost("proof at 10,000,000 leaves, p99", nanos[PROOFS * 99 / 100] / 1e6, "ms", 2);
            }
        }
    }

    /** The tiles of a large ledger, of leaves nobody wrote: what a proof reads, and nothing else. */
    private void grow(Connection connection) throws SQLException {
        byte[] hashes = new byte[TileId.FULL * Hash.LENGTH];
        long full = LARGE / TileId.FULL;
        for (long index = 0; index < full; index++) {
            random.nextBytes(hashes);
            TreeRows.insertTile(connection, 0, index, hashes);
        }
        for (int level = 1; full >= TileId.FULL; level++) {
            full /= TileId.FULL;
            for (long index = 0; index < full; index++) {
                TreeRows.insertTile(connection, level, index, TreeRows.edge(connection, level, index));
            }
        }
        List<TreeRows.Pending> rest = random.longs(LARGE % TileId.FULL)
                .mapToObj(number -> new TreeRows.Pending(
                        Math.abs(number % LARGE), Hash.sha256(new byte[] {(byte) number}), null, "record", 1))
                .toList();
        TreeRows.sequence(connection, LARGE - rest.size(), rest);
    }

    private Database open(HikariDataSource source) {
        Database database = Database.of(source, HostTransactions.none());
        new Migrations(database, clock).run(Migrations.Mode.AUTO);
        return database;
    }
}
