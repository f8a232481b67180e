package io.remoteaudit.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Disclosure;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Leaf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one auditor sees of one record version: the leaf, the disclosures the scope does not mask, and what stands for some
 * of those it does. It never holds a masked value, so that nothing made from it can leak one.
 *
 * @param leafIndex the version's place in the ledger
 * @param leaf the leaf
 * @param disclosures the fields shown, in the ledger's order
 * @param masked what stands for masked fields by the scope's rules, in the ledger's order; the maker's word, which the
 *     leaf does not prove
 */
public record RecordView(long leafIndex, Leaf leaf, List<Disclosure> disclosures, List<MaskedValue> masked) {

    /** Copies the lists. */
    public RecordView {
        disclosures = List.copyOf(disclosures);
        masked = List.copyOf(masked);
    }

    /**
     * A view in which nothing stands for masked fields.
     *
     * @param leafIndex the version's place in the ledger
     * @param leaf the leaf
     * @param disclosures the fields shown, in the ledger's order
     */
    public RecordView(long leafIndex, Leaf leaf, List<Disclosure> disclosures) {
        this(leafIndex, leaf, disclosures, List.of());
    }

    /**
     * The view of a sequenced entry through a scope, with nothing in the place of what is masked. Does not check that the
     * record is in scope.
     *
     * @param entry a sequenced entry of kind {@code record}
     * @param scope whose masks apply
     * @return the view
     * @throws IllegalArgumentException if the entry is not sequenced
     */
    public static RecordView of(Entry entry, Scope scope) {
        long leafIndex = entry.leafIndex()
                .orElseThrow(() -> new IllegalArgumentException("Entry is not sequenced: " + entry.subject()));
        return new RecordView(
                leafIndex,
                entry.leaf(),
                entry.disclosures().stream()
                        .filter(disclosure -> !scope.masks(disclosure.name()))
                        .collect(Collectors.toList()));
    }

    /**
     * The record's business id.
     *
     * @return the id
     */
    public String id() {
        return leaf.subject();
    }

    /**
     * The version's number.
     *
     * @return from 1 on
     */
    public int version() {
        return leaf.version();
    }

    /**
     * When the ledger took the version.
     *
     * @return the time, to the millisecond
     */
    public Instant recordedAt() {
        return leaf.at();
    }

    /**
     * How many fields the leaf holds that are not shown: masked for this auditor, or erased.
     *
     * @return the number of digests without a disclosure
     */
    public int hidden() {
        return leaf.digests().size() - disclosures.size();
    }

    /**
     * The fields shown, by their disclosure's name.
     *
     * @return the values in name order
     */
    public SortedMap<String, JsonNode> fields() {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        disclosures.forEach(disclosure -> fields.put(disclosure.name(), disclosure.value()));
        return fields;
    }

    /**
     * One field shown.
     *
     * @param name the disclosure's name, for example {@code title}
     * @return its value, or empty if there is none or it is hidden
     */
    public Optional<JsonNode> field(String name) {
        return disclosures.stream()
                .filter(disclosure -> disclosure.name().equals(name))
                .map(Disclosure::value)
                .findFirst();
    }

    /**
     * The files shown.
     *
     * @return the attachments among the fields shown, in the ledger's order
     */
    public List<Attachment> attachments() {
        return disclosures.stream()
                .filter(disclosure -> disclosure.name().startsWith(RecordFields.ATTACHMENTS))
                .map(disclosure -> RecordFields.toAttachment(disclosure.value()))
                .toList();
    }

    /**
     * The view as JSON, the same on the wire and in an export: {@code id, version, recordedAt, leafIndex, hidden} and
     * the fields shown. {@code measurements} and {@code attachments} are arrays in the record's order, without gaps
     * where one is hidden; {@code attributes} is an object; {@code masked} is there if something stands for masked fields.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("id", id());
        json.put("version", version());
        json.put("recordedAt", leaf.atText());
        json.put("leafIndex", leafIndex);
        json.put("hidden", hidden());
        TreeMap<Integer, JsonNode> measurements = new TreeMap<>();
        TreeMap<Integer, JsonNode> attachments = new TreeMap<>();
        ObjectNode attributes = Json.object();
        for (Map.Entry<String, JsonNode> field : fields().entrySet()) {
            String name = field.getKey();
            if (name.startsWith(RecordFields.MEASUREMENTS)) {
                measurements.put(RecordFields.index(name), field.getValue());
            } else if (name.startsWith(RecordFields.ATTACHMENTS)) {
                attachments.put(RecordFields.index(name), field.getValue());
            } else if (name.startsWith(RecordFields.ATTRIBUTES)) {
                attributes.set(name.substring(RecordFields.ATTRIBUTES.length()), field.getValue());
            } else {
                json.set(name, field.getValue());
            }
        }
        setArray(json, "measurements", measurements);
        json.set("attributes", attributes);
        setArray(json, "attachments", attachments);
        if (!masked.isEmpty()) {
            ArrayNode array = json.putArray("masked");
            masked.forEach(value -> array.add(value.toJson()));
        }
        return json;
    }

    private static void setArray(ObjectNode json, String name, SortedMap<Integer, JsonNode> values) {
        ArrayNode array = Json.array();
        array.addAll(values.values());
        json.set(name, array);
    }
}
