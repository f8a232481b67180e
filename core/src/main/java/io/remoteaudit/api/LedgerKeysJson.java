package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.KeyHistory;
import io.remoteaudit.ledger.ProvenRotation;
import java.util.List;

/** The keys of a ledger and the proven changes between them, on the wire. */
public final class LedgerKeysJson {

    private LedgerKeysJson() {}

    /**
     * A ledger's keys as JSON.
     *
     * @param ledgerSize the tree the changes are proven in
     * @param keys the keys
     * @param rotations the changes, oldest first
     * @return a new object
     */
    public static ObjectNode write(long ledgerSize, KeyHistory keys, List<ProvenRotation> rotations) {
        ObjectNode json = Json.object();
        json.put("ledgerSize", ledgerSize);
        ArrayNode periods = json.putArray("keys");
        for (KeyHistory.Period period : keys.periods()) {
            if (period.fromSize() <= ledgerSize) {
                periods.addObject().put("key", period.key().vkey()).put("fromSize", period.fromSize());
            }
        }
        ArrayNode changes = json.putArray("rotations");
        rotations.forEach(rotation -> changes.add(rotation.toJson()));
        return json;
    }

    /**
     * Reads the changes, by which {@link KeyHistory#verify} finds the keys; they are not checked yet.
     *
     * @param json what {@link #write} gives
     * @return the changes
     * @throws io.remoteaudit.ledger.MalformedException if it is of another form
     */
    public static List<ProvenRotation> readRotations(JsonNode json) {
        return Wire.list(json, "rotations", ProvenRotation::fromJson);
    }
}
