package io.remoteaudit.feed;

import io.remoteaudit.feed.FeedRows.Known;
import io.remoteaudit.feed.FeedRows.Refusal;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryConflictException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Lease;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.record.Change;
import io.remoteaudit.record.InvalidRecordException;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.RecordFields;
import io.remoteaudit.record.Records;
import io.remoteaudit.record.VersionConflictException;
import io.remoteaudit.record.Violation;
import io.remoteaudit.standard.LocalizedText;
import io.remoteaudit.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Saves a batch of a source's rows: records, what their rows are remembered by, what was refused, and how far the source was
 * read are one transaction, so that a process killed anywhere leaves all of a batch or nothing.
 */
final class Intake {

    private static final int TRIES = 5;

    private final String source;
    private final Parts parts;
    private final Lease lease;
    private final boolean onlyNew;
    private final Predicate<String> counted;

    /**
     * Everything an intake works on.
     *
     * @param records where records are saved
     * @param ledger what holds them
     * @param database where the ledger is, and where what was read is remembered
     * @param clock gives times
     */
    record Parts(Records records, Ledger ledger, Database database, Clock clock) {}

    /** The lease went to another node, which goes on from what was committed. */
    static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LeaseLost(String source) {
            super("Another node has taken over reading source '" + source + "'");
        }
    }

    /**
     * Saves for one source.
     *
     * @param source its name
     * @param parts what it works on
     * @param lease held by the caller
     * @param onlyNew whether records that are there already are left as they are, for a file that is older than they
     * @param counted of which keys a refusal has been counted before in the same run
     */
    Intake(String source, Parts parts, Lease lease, boolean onlyNew, Predicate<String> counted) {
        this.source = source;
        this.parts = parts;
        this.lease = lease;
        this.onlyNew = onlyNew;
        this.counted = counted;
    }

    /** The keys of rows that would change a record, or are fine where rows of their id were refused. */
    Set<String> changing(Collection<Candidate> batch) {
        return parts.database().reading("read what is known of a source", connection -> changing(batch, connection));
    }

    private Set<String> changing(Collection<Candidate> batch, Connection connection) throws SQLException {
        Map<String, Known> known = FeedRows.known(connection, source, keys(batch));
        Map<String, Refusal> refusals = FeedRows.refusals(connection, source, keys(batch));
        Set<String> met = new HashSet<>();
        Set<String> changing = new HashSet<>();
        for (Candidate candidate : batch) {
            String key = candidate.group().key();
            Known before = known.get(key);
            boolean differs = before != null && !before.digest().equals(candidate.digest());
            boolean changes = candidate.record() != null && (differs || refusals.containsKey(key));
            if (changes || !met.add(key)) {
                changing.add(key);
            }
        }
        return changing;
    }

    /** Saves a batch. */
    Tally save(List<Candidate> batch, @Nullable SqlValue reached, boolean rehearsal) {
        List<Candidate> candidates = rehearsal ? checked(batch, true) : batch;
        boolean careful = rehearsal;
        for (int tries = 1; ; tries++) {
            try {
                Tally tally = commit(candidates, reached, careful, rehearsal);
                parts.ledger().wake();
                return tally;
            } catch (InvalidRecordException e) {
                candidates = checked(candidates, false);
                if (tries == TRIES) {
                    throw e;
                }
            } catch (IllegalArgumentException | MalformedException e) {
                // A record the ledger cannot hold, for example one too large for a leaf; the others must not wait for
                // it.
                return oneByOne(candidates, reached, careful, String.valueOf(e.getMessage()));
            } catch (VersionConflictException | EntryConflictException e) {
                // A record of that id is there which no row of this source became; looking says which, and whether it
                // is the same.
                careful = true;
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Tally oneByOne(List<Candidate> batch, @Nullable SqlValue reached, boolean careful, String said) {
        Tally all = new Tally(source, parts.clock().instant(), false);
        if (batch.size() == 1) {
            LocalizedText reason = new LocalizedText("存证无法保存该记录：" + said, "the ledger cannot hold the record: " + said);
            all.add(commit(List.of(batch.get(0).refused(reason)), reached, careful, false));
            return all;
        }
        for (int i = 0; i < batch.size(); i++) {
            // The position moves with the last, so that a kill in between repeats the batch.
            all.add(save(List.of(batch.get(i)), i == batch.size() - 1 ? reached : null, false));
        }
        return all;
    }

    /** With those refused that saving would refuse. */
    private List<Candidate> checked(List<Candidate> batch, boolean filesNotStored) {
        return batch.parallelStream()
                .map(candidate -> {
                    QualityRecord record = candidate.record();
                    if (record == null) {
                        return candidate;
                    }
                    List<Violation> violations = parts.records().check(record).stream()
                            .filter(violation ->
                                    !(filesNotStored && violation.pointer().matches("/attachments/[0-9]+")))
                            .toList();
                    return violations.isEmpty() ? candidate : candidate.refused(reason(violations));
                })
                .toList();
    }

    private static LocalizedText reason(List<Violation> violations) {
        String all = violations.stream()
                .map(violation -> violation.pointer() + " " + violation.message())
                .collect(Collectors.joining("; "));
        return new LocalizedText("记录不符合要求：" + all, all);
    }

    private static List<String> keys(Collection<Candidate> batch) {
        return batch.stream()
                .map(candidate -> candidate.group().key())
                .distinct()
                .toList();
    }

    private Tally commit(List<Candidate> batch, @Nullable SqlValue reached, boolean careful, boolean rehearsal) {
        if (rehearsal) {
            return parts.database().reading("rehearse what a source holds", connection -> {
                Decisions decisions = new Decisions(connection, batch, careful, true);
                return decisions.tally;
            });
        }
        return parts.database().transaction("save what a source holds", connection -> {
            if (!lease.renew(connection)) {
                throw new LeaseLost(source);
            }
            Decisions decisions = new Decisions(connection, batch, careful, false);
            decisions.write(connection);
            if (reached != null) {
                FeedRows.move(connection, source, reached);
            }
            lease.beforeCommit(connection);
            return decisions.tally;
        });
    }

    /** What is done about each candidate of a batch, decided by what is known of its row. */
    private final class Decisions {

        private final Instant now = parts.clock().instant();
        private final Tally tally;
        private final boolean careful;
        private final Map<String, Known> known;
        private final Map<String, Refusal> refusals;
        private final List<QualityRecord> records = new ArrayList<>();
        private final Map<String, Known> became = new LinkedHashMap<>();
        private final Map<String, Refusal> refused = new LinkedHashMap<>();
        private final Set<String> right = new HashSet<>();
        private final Set<String> back = new HashSet<>();
        private final Set<String> ids = new HashSet<>();

        Decisions(Connection connection, List<Candidate> batch, boolean careful, boolean rehearsal)
                throws SQLException {
            this.tally = new Tally(source, now, rehearsal);
            this.careful = careful;
            this.known = FeedRows.known(connection, source, keys(batch));
            this.refusals = FeedRows.refusals(connection, source, keys(batch));
            for (Candidate candidate : batch) {
                tally.read(candidate.group().rows().size());
                decide(connection, candidate);
            }
        }

        void write(Connection connection) throws SQLException {
            if (!records.isEmpty()) {
                parts.records().saveAll(records, connection);
            }
            FeedRows.put(connection, source, became.values(), known);
            FeedRows.setMissing(connection, source, back, null);
            right.removeAll(refused.keySet());
            FeedRows.forget(connection, source, right);
            FeedRows.refuse(connection, source, refused.values(), refusals);
        }

        private void decide(Connection connection, Candidate candidate) {
            String key = candidate.group().key();
            QualityRecord record = candidate.record();
            LocalizedText fault = candidate.fault();
            if (fault != null) {
                refuse(candidate, fault);
                return;
            }
            right(key);
            if (record == null) {
                tally.leftOut();
                return;
            }
            Known before = known.get(key);
            if (before != null && before.missingSince() != null) {
                back.add(key);
            }
            if (before != null && (before.digest().equals(candidate.digest()) || onlyNew)) {
                tally.unchanged();
            } else if (!ids.add(record.id())) {
                refuse(candidate, sameId(record.id()));
            } else if (before != null && before.recordId().equals(record.id())) {
                change(connection, candidate, record);
            } else {
                begin(connection, candidate, record);
            }
        }

        private void right(String key) {
            if (refusals.containsKey(key)) {
                right.add(key);
            }
        }

        private void change(Connection connection, Candidate candidate, QualityRecord record) {
            int newest = parts.ledger().newestVersion(EntryKind.RECORD, record.id(), connection);
            Person changedBy = candidate.changedBy();
            Change change = new Change(
                    Feed.SOURCE_CHANGED, changedBy == null ? new Person("来源 / source " + source, null) : changedBy);
            QualityRecord next = record.asVersion(newest + 1, newest == 0 ? null : change);
            List<Violation> violations =
                    changedBy == null ? List.of() : parts.records().check(next);
            if (!violations.isEmpty()) {
                refuse(candidate, reason(violations));
                return;
            }
            save(candidate, next);
            tally.changed();
            tally.example(Candidate.written(next));
        }

        private void begin(Connection connection, Candidate candidate, QualityRecord record) {
            if (careful && parts.ledger().newestVersion(EntryKind.RECORD, record.id(), connection) > 0) {
                List<Entry> versions = parts.ledger().versions(EntryKind.RECORD, record.id(), connection);
                QualityRecord newest = RecordFields.toRecord(versions.get(versions.size() - 1));
                if (!Candidate.digest(newest).equals(candidate.digest())) {
                    refuse(candidate, sameId(record.id()));
                    return;
                }
                remember(candidate, record);
                tally.unchanged();
                return;
            }
            save(candidate, record);
            tally.saved();
            tally.example(Candidate.written(record));
        }

        private void save(Candidate candidate, QualityRecord record) {
            records.add(record);
            remember(candidate, record);
        }

        private void remember(Candidate candidate, QualityRecord record) {
            String key = candidate.group().key();
            became.put(key, new Known(key, record.id(), candidate.digest(), null));
        }

        private LocalizedText sameId(String id) {
            return new LocalizedText(
                    "记录 " + id + " 已存在，且不是由此行而来；请让 id 的表达式在所有来源中唯一，例如加上前缀",
                    "the record " + id
                            + " is there already and did not come from this row; make the id's expression unique"
                            + " over all sources, for example by a prefix");
        }

        private void refuse(Candidate candidate, LocalizedText reason) {
            String key = candidate.group().key();
            Refusal before = refusals.get(key);
            String content = candidate.contentDigest();
            if (before != null
                    && before.dismissal() != null
                    && before.contentDigest().equals(content)) {
                if (!counted.test(key)) {
                    tally.dismissed();
                }
                return;
            }
            Instant since = before == null ? now : before.refusedAt();
            refused.put(key, new Refusal(key, content, reason, since, now, null));
            if (!counted.test(key)) {
                tally.refused(key, candidate.group().label(), reason, since, now);
            }
        }
    }
}
