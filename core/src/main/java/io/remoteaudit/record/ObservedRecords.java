package io.remoteaudit.record;

import io.remoteaudit.ledger.Erasure;
import io.remoteaudit.ledger.ErasureGrounds;
import io.remoteaudit.record.SaveObserver.Outcome;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells observers of each call that saves. Safe for use by several threads. */
final class ObservedRecords implements Records {

    private static final Logger LOG = LoggerFactory.getLogger(SaveObserver.class);

    private final Records records;
    private final List<SaveObserver> observers;

    ObservedRecords(Records records, List<SaveObserver> observers) {
        this.records = records;
        this.observers = List.copyOf(observers);
    }

    @Override
    public SaveResult save(QualityRecord record) {
        return observed(() -> List.of(records.save(record)), 1).get(0);
    }

    @Override
    public SaveResult save(QualityRecord record, Connection connection) {
        return observed(() -> List.of(records.save(record, connection)), 1).get(0);
    }

    @Override
    public List<SaveResult> saveAll(List<QualityRecord> versions) {
        return observed(() -> records.saveAll(versions), versions.size());
    }

    @Override
    public List<SaveResult> saveAll(List<QualityRecord> versions, Connection connection) {
        return observed(() -> records.saveAll(versions, connection), versions.size());
    }

    @Override
    public SaveResult saveCurrent(QualityRecord current, Change change) {
        return observed(() -> List.of(records.saveCurrent(current, change)), 1).get(0);
    }

    private List<SaveResult> observed(Supplier<List<SaveResult>> saving, int count) {
        long began = System.nanoTime();
        Outcome outcome = Outcome.FAILED;
        try {
            List<SaveResult> results = saving.get();
            outcome = results.stream().anyMatch(SaveResult.Saved.class::isInstance) ? Outcome.SAVED : Outcome.UNCHANGED;
            return results;
        } catch (InvalidRecordException | VersionConflictException e) {
            outcome = Outcome.REFUSED;
            throw e;
        } finally {
            tell(outcome, count, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private void tell(Outcome outcome, int count, Duration took) {
        for (SaveObserver observer : observers) {
            try {
                observer.saved(outcome, count, took);
            } catch (RuntimeException e) {
                LOG.warn("An observer of saves failed; what was saved is saved: {}", e.toString());
            }
        }
    }

    @Override
    public List<Violation> check(QualityRecord record) {
        return records.check(record);
    }

    @Override
    public Optional<RecordVersion> find(String id) {
        return records.find(id);
    }

    @Override
    public Optional<RecordVersion> find(String id, int version) {
        return records.find(id, version);
    }

    @Override
    public List<RecordVersion> versions(String id) {
        return records.versions(id);
    }

    @Override
    public Erasure erase(String id, SortedSet<String> fields, ErasureGrounds grounds) {
        return records.erase(id, fields, grounds);
    }

    @Override
    public boolean awaitSequenced(String id, int version, Duration timeout) {
        return records.awaitSequenced(id, version, timeout);
    }
}
