package io.remoteaudit.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.RecordFields;
import io.remoteaudit.standard.LocalizedText;
import io.remoteaudit.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A group of rows and what it would become: a record, nothing because no mapping takes it, or a refusal.
 *
 * @param group the rows
 * @param record the record's first version; null if there is none
 * @param changedBy who is named for a change; null for the source
 * @param fault why there is no record; null if there is one or none is wanted
 * @param digest of the record's content; empty if there is none
 */
record Candidate(
        Group group,
        @Nullable QualityRecord record,
        @Nullable Person changedBy,
        @Nullable LocalizedText fault,
        String digest) {

    static Candidate of(Group group, Assemblies assemblies) {
        Optional<RecordAssembly.Assembled> assembled = assemblies.assemble(group);
        if (assembled.isEmpty()) {
            return new Candidate(group, null, null, null, "");
        }
        QualityRecord record = assembled.get().record();
        if (record == null) {
            return new Candidate(
                    group, null, null, RecordAssembly.joined(assembled.get().faults()), "");
        }
        return new Candidate(group, record, assembled.get().changedBy(), null, digest(record));
    }

    Candidate refused(LocalizedText reason) {
        return new Candidate(group, null, null, reason, "");
    }

    /** A digest of what the rows themselves hold, by which a change is seen even of rows that make no record. */
    String contentDigest() {
        StringBuilder content = new StringBuilder();
        group.rows().forEach(row -> content.append(row.written()).append('\f'));
        return sha256(content.toString());
    }

    /** A digest of a record's content, whatever its version and the reason for it. */
    static String digest(QualityRecord record) {
        return sha256(written(record.asVersion(1, null)));
    }

    static String written(QualityRecord record) {
        ObjectNode json = Json.object();
        json.put("id", record.id());
        RecordFields.of(record).forEach(json::set);
        return Json.write(json);
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
