package io.remoteaudit.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryConflictException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Erasure;
import io.remoteaudit.ledger.ErasureException;
import io.remoteaudit.ledger.ErasureGrounds;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.ledger.SaltedEntry;
import io.remoteaudit.store.Database;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records kept as ledger entries. */
final class LedgerRecords implements Records, ScopedRecords {

    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    private static final Set<String> ERASABLE = Set.of("performedBy", "reviewedBy", "change", "title");

    private final Ledger ledger;
    private final Database database;
    private final RecordRules rules;
    private final Masks masks;

    LedgerRecords(Ledger ledger, Database database, RecordRules rules, Masks masks) {
        this.ledger = ledger;
        this.database = database;
        this.rules = rules;
        this.masks = masks;
    }

    @Override
    public SaveResult save(QualityRecord record) {
        rules.require(record);
        SaveResult result = database.joining("save a record", connection -> saveOn(record, connection));
        database.afterCommit(ledger::wake);
        return result;
    }

    @Override
    public SaveResult save(QualityRecord record, Connection connection) {
        rules.require(record);
        return saveOn(record, connection);
    }

    @Override
    public List<SaveResult> saveAll(List<QualityRecord> records) {
        requireAll(records);
        // Before the writer's place is taken, which others wait for.
        List<SaltedEntry> salted = salted(records);
        List<SaveResult> results =
                database.joining("save records", connection -> saveAllOn(records, salted, connection));
        database.afterCommit(ledger::wake);
        return results;
    }

    @Override
    public List<SaveResult> saveAll(List<QualityRecord> records, Connection connection) {
        requireAll(records);
        return saveAllOn(records, salted(records), connection);
    }

    @Override
    public SaveResult saveCurrent(QualityRecord current, Change change) {
        SaveResult result = database.joining(
                "save a record as it is now", connection -> saveCurrentOn(current, change, connection));
        database.afterCommit(ledger::wake);
        return result;
    }

    private SaveResult saveCurrentOn(QualityRecord current, Change change, Connection connection) {
        List<Entry> versions = ledger.versions(EntryKind.RECORD, current.id(), connection);
        if (versions.isEmpty()) {
            QualityRecord first = current.asVersion(1, null);
            rules.require(first);
            return saveOn(first, connection);
        }
        Entry newest = versions.get(versions.size() - 1);
        if (content(RecordFields.of(current), newest).equals(content(newest.fields(), newest))) {
            return new SaveResult.Unchanged(current.id(), newest.version(), newest.at());
        }
        QualityRecord next = current.asVersion(newest.version() + 1, change);
        rules.require(next);
        return saveOn(next, connection);
    }

    /** Fields without what tells one version from another, and without what was erased. */
    private static String content(SortedMap<String, JsonNode> fields, Entry newest) {
        SortedMap<String, JsonNode> content = new TreeMap<>(fields);
        content.remove(RecordFields.CHANGE);
        content.keySet().removeAll(newest.erased().keySet());
        return written(content);
    }

    @Override
    public List<Violation> check(QualityRecord record) {
        return rules.check(record);
    }

    private List<SaltedEntry> salted(List<QualityRecord> records) {
        return ledger.salted(records.parallelStream()
                .map(record ->
                        new NewEntry(EntryKind.RECORD, record.id(), record.version(), null, RecordFields.of(record)))
                .toList());
    }

    /** Validating waits for nobody, so it is done on all processors; what is told is the first record's fault. */
    private void requireAll(List<QualityRecord> records) {
        Optional<InvalidRecordException> invalid = records.parallelStream()
                .map(this::fault)
                .flatMap(Optional::stream)
                .findFirst();
        if (invalid.isPresent()) {
            throw invalid.get();
        }
    }

    private Optional<InvalidRecordException> fault(QualityRecord record) {
        try {
            rules.require(record);
            return Optional.empty();
        } catch (InvalidRecordException e) {
            return Optional.of(e);
        }
    }

    private List<SaveResult> saveAllOn(List<QualityRecord> records, List<SaltedEntry> salted, Connection connection) {
        if (areNext(records, connection)) {
            try {
                return appendAll(salted, connection);
            } catch (EntryConflictException e) {
                // Another transaction saved one of them in between; one by one it shows which, and whether that
                // matters.
                LOG.debug("A batch of records is saved one by one", e);
            }
        }
        List<SaveResult> saved = new ArrayList<>(records.size());
        for (QualityRecord record : records) {
            saved.add(saveOn(record, connection));
        }
        return saved;
    }

    /** Whether each is the version after the newest, of its record in the ledger or before it in the list. */
    private boolean areNext(List<QualityRecord> records, Connection connection) {
        Map<String, Integer> newest = new HashMap<>();
        for (QualityRecord record : records) {
            // A first version is not looked for: if there is one, inserting says so.
            int known = newest.computeIfAbsent(
                    record.id(),
                    id -> record.version() == 1 ? 0 : ledger.newestVersion(EntryKind.RECORD, id, connection));
            if (record.version() != known + 1) {
                return false;
            }
            newest.put(record.id(), record.version());
        }
        return true;
    }

    private List<SaveResult> appendAll(List<SaltedEntry> entries, Connection connection) {
        List<Instant> times = ledger.appendAll(entries, connection);
        List<SaveResult> saved = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            NewEntry entry = entries.get(i).entry();
            saved.add(new SaveResult.Saved(entry.subject(), entry.version(), times.get(i)));
        }
        return saved;
    }

    @Override
    public Erasure erase(String id, SortedSet<String> fields, ErasureGrounds grounds) {
        if (fields.isEmpty()) {
            throw new ErasureException("RA-0250", "Name at least one field of record '" + id + "' to erase");
        }
        for (String field : fields) {
            if (!ERASABLE.contains(field) && !field.startsWith(RecordFields.ATTRIBUTES)) {
                throw new ErasureException(
                        "RA-0251",
                        "The field '" + field + "' of record '" + id + "' cannot be erased, only "
                                + String.join(", ", new TreeSet<>(ERASABLE)) + " and attributes/…; mask it in the"
                                + " engagement instead. Nothing was erased");
            }
        }
        return ledger.erase(EntryKind.RECORD, id, fields, grounds);
    }

    private SaveResult saveOn(QualityRecord record, Connection connection) {
        SortedMap<String, JsonNode> fields = RecordFields.of(record);
        int newest = ledger.newestVersion(EntryKind.RECORD, record.id(), connection);
        if (record.version() == newest + 1) {
            try {
                Instant at = ledger.append(
                        new NewEntry(EntryKind.RECORD, record.id(), record.version(), null, fields), connection);
                return new SaveResult.Saved(record.id(), record.version(), at);
            } catch (EntryConflictException e) {
                // Another transaction saved this version in between: to the caller it is as if it had been there.
                List<Entry> now = ledger.versions(EntryKind.RECORD, record.id(), connection);
                return unchanged(record, fields, now).orElseThrow(() -> lost(record, now, e));
            }
        }
        return unchanged(record, fields, ledger.versions(EntryKind.RECORD, record.id(), connection))
                .orElseThrow(() -> new VersionConflictException(record.id(), record.version(), newest));
    }

    private static Optional<SaveResult> unchanged(
            QualityRecord record, SortedMap<String, JsonNode> fields, List<Entry> versions) {
        return versions.stream()
                .filter(existing -> existing.version() == record.version()
                        && written(existing.fields()).equals(written(fields)))
                .findFirst()
                .map(existing -> new SaveResult.Unchanged(record.id(), record.version(), existing.at()));
    }

    /** A transaction with a snapshot of its own does not see what it lost against. */
    private static VersionConflictException lost(QualityRecord record, List<Entry> now, EntryConflictException cause) {
        VersionConflictException conflict =
                new VersionConflictException(record.id(), record.version(), Math.max(record.version(), now.size()));
        conflict.initCause(cause);
        return conflict;
    }

    @Override
    public Optional<RecordVersion> find(String id) {
        return ledger.newest(EntryKind.RECORD, id).map(LedgerRecords::toVersion);
    }

    @Override
    public Optional<RecordVersion> find(String id, int version) {
        return ledger.find(EntryKind.RECORD, id, version).map(LedgerRecords::toVersion);
    }

    @Override
    public List<RecordVersion> versions(String id) {
        return ledger.versions(EntryKind.RECORD, id).stream()
                .map(LedgerRecords::toVersion)
                .toList();
    }

    @Override
    public boolean awaitSequenced(String id, int version, Duration timeout) {
        return ledger.find(EntryKind.RECORD, id, version).isPresent()
                && ledger.awaitSequenced(timeout)
                && ledger.find(EntryKind.RECORD, id, version)
                        .map(entry -> entry.leafIndex().isPresent())
                        .orElse(false);
    }

    @Override
    public Optional<RecordView> find(Scope scope, String id, long ledgerSize) {
        List<RecordView> versions = versions(scope, id, ledgerSize);
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    @Override
    public Optional<RecordView> find(Scope scope, String id, int version, long ledgerSize) {
        return versions(scope, id, ledgerSize).stream()
                .filter(view -> view.version() == version)
                .findFirst();
    }

    @Override
    public List<Erasure> erasures(Scope scope, String id, long ledgerSize) {
        if (versions(scope, id, ledgerSize).isEmpty()) {
            return List.of();
        }
        return ledger.versions(EntryKind.ERASURE, id).stream()
                .filter(entry -> isBelow(entry.leafIndex(), ledgerSize))
                .map(Erasure::of)
                .filter(erasure -> erasure.of() == EntryKind.RECORD)
                .toList();
    }

    @Override
    public List<RecordView> versions(Scope scope, String id, long ledgerSize) {
        return ledger.versions(EntryKind.RECORD, id).stream()
                .filter(entry -> isBelow(entry.leafIndex(), ledgerSize))
                .filter(entry -> scope.admits(RecordFields.toRecord(entry)))
                .map(entry -> masks.view(entry, scope))
                .toList();
    }

    @Override
    public RecordView view(Scope scope, Entry entry) {
        return masks.view(entry, scope);
    }

    /** Compared as written: 98.7 and 98.70 are different evidence, the order of an object's names is not. */
    private static String written(SortedMap<String, JsonNode> fields) {
        ObjectNode json = Json.object();
        fields.forEach((name, value) -> json.set(name, sorted(value)));
        return Json.write(json);
    }

    private static JsonNode sorted(JsonNode value) {
        if (value.isObject()) {
            TreeMap<String, JsonNode> byName = new TreeMap<>();
            value.properties().forEach(field -> byName.put(field.getKey(), sorted(field.getValue())));
            ObjectNode object = Json.object();
            object.setAll(byName);
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = Json.array();
            value.forEach(item -> array.add(sorted(item)));
            return array;
        }
        return value;
    }

    private static boolean isBelow(OptionalLong leafIndex, long ledgerSize) {
        return leafIndex.isPresent() && leafIndex.getAsLong() < ledgerSize;
    }

    private static RecordVersion toVersion(Entry entry) {
        return new RecordVersion(
                RecordFields.toRecord(entry),
                entry.at(),
                entry.leafIndex(),
                new TreeSet<>(entry.erased().keySet()));
    }
}
