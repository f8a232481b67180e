package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.ledger.Disclosure;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.InclusionProof;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Leaf;
import io.remoteaudit.ledger.LogKey;
import io.remoteaudit.ledger.ProofException;
import java.util.List;
import java.util.Objects;

/**
 * The proof that a record version is in the ledger, with the fields the caller may see.
 *
 * @param leaf the version's leaf
 * @param disclosures the fields
 * @param inclusion the path from the leaf to the root
 * @param checkpoint the signed note over the tree
 */
public record RecordProof(Leaf leaf, List<Disclosure> disclosures, InclusionProof inclusion, String checkpoint) {

    /** Checks that nothing is missing and copies the list. */
    public RecordProof {
        Objects.requireNonNull(leaf, "leaf");
        disclosures = List.copyOf(disclosures);
        Objects.requireNonNull(inclusion, "inclusion");
        Objects.requireNonNull(checkpoint, "checkpoint");
    }

    /**
     * Checks everything the proof says: the checkpoint's signature, the leaf's place in the tree, and that the leaf
     * commits to each field.
     *
     * @param key the ledger's key, known from elsewhere
     * @return the checkpoint
     * @throws ProofException if something does not hold
     * @throws io.remoteaudit.ledger.MalformedException if the checkpoint cannot be read
     */
    public Checkpoint verify(LogKey key) {
        Checkpoint signed = key.open(checkpoint);
        verify(signed);
        return signed;
    }

    /**
     * Checks everything the proof says but the checkpoint's signature: the leaf's place in the tree, and that the leaf
     * commits to each field.
     *
     * @param signed this proof's checkpoint, whose signature was checked
     * @throws ProofException if something does not hold
     */
    public void verify(Checkpoint signed) {
        if (signed.size() != inclusion.treeSize()) {
            throw new ProofException(
                    "The checkpoint is of size " + signed.size() + ", the proof of size " + inclusion.treeSize());
        }
        inclusion.require(leaf.hash(), signed.root());
        for (Disclosure disclosure : disclosures) {
            if (!leaf.digests().contains(disclosure.digest())) {
                throw new ProofException("The leaf does not hold the field '" + disclosure.name() + "'");
            }
        }
    }

    /**
     * The proof as JSON.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("id", leaf.subject());
        json.put("version", leaf.version());
        json.put("leafIndex", inclusion.leafIndex());
        json.put("leaf", leaf.text());
        json.put("leafHash", leaf.hash().base64());
        ArrayNode fields = json.putArray("disclosures");
        disclosures.forEach(disclosure -> fields.add(disclosure.encoded()));
        json.put("treeSize", inclusion.treeSize());
        ArrayNode path = json.putArray("path");
        inclusion.path().forEach(hash -> path.add(hash.base64()));
        json.put("checkpoint", checkpoint);
        return json;
    }

    /**
     * Reads a proof; it is not checked yet.
     *
     * @param json the proof
     * @return the proof
     * @throws io.remoteaudit.ledger.MalformedException if it is not a proof
     */
    public static RecordProof fromJson(JsonNode json) {
        return new RecordProof(
                Leaf.parse(Wire.text(json, "leaf")),
                Wire.list(json, "disclosures", item -> Disclosure.parse(Wire.itemText(item))),
                new InclusionProof(
                        Wire.number(json, "leafIndex"),
                        Wire.number(json, "treeSize"),
                        Wire.list(json, "path", item -> Hash.parseBase64(Wire.itemText(item)))),
                Wire.text(json, "checkpoint"));
    }
}
