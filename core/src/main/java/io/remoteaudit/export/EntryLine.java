package io.remoteaudit.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Disclosure;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Leaf;
import io.remoteaudit.record.MaskedValue;
import java.util.List;

/**
 * The lines of {@code entries.jsonl}, {@code inclusion.jsonl} and {@code masked.jsonl}. Writer and verifier make them alike, so that the same
 * entry has exactly one line.
 */
final class EntryLine {

    private EntryLine() {}

    static ObjectNode of(long leafIndex, Leaf leaf, List<Disclosure> disclosures) {
        ObjectNode line = Json.object();
        line.put("index", leafIndex);
        line.put("leaf", leaf.text());
        ArrayNode given = line.putArray("disclosures");
        disclosures.forEach(disclosure -> given.add(disclosure.encoded()));
        return line;
    }

    static ObjectNode ofMasked(long leafIndex, List<MaskedValue> values) {
        ObjectNode line = Json.object();
        line.put("leafIndex", leafIndex);
        ArrayNode masked = line.putArray("masked");
        values.forEach(value -> masked.add(value.toJson()));
        return line;
    }

    static ObjectNode ofProof(long leafIndex, List<Hash> path) {
        ObjectNode line = Json.object();
        line.put("index", leafIndex);
        ArrayNode hashes = line.putArray("path");
        path.forEach(hash -> hashes.add(hash.base64()));
        return line;
    }
}
