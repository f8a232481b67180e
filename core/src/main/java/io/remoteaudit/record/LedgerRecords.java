package io.remoteaudit.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryConflictException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.store.Database;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/** Records kept as ledger entries. */
final class LedgerRecords implements Records, ScopedRecords {

    private final Ledger ledger;
    private final Database database;
    private final RecordRules rules;

    LedgerRecords(Ledger ledger, Database database, RecordRules rules) {
        this.ledger = ledger;
        this.database = database;
        this.rules = rules;
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
        records.forEach(rules::require);
        List<SaveResult> results = database.joining("save records", connection -> {
            List<SaveResult> saved = new ArrayList<>(records.size());
            for (QualityRecord record : records) {
                saved.add(saveOn(record, connection));
            }
            return saved;
        });
        database.afterCommit(ledger::wake);
        return results;
    }

    private SaveResult saveOn(QualityRecord record, Connection connection) {
        List<Entry> versions = ledger.versions(EntryKind.RECORD, record.id(), connection);
        SortedMap<String, JsonNode> fields = RecordFields.of(record);
        if (record.version() <= versions.size()) {
            Entry existing = versions.get(record.version() - 1);
            if (written(existing.fields()).equals(written(fields))) {
                return new SaveResult.Unchanged(record.id(), record.version(), existing.at());
            }
        }
        if (record.version() != versions.size() + 1) {
            throw new VersionConflictException(record.id(), record.version(), versions.size());
        }
        try {
            Instant at = ledger.append(
                    new NewEntry(EntryKind.RECORD, record.id(), record.version(), null, fields), connection);
            return new SaveResult.Saved(record.id(), record.version(), at);
        } catch (EntryConflictException e) {
            // Another transaction saved the same version in between: the caller sees the same conflict as one later.
            VersionConflictException conflict =
                    new VersionConflictException(record.id(), record.version(), record.version());
            conflict.initCause(e);
            throw conflict;
        }
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
    public List<RecordView> versions(Scope scope, String id, long ledgerSize) {
        return ledger.versions(EntryKind.RECORD, id).stream()
                .filter(entry -> isBelow(entry.leafIndex(), ledgerSize))
                .filter(entry -> scope.admits(RecordFields.toRecord(entry)))
                .map(entry -> RecordView.of(entry, scope))
                .toList();
    }

    /** Compared as written: 98.7 and 98.70 are different evidence, an int and a long of one value are not. */
    private static String written(SortedMap<String, JsonNode> fields) {
        ObjectNode json = Json.object();
        fields.forEach(json::set);
        return Json.write(json);
    }

    private static boolean isBelow(OptionalLong leafIndex, long ledgerSize) {
        return leafIndex.isPresent() && leafIndex.getAsLong() < ledgerSize;
    }

    private static RecordVersion toVersion(Entry entry) {
        return new RecordVersion(RecordFields.toRecord(entry), entry.at(), entry.leafIndex());
    }
}
