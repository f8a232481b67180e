package io.remoteaudit.ledger;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The public key of a witness, which cosigns checkpoints it has seen to continue each other: Ed25519 or ML-DSA-44; C2SP
 * tlog-cosignature. Immutable.
 */
public final class CosignerKey {

    private static final Set<SignatureType> TYPES =
            EnumSet.of(SignatureType.ED25519_COSIGNATURE, SignatureType.ML_DSA_44);

    private final NoteKey key;

    CosignerKey(NoteKey key) {
        this.key = key;
    }

    /**
     * Reads a cosigner's verifier key.
     *
     * @param vkey {@code name+id+key}
     * @return the key
     * @throws MalformedException if it is of another form or algorithm, or the id is not the key's
     */
    public static CosignerKey parse(String vkey) {
        return new CosignerKey(NoteKey.parse(vkey, "witness key", TYPES));
    }

    /**
     * The witness's name.
     *
     * @return for example {@code body.example/witness}
     */
    public String name() {
        return key.name();
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
     * When the witness cosigned a checkpoint. Signatures of other keys are passed over.
     *
     * @param checkpoint the signed note with its cosignatures
     * @return the newest time it states; empty if it has not cosigned, or one of its cosignatures does not hold
     */
    public Optional<Instant> verify(SignedNote checkpoint) {
        Optional<Instant> newest = Optional.empty();
        for (SignedNote.Signature line : key.lines(checkpoint)) {
            Optional<TimedSignature> signature = TimedSignature.parse(key.type(), line.bytes());
            if (signature.isEmpty() || !signature.get().verify(key, checkpoint.text())) {
                return Optional.empty();
            }
            Instant at = signature.get().at();
            if (newest.isEmpty() || newest.get().isBefore(at)) {
                newest = Optional.of(at);
            }
        }
        return newest;
    }

    /**
     * Whether a note has a line that says it is by this key; whether that is true {@link #verify} tells.
     *
     * @param note the signed note
     * @return true if so
     */
    public boolean isNamedOn(SignedNote note) {
        return !key.lines(note).isEmpty();
    }

    /** The lines of a note that say they are by this key. */
    List<SignedNote.Signature> lines(SignedNote note) {
        return key.lines(note);
    }

    /** A line as it is kept: name, blank, base64. */
    SignedNote.Signature line(String kept) {
        return new SignedNote.Signature(key.name(), key.id(), kept.substring(kept.lastIndexOf(' ') + 1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CosignerKey that && vkey().equals(that.vkey());
    }

    @Override
    public int hashCode() {
        return key.id();
    }

    @Override
    public String toString() {
        return vkey();
    }
}
