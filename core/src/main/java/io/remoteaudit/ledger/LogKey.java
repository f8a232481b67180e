package io.remoteaudit.ledger;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A public key that checks a ledger's checkpoints; a C2SP signed-note verifier key. Immutable.
 *
 * <p>Every checkpoint is signed with Ed25519. It may carry a line by an ML-DSA-44 key (FIPS 204) beside it, which still
 * holds when quantum computers break Ed25519; whoever was given both keys checks both.
 */
public final class LogKey {

    private static final Set<SignatureType> TYPES = EnumSet.of(SignatureType.ED25519, SignatureType.ML_DSA_44);

    private final NoteKey key;

    LogKey(NoteKey key) {
        this.key = key;
    }

    /**
     * An Ed25519 key.
     *
     * @param name its name: the ledger's origin
     * @param publicKey 32 bytes; copied
     * @return the key
     * @throws IllegalArgumentException if the name holds blanks or {@code +}, or these bytes are no Ed25519 public key
     */
    public static LogKey of(String name, byte[] publicKey) {
        return new LogKey(new NoteKey(name, SignatureType.ED25519, publicKey));
    }

    /**
     * An ML-DSA-44 key.
     *
     * @param name its name: the ledger's origin
     * @param publicKey 1312 bytes; copied
     * @return the key
     * @throws IllegalArgumentException if the name holds blanks or {@code +}, or these are not 1312 bytes
     */
    public static LogKey mlDsa44(String name, byte[] publicKey) {
        return new LogKey(new NoteKey(name, SignatureType.ML_DSA_44, publicKey));
    }

    /**
     * Reads a verifier key.
     *
     * @param vkey {@code name+id+key}, as in the file {@code vkey.txt} of an export
     * @return the key
     * @throws MalformedException if it is of another form, another algorithm, or the id is not the key's
     */
    public static LogKey parse(String vkey) {
        return new LogKey(NoteKey.parse(vkey, "log key", TYPES));
    }

    /**
     * The key's name.
     *
     * @return the ledger's origin
     */
    public String name() {
        return key.name();
    }

    /**
     * The key's id.
     *
     * @return the first four bytes of the digest signed-note prescribes
     */
    public int id() {
        return key.id();
    }

    /**
     * Whether the key is one that quantum computers do not break.
     *
     * @return true for ML-DSA-44, false for Ed25519
     */
    public boolean mlDsa44() {
        return key.type() == SignatureType.ML_DSA_44;
    }

    /**
     * The key as text.
     *
     * @return {@code name+id+key}
     */
    public String vkey() {
        return key.vkey();
    }

    /**
     * Whether one of a note's signatures is by this key and holds. Signatures of other keys are passed over.
     *
     * @param note the note
     * @return true if one holds and none by this key fails
     */
    public boolean verify(SignedNote note) {
        List<SignedNote.Signature> lines = key.lines(note);
        return !lines.isEmpty() && lines.stream().allMatch(line -> holds(note, line.bytes()));
    }

    private boolean holds(SignedNote note, byte[] line) {
        return mlDsa44()
                ? TimedSignature.parse(key.type(), line)
                        .filter(signature -> signature.verify(key, note.text()))
                        .isPresent()
                : key.verify(note.signedBytes(), line);
    }

    /**
     * Reads a checkpoint and checks that this key signed it for its own ledger.
     *
     * @param note a signed note
     * @return the checkpoint
     * @throws MalformedException if it is not a signed checkpoint
     * @throws ProofException if this key did not sign it, or its origin is another
     */
    public Checkpoint open(String note) {
        SignedNote parsed = SignedNote.parse(note);
        if (!verify(parsed)) {
            throw new ProofException("The checkpoint is not signed by the key " + vkey());
        }
        Checkpoint checkpoint = Checkpoint.parse(parsed.text());
        if (!checkpoint.origin().equals(name())) {
            throw new ProofException("The checkpoint is of '" + checkpoint.origin() + "', not of '" + name() + "'");
        }
        return checkpoint;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogKey that && vkey().equals(that.vkey());
    }

    @Override
    public int hashCode() {
        return id();
    }

    @Override
    public String toString() {
        return vkey();
    }
}
