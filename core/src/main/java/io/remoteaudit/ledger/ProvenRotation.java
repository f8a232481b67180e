package io.remoteaudit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A change of the ledger's key with the proof that it is an entry of the ledger. It is checked by {@link
 * KeyHistory#verify}.
 *
 * @param leaf the entry's leaf
 * @param disclosures the entry's content
 * @param inclusion the path from the leaf to the root of the tree that is looked at
 */
public record ProvenRotation(Leaf leaf, List<Disclosure> disclosures, InclusionProof inclusion) {

    /** The subject of the entries that change the key; their versions count from 1. */
    public static final String SUBJECT = "ledger-key";

    /** The one field of such an entry: the statement with its signatures, as {@link KeyRotation#note()} gives it. */
    public static final String STATEMENT = "statement";

    private static final int LONGEST_LINE = 256 * 1024;
    private static final int MOST_LINES = 1_000;
    private static final Json.Bounds BOUNDS = new Json.Bounds(LONGEST_LINE, 3, LONGEST_LINE);

    /** Checks that nothing is missing and copies the list. */
    public ProvenRotation {
        Objects.requireNonNull(leaf, "leaf");
        disclosures = List.copyOf(disclosures);
        Objects.requireNonNull(inclusion, "inclusion");
    }

    /**
     * Checks that the leaf is in a tree and holds a statement signed by both keys.
     *
     * @param tree the checkpoint of the tree, whose own signature is checked elsewhere
     * @return the statement
     * @throws ProofException if something does not hold
     * @throws MalformedException if the statement cannot be read
     */
    KeyRotation require(Checkpoint tree) {
        if (leaf.kind() != EntryKind.KEY || !leaf.subject().equals(SUBJECT)) {
            throw new ProofException("Leaf " + inclusion.leafIndex() + " is no change of the ledger's key");
        }
        if (inclusion.treeSize() != tree.size()) {
            throw new ProofException("The change of the ledger's key is proven for size " + inclusion.treeSize()
                    + ", and the checkpoint is of size " + tree.size());
        }
        inclusion.require(leaf.hash(), tree.root());
        return statement(leaf, disclosures);
    }

    /** The statement in an entry's one field. */
    static KeyRotation statement(Leaf leaf, List<Disclosure> disclosures) {
        if (disclosures.size() != 1
                || !leaf.digests().equals(List.of(disclosures.get(0).digest()))
                || !disclosures.get(0).name().equals(STATEMENT)) {
            throw new ProofException("The change of the ledger's key number " + leaf.version()
                    + " does not hold its statement and nothing else");
        }
        return KeyRotation.parse(disclosures.get(0).value().asText());
    }

    /**
     * The rotation as JSON.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("leafIndex", inclusion.leafIndex());
        json.put("leaf", leaf.text());
        ArrayNode fields = json.putArray("disclosures");
        disclosures.forEach(disclosure -> fields.add(disclosure.encoded()));
        json.put("treeSize", inclusion.treeSize());
        ArrayNode path = json.putArray("path");
        inclusion.path().forEach(hash -> path.add(hash.base64()));
        return json;
    }

    /**
     * Reads a rotation; it is not checked yet.
     *
     * @param json what {@link #toJson()} gives
     * @return the rotation
     * @throws MalformedException if it is of another form
     */
    public static ProvenRotation fromJson(JsonNode json) {
        List<Disclosure> disclosures = new ArrayList<>();
        json.path("disclosures").forEach(item -> disclosures.add(Disclosure.parse(item.asText())));
        List<Hash> path = new ArrayList<>();
        json.path("path").forEach(item -> path.add(Hash.parseBase64(item.asText())));
        ProvenRotation read = new ProvenRotation(
                Leaf.parse(json.path("leaf").asText()),
                disclosures,
                new InclusionProof(
                        json.path("leafIndex").asLong(), json.path("treeSize").asLong(), path));
        if (!Json.canonicalText(read.toJson()).equals(Json.canonicalText(json))) {
            throw new MalformedException("Not a change of a ledger's key with its proof");
        }
        return read;
    }

    /**
     * The content of {@code data/log/keys.jsonl} in an export.
     *
     * @param rotations the rotations, in leaf order, all proven in the export's checkpoint
     * @return one canonical JSON object a line; empty if there are none
     */
    public static String writeLines(List<ProvenRotation> rotations) {
        StringBuilder lines = new StringBuilder();
        rotations.forEach(
                rotation -> lines.append(Json.canonicalText(rotation.toJson())).append('\n'));
        return lines.toString();
    }

    /**
     * Reads {@code data/log/keys.jsonl}; nothing is checked yet.
     *
     * @param lines the file's content
     * @return the rotations
     * @throws MalformedException if it is not what {@link #writeLines} gives, or has more than 1,000 lines
     */
    public static List<ProvenRotation> readLines(String lines) {
        List<ProvenRotation> rotations = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            if (rotations.size() == MOST_LINES) {
                throw new MalformedException("A ledger's keys are in at most " + MOST_LINES + " lines");
            }
            rotations.add(fromJson(Json.parse(line, BOUNDS)));
        }
        if (!writeLines(rotations).equals(lines)) {
            throw new MalformedException("The ledger's keys are not in their canonical form");
        }
        return rotations;
    }
}
