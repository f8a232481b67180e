package io.remoteaudit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The statement that a ledger's checkpoints are signed by a new Ed25519 key from here on. It is a C2SP signed note over
 * one line of canonical JSON, signed by both keys: the old one names its successor, the new one shows that whoever made
 * the statement holds it. It can't be taken for a checkpoint, which has three lines. Immutable; its signatures were
 * checked when it was made.
 */
public final class KeyRotation {

    /** The longest reason, in characters. */
    public static final int LONGEST_REASON = 500;

    private static final String STATEMENT = "remote-audit/key-rotation/v1";
    private static final int MAX_LENGTH = 16 * 1024;
    private static final Json.Bounds BOUNDS = new Json.Bounds(MAX_LENGTH, 2, MAX_LENGTH);

    private final LogKey oldKey;
    private final LogKey newKey;
    private final long ledgerSize;
    private final Instant at;
    private final String reason;
    private final String note;

    private KeyRotation(LogKey oldKey, LogKey newKey, long ledgerSize, Instant at, String reason, String note) {
        this.oldKey = oldKey;
        this.newKey = newKey;
        this.ledgerSize = ledgerSize;
        this.at = at;
        this.reason = reason;
        this.note = note;
    }

    /** Makes the statement. */
    static KeyRotation sign(LogSigner oldSigner, LogSigner newSigner, long ledgerSize, Instant at, String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException(
                    "A rotation of the ledger's key states its reason in 1 to " + LONGEST_REASON + " characters");
        }
        String text = text(oldSigner.key(), newSigner.key(), ledgerSize, at.truncatedTo(ChronoUnit.MILLIS), reason);
        return parse(new SignedNote(text, List.of(oldSigner.line(text), newSigner.line(text))).format());
    }

    /**
     * Reads a statement and checks both signatures.
     *
     * @param note the signed note
     * @return the statement
     * @throws MalformedException if it is not such a statement in its canonical form
     * @throws ProofException if one of its signatures does not hold
     */
    public static KeyRotation parse(String note) {
        if (note.length() > MAX_LENGTH) {
            throw new MalformedException("A key rotation has at most " + MAX_LENGTH + " characters");
        }
        SignedNote signed = SignedNote.parse(note);
        JsonNode json = Json.parse(signed.text(), BOUNDS);
        KeyRotation rotation;
        try {
            rotation = new KeyRotation(
                    LogKey.parse(json.path("oldKey").asText()),
                    LogKey.parse(json.path("newKey").asText()),
                    json.path("ledgerSize").asLong(),
                    Instant.parse(json.path("at").asText()),
                    json.path("reason").asText(),
                    note);
        } catch (DateTimeException e) {
            throw new MalformedException("A key rotation states when it was made", e);
        }
        String text = text(rotation.oldKey, rotation.newKey, rotation.ledgerSize, rotation.at, rotation.reason);
        // Writing it again finds every other fault at once: a missing, further or wrongly typed member, another order.
        if (!text.equals(signed.text()) || !signed.format().equals(note)) {
            throw new MalformedException("Not a key rotation in its canonical form");
        }
        if (!rotation.oldKey.name().equals(rotation.newKey.name())
                || rotation.oldKey.equals(rotation.newKey)
                || rotation.oldKey.mlDsa44()
                || rotation.newKey.mlDsa44()
                || rotation.ledgerSize < 0) {
            throw new MalformedException("A key rotation leads from one Ed25519 key of a ledger to another of its");
        }
        for (LogKey key : List.of(rotation.oldKey, rotation.newKey)) {
            if (!key.verify(signed)) {
                throw new ProofException("The key rotation is not signed by the key " + key.vkey());
            }
        }
        return rotation;
    }

    private static String text(LogKey oldKey, LogKey newKey, long ledgerSize, Instant at, String reason) {
        ObjectNode json = Json.object();
        json.put("statement", STATEMENT);
        json.put("origin", oldKey.name());
        json.put("oldKey", oldKey.vkey());
        json.put("newKey", newKey.vkey());
        json.put("ledgerSize", ledgerSize);
        json.put("at", at.toString());
        json.put("reason", reason);
        return Json.canonicalText(json) + "\n";
    }

    /**
     * The ledger's name.
     *
     * @return the origin
     */
    public String origin() {
        return oldKey.name();
    }

    /**
     * The key that signed until then.
     *
     * @return an Ed25519 key
     */
    public LogKey oldKey() {
        return oldKey;
    }

    /**
     * The key that signs from then on.
     *
     * @return an Ed25519 key
     */
    public LogKey newKey() {
        return newKey;
    }

    /**
     * How large the ledger was known to be when the statement was made; its entry has this leaf index or a later one.
     *
     * @return a ledger size
     */
    public long ledgerSize() {
        return ledgerSize;
    }

    /**
     * When the statement was made, by the maker's clock.
     *
     * @return the time
     */
    public Instant at() {
        return at;
    }

    /**
     * Why the key was changed.
     *
     * @return the maker's words
     */
    public String reason() {
        return reason;
    }

    /**
     * The statement with its signatures.
     *
     * @return a signed note
     */
    public String note() {
        return note;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyRotation that && note.equals(that.note);
    }

    @Override
    public int hashCode() {
        return note.hashCode();
    }

    @Override
    public String toString() {
        return "KeyRotation[" + oldKey + " to " + newKey + "]";
    }
}
