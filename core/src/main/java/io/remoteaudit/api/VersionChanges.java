package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.record.MaskedValue;
import io.remoteaudit.record.MaskingRule;
import io.remoteaudit.record.RecordView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
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
     * @param masking how the field is masked, if what is given is not its values but a list of the texts shown in their
     *     place; null if it is the values
     */
    public record Change(
            String field,
            @Nullable JsonNode before,
            @Nullable JsonNode after,
            MaskingRule.@Nullable Kind masking) {}

    /**
     * Compares two versions as the caller sees them, so that a masked field shows by its change only where what stands for
     * it changed, and then no more than that.
     *
     * @param before the version in scope before; null for the first
     * @param version the version
     * @return what it changed
     */
    public static VersionChanges between(@Nullable RecordView before, RecordView version) {
        List<Change> changes = new ArrayList<>();
        if (before != null) {
            compare(before.fields(), version.fields(), Map.of(), changes);
            Map<String, MaskingRule.Kind> kinds = new HashMap<>();
            before.masked().forEach(value -> kinds.put(value.field(), value.kind()));
            version.masked().forEach(value -> kinds.put(value.field(), value.kind()));
            compare(shown(before), shown(version), kinds, changes);
        }
        return new VersionChanges(RecordDocument.fromJson(version.toJson()), changes);
    }

    private static void compare(
            SortedMap<String, JsonNode> before,
            SortedMap<String, JsonNode> after,
            Map<String, MaskingRule.Kind> kinds,
            List<Change> changes) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            JsonNode from = before.get(name);
            JsonNode to = after.get(name);
            if (!Objects.equals(from, to)) {
                changes.add(new Change(name, from, to, kinds.get(name)));
            }
        }
    }

    private static SortedMap<String, JsonNode> shown(RecordView view) {
        TreeMap<String, JsonNode> shown = new TreeMap<>();
        for (MaskedValue value : view.masked()) {
            ArrayNode texts = Json.array();
            value.shown().forEach(texts::add);
            shown.put(value.field(), texts);
        }
        return shown;
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
            if (change.masking() != null) {
                one.put("masking", change.masking().wireName());
            }
        }
        return json;
    }

    /**
     * Reads a version.
     *
     * @param json the version
     * @return the version
     * @throws MalformedException if it is not one
     */
    public static VersionChanges fromJson(JsonNode json) {
        return new VersionChanges(
                RecordDocument.fromJson(Wire.member(json, "record")),
                Wire.list(
                        json,
                        "changes",
                        change -> new Change(
                                Wire.text(change, "field"),
                                change.get("before"),
                                change.get("after"),
                                Wire.optionalText(change, "masking")
                                        .map(VersionChanges::kind)
                                        .orElse(null))));
    }

    private static MaskingRule.Kind kind(String wireName) {
        try {
            return MaskingRule.Kind.ofWireName(wireName);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A change of the answer cannot be read: " + e.getMessage(), e);
        }
    }
}
