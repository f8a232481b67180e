package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.RecordView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A version of a record, and what it changed.
 *
 * @param record the version
 * @param changes against the version in scope before; empty for the first
 */
public record VersionChanges(RecordDocument record, List<Change> changes) {

    /** Copies the list. */
    public VersionChanges {
        Objects.requireNonNull(record, "record");
        changes = List.copyOf(changes);
    }

    /**
     * One field that changed.
     *
     * @param field its name, for example {@code measurements/0}
     * @param before the old value; null if there was none
     * @param after the new value; null if there is none
     */
    public record Change(
            String field,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {}

    /**
     * Compares two versions as the caller sees them, so that a masked field cannot show by its change.
     *
     * @param before the version in scope before; null for the first
     * @param version the version
     * @return what it changed
     */
    public static VersionChanges between(@Nullable RecordView before, RecordView version) {
        List<Change> changes = new ArrayList<>();
        if (before != null) {
            SortedMap<String, JsonNode> old = before.fields();
            SortedMap<String, JsonNode> now = version.fields();
            TreeSet<String> names = new TreeSet<>(old.keySet());
            names.addAll(now.keySet());
            for (String name : names) {
                JsonNode from = old.get(name);
                JsonNode to = now.get(name);
                if (!Objects.equals(from, to)) {
                    changes.add(new Change(name, from, to));
                }
            }
        }
        return new VersionChanges(RecordDocument.fromJson(version.toJson()), changes);
    }

    /**
     * The version as JSON.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.set("record", record.toJson());
        ArrayNode array = json.putArray("changes");
        for (Change change : changes) {
            ObjectNode one = array.addObject();
            one.put("field", change.field());
            if (change.before() != null) {
                one.set("before", change.before());
            }
            if (change.after() != null) {
                one.set("after", change.after());
            }
        }
        return json;
    }

    /**
     * Reads a version.
     *
     * @param json the version
     * @return the version
     * @throws io.remoteaudit.ledger.MalformedException if it is not one
     */
    public static VersionChanges fromJson(JsonNode json) {
        return new VersionChanges(
                RecordDocument.fromJson(Wire.member(json, "record")),
                Wire.list(
                        json,
                        "changes",
                        change -> new Change(Wire.text(change, "field"), change.get("before"), change.get("after"))));
    }
}
