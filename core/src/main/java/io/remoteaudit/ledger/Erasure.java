package io.remoteaudit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An entry that says which fields of a subject were erased, by their digests, and on what grounds. It is what makes a
 * digest without a disclosure lawful: a field that is gone without one was removed behind the ledger's back.
 *
 * @param of the kind of the entries whose fields were erased
 * @param subject their subject, which is also the erasure's
 * @param number its number among the erasures of the subject, from 1 on
 * @param at when it was done, to the millisecond
 * @param leafIndex its place in the ledger; empty until it is sequenced
 * @param fields what was erased
 * @param grounds why
 */
public record Erasure(
        EntryKind of,
        String subject,
        int number,
        Instant at,
        OptionalLong leafIndex,
        List<Field> fields,
        ErasureGrounds grounds) {

    /** Checks that nothing is missing and copies the list. */
    public Erasure {
        Objects.requireNonNull(of, "of");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(leafIndex, "leafIndex");
        Objects.requireNonNull(grounds, "grounds");
        fields = List.copyOf(fields);
    }

    /**
     * One field that was erased.
     *
     * @param version the number of the entry that held it
     * @param name its name
     * @param digest its digest, which stays in that entry's leaf
     */
    public record Field(int version, String name, String digest) {}

    /**
     * Reads an entry of kind {@code erasure}.
     *
     * @param entry the entry
     * @return what it says
     * @throws MalformedException if it is not one
     */
    public static Erasure of(Entry entry) {
        try {
            List<Field> fields = new ArrayList<>();
            for (JsonNode field : required(entry, "erased")) {
                fields.add(new Field(
                        field.path("version").asInt(),
                        field.path("name").asText(),
                        field.path("digest").asText()));
            }
            return new Erasure(
                    EntryKind.ofWireName(required(entry, "of").asText()),
                    entry.subject(),
                    entry.version(),
                    entry.at(),
                    entry.leafIndex(),
                    fields,
                    new ErasureGrounds(
                            required(entry, "legalBasis").asText(),
                            required(entry, "reason").asText(),
                            required(entry, "erasedBy").asText()));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("Not an erasure: " + e.getMessage(), e);
        }
    }

    private static JsonNode required(Entry entry, String name) {
        return entry.field(name)
                .orElseThrow(() -> new MalformedException(
                        "Erasure " + entry.version() + " of '" + entry.subject() + "' lacks the field '" + name + "'"));
    }

    /** The content of the entry that says so. */
    static SortedMap<String, JsonNode> content(EntryKind of, List<Field> fields, ErasureGrounds grounds) {
        TreeMap<String, JsonNode> content = new TreeMap<>();
        content.put("of", Json.text(of.wireName()));
        content.put("erased", array(fields));
        content.put("legalBasis", Json.text(grounds.legalBasis()));
        content.put("reason", Json.text(grounds.reason()));
        content.put("erasedBy", Json.text(grounds.erasedBy()));
        return content;
    }

    private static ArrayNode array(List<Field> fields) {
        ArrayNode array = Json.array();
        for (Field field : fields) {
            array.addObject()
                    .put("version", field.version())
                    .put("name", field.name())
                    .put("digest", field.digest());
        }
        return array;
    }

    /**
     * The erasure as JSON: {@code number, at, leafIndex, legalBasis, reason, erasedBy} and {@code erased}, each with
     * {@code version}, {@code name} and {@code digest}.
     *
     * @return a new object; {@code leafIndex} is absent until it is sequenced
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("number", number);
        json.put("at", at.toString());
        leafIndex.ifPresent(index -> json.put("leafIndex", index));
        json.put("legalBasis", grounds.legalBasis());
        json.put("reason", grounds.reason());
        json.put("erasedBy", grounds.erasedBy());
        json.set("erased", array(fields));
        return json;
    }
}
