package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.CosignerKey;
import io.remoteaudit.ledger.Json;
import java.util.List;

/** Cosignatures on the wire. */
public final class CosignatureJson {

    private CosignatureJson() {}

    /**
     * A cosignature as it is handed in.
     *
     * @param key the witness's key
     * @param note the checkpoint with the cosignature
     * @return a new object
     */
    public static ObjectNode write(CosignerKey key, String note) {
        return Json.object().put("key", key.vkey()).put("note", note);
    }

    /**
     * Cosigned checkpoints as they are listed.
     *
     * @param notes the newest checkpoints with their cosignatures, newest first
     * @param total how many there are
     * @return a new object
     */
    public static ObjectNode writeList(List<String> notes, long total) {
        ObjectNode json = Json.object();
        ArrayNode items = json.putArray("items");
        notes.forEach(items::add);
        json.put("total", total);
        return json;
    }

    /**
     * Reads cosigned checkpoints; nothing is checked yet.
     *
     * @param json what {@link #writeList} gives
     * @return the signed notes, newest first
     * @throws io.remoteaudit.ledger.MalformedException if it is of another form
     */
    public static List<String> readList(JsonNode json) {
        return Wire.list(json, "items", Wire::itemText);
    }
}
