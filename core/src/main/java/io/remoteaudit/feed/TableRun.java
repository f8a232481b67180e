package io.remoteaudit.feed;

import io.remoteaudit.feed.FeedRows.Known;
import io.remoteaudit.feed.FeedRows.Position;
import io.remoteaudit.feed.FeedRows.Refusal;
import io.remoteaudit.ledger.Lease;
import io.remoteaudit.standard.LocalizedText;
import io.remoteaudit.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One reading of a table, in batches. For one thread, once. */
final class TableRun {

    /** The most ids whose digests are in memory while looking for deleted rows; more are compared in several passes. */
    private static final long COMPARED_AT_ONCE = 500_000;

    private static final LocalizedText GONE = new LocalizedText("该行已不在来源中", "the row is no longer in the source");

    private final TableSource source;
    private final Intake.Parts parts;
    private final TableReader reader;
    private final Assemblies assemblies;
    private final Intake intake;
    private final Lease lease;
    private final Duration renewEvery;
    private final ProgressWatch watch;
    private final Tally tally;
    private final List<Candidate> batch = new ArrayList<>();
    /** What was refused before and is tried first; the look-back may give it once more. */
    private final KeySet retried = new KeySet();

    private boolean retrying;
    private Instant renewedAt;

    TableRun(
            TableSource source,
            Intake.Parts parts,
            Assemblies assemblies,
            Lease lease,
            Duration leaseLength,
            ProgressWatch watch,
            boolean rehearsal) {
        this.source = source;
        this.parts = parts;
        this.assemblies = assemblies;
        this.reader = new TableReader(source, assemblies);
        this.lease = lease;
        this.renewEvery = leaseLength.dividedBy(3);
        this.intake = new Intake(source.name(), parts, lease, false, this::isCounted);
        this.watch = watch;
        this.renewedAt = parts.clock().instant();
        this.tally = new Tally(source.name(), renewedAt, rehearsal);
    }

    FeedReport run() throws SQLException {
        Position position = begin();
        SqlValue from = from(position.watermark());
        if (position.watermark() == null) {
            watch.total(reader.count(null));
        }
        retrying = true;
        retry();
        retrying = false;
        reader.read(from, group -> {
            take(group, source.fetchSize());
            return true;
        });
        flush(true);
        if (isDue(position.comparedAt())) {
            compare();
        }
        return report();
    }

    /** What was done until now, also if the run broke off. */
    FeedReport report() {
        return tally.report(parts.clock().instant());
    }

    FeedReport rehearse(int records) throws SQLException {
        Position position = parts.database()
                .reading("read how far a source was read", connection -> FeedRows.position(connection, source.name()))
                .orElse(new Position(null, null));
        reader.read(from(position.watermark()), group -> {
            batch.add(Candidate.of(group, assemblies));
            if (batch.size() == source.fetchSize() || tally.records() + batch.size() == records) {
                tally.add(intake.save(batch, null, true));
                batch.clear();
            }
            return tally.records() < records;
        });
        if (!batch.isEmpty()) {
            tally.add(intake.save(batch, null, true));
        }
        return report();
    }

    private Position begin() {
        Instant now = parts.clock().instant();
        return parts.database().transaction("begin to read a source", connection -> {
            var position = FeedRows.position(connection, source.name());
            if (position.isEmpty()) {
                // What was never read has nothing that could be missing.
                FeedRows.begin(connection, source.name(), now);
                return new Position(null, now);
            }
            return position.get();
        });
    }

    /** What was refused before may be right now, however old it is. */
    private void retry() throws SQLException {
        if (source.watermark() == null) {
            // All rows are read anyway; only those that are gone have to be found.
            return;
        }
        String after = "";
        while (true) {
            String last = after;
            List<Refusal> page = parts.database()
                    .reading(
                            "read what was refused",
                            connection -> FeedRows.refusalsAfter(connection, source.name(), last, 100, true));
            if (page.isEmpty()) {
                return;
            }
            after = page.get(page.size() - 1).key();
            Map<String, Refusal> left = new LinkedHashMap<>();
            page.forEach(refusal -> retried.add(KeySet.hash(refusal.key())));
            page.stream()
                    .filter(refusal -> RowKey.parts(refusal.key()).isPresent())
                    .forEach(refusal -> left.put(refusal.key(), refusal));
            reader.readAgain(left.keySet(), group -> {
                left.remove(group.key());
                take(group, Integer.MAX_VALUE);
                return true;
            });
            left.keySet()
                    .forEach(key -> batch.add(new Candidate(
                            new Group(key, RowKey.label(key), List.of(), GONE, null), null, null, GONE, "")));
            flush(false);
        }
    }

    private boolean isCounted(String key) {
        return !retrying && retried.contains(KeySet.hash(key));
    }

    private void take(Group group, int most) {
        batch.add(Candidate.of(group, assemblies));
        if (batch.size() >= most) {
            flush(true);
        } else if (Duration.between(renewedAt, parts.clock().instant()).compareTo(renewEvery) > 0) {
            renew();
        }
    }

    private void renew() {
        parts.database().execute("keep a source's lease", connection -> {
            requireLease(connection);
            lease.beforeCommit(connection);
        });
        renewedAt = parts.clock().instant();
    }

    private void requireLease(Connection connection) throws SQLException {
        if (!lease.renew(connection)) {
            throw new Intake.LeaseLost(source.name());
        }
    }

    private void flush(boolean moves) {
        if (batch.isEmpty()) {
            return;
        }
        SqlValue reached = null;
        for (Candidate candidate : batch) {
            SqlValue watermark = candidate.group().watermark();
            reached = moves && watermark != null ? watermark : reached;
        }
        tally.add(intake.save(moves ? settled() : List.copyOf(batch), reached, false));
        batch.clear();
        renewedAt = parts.clock().instant();
        watch.progressed(tally.records());
    }

    /**
     * The batch, in which each row that would change a record was read once more by its id: where several rows share an id
     * they would else change the record to and fro for ever.
     */
    private List<Candidate> settled() {
        Set<String> changing = intake.changing(batch);
        if (changing.isEmpty() || source.severalRows()) {
            return List.copyOf(batch);
        }
        Map<String, Candidate> again = new HashMap<>();
        try {
            reader.readAgain(changing, group -> {
                again.put(group.key(), Candidate.of(group, assemblies));
                return true;
            });
        } catch (SQLException e) {
            throw Database.failure("read source '" + source.name() + "'", e);
        }
        Map<String, Candidate> settled = new LinkedHashMap<>();
        for (Candidate candidate : batch) {
            String key = candidate.group().key();
            settled.put(key, again.getOrDefault(key, candidate));
        }
        return List.copyOf(settled.values());
    }

    private @Nullable SqlValue from(@Nullable SqlValue watermark) {
        if (watermark == null || source.watermark() == null) {
            return null;
        }
        return Watermark.back(watermark, source.lookBack(), source.lookBackNumber());
    }

    private boolean isDue(@Nullable Instant comparedAt) {
        Duration every = source.deletedEvery();
        return !every.isZero()
                && comparedAt != null
                && Duration.between(comparedAt, parts.clock().instant()).compareTo(every) >= 0;
    }

    /** Finds rows that are gone, and those that are back, in constant memory. */
    private void compare() throws SQLException {
        long known = parts.database()
                .reading("count a source's rows", connection -> FeedRows.count(connection, source.name()));
        OptionalLong there = reader.count(null);
        long passes = Math.max(known, there.orElse(known)) / COMPARED_AT_ONCE + 1;
        for (long pass = 0; pass < passes; pass++) {
            long mine = pass;
            KeySet met = new KeySet();
            reader.readKeys(key -> {
                long hash = KeySet.hash(key);
                if (Long.remainderUnsigned(hash, passes) == mine) {
                    met.add(hash);
                }
                if (Duration.between(renewedAt, parts.clock().instant()).compareTo(renewEvery) > 0) {
                    renew();
                }
                return true;
            });
            markMissing(met, passes, mine);
        }
        Instant now = parts.clock().instant();
        parts.database()
                .execute(
                        "note that a source was compared",
                        connection -> FeedRows.compared(connection, source.name(), now));
    }

    private void markMissing(KeySet met, long passes, long mine) {
        String after = "";
        while (true) {
            String last = after;
            List<Known> page = parts.database()
                    .reading(
                            "read what is known of a source",
                            connection -> FeedRows.after(connection, source.name(), last, FeedRows.PAGE, false));
            if (page.isEmpty()) {
                return;
            }
            after = page.get(page.size() - 1).key();
            List<String> gone = new ArrayList<>();
            List<String> back = new ArrayList<>();
            for (Known row : page) {
                long hash = KeySet.hash(row.key());
                if (Long.remainderUnsigned(hash, passes) == mine) {
                    boolean there = met.contains(hash);
                    if (there && row.missingSince() != null) {
                        back.add(row.key());
                    } else if (!there && row.missingSince() == null) {
                        gone.add(row.key());
                    }
                }
            }
            if (!gone.isEmpty() || !back.isEmpty()) {
                Instant now = parts.clock().instant();
                parts.database().execute("note which rows are gone", connection -> {
                    requireLease(connection);
                    FeedRows.setMissing(connection, source.name(), gone, now);
                    FeedRows.setMissing(connection, source.name(), back, null);
                    lease.beforeCommit(connection);
                });
                tally.missing(gone.size());
            }
        }
    }
}
