package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.ConsistencyProof;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;

/** Consistency proofs on the wire. */
public final class ConsistencyJson {

    private ConsistencyJson() {}

    /**
     * A proof as JSON.
     *
     * @param proof the proof
     * @return a new object
     */
    public static ObjectNode write(ConsistencyProof proof) {
        ObjectNode json = Json.object();
        json.put("from", proof.fromSize());
        json.put("to", proof.toSize());
        ArrayNode path = json.putArray("path");
        proof.path().forEach(hash -> path.add(hash.base64()));
        return json;
    }

    /**
     * Reads a proof; it is not checked yet.
     *
     * @param json the proof
     * @return the proof
     * @throws io.remoteaudit.ledger.MalformedException if it is not a proof
     */
    public static ConsistencyProof read(JsonNode json) {
        return new ConsistencyProof(
                Wire.number(json, "from"),
                Wire.number(json, "to"),
                Wire.list(json, "path", item -> Hash.parseBase64(Wire.itemText(item))));
    }
}
