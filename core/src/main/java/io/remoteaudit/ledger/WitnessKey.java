package io.remoteaudit.ledger;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The private key of a witness: adds cosignatures to checkpoints; C2SP tlog-cosignature, Ed25519. It cosigns what it is
 * given: who calls it has checked that the checkpoint continues the last one. Immutable; safe for use by several
 * threads.
 */
public final class WitnessKey {

    private static final int SEED_LENGTH = 32;

    private final Ed25519Secret secret;
    private final NoteKey key;

    /**
     * A key.
     *
     * @param name the witness's name, a URL without its scheme, for example {@code body.example/witness}
     * @param seed the private key: 32 secret bytes used for nothing else; copied
     * @throws IllegalArgumentException if the seed is not 32 bytes, or the name holds blanks or {@code +}
     */
    public WitnessKey(String name, byte[] seed) {
        if (seed.length != SEED_LENGTH) {
            throw new IllegalArgumentException("A private key has 32 bytes, not " + seed.length);
        }
        this.secret = Ed25519Secret.of(seed);
        this.key = NoteKey.derived(name, SignatureType.ED25519_COSIGNATURE, secret);
    }

    /**
     * A key kept in a file, which is made if it is missing and is readable by its owner only.
     *
     * @param file the file; its directory exists
     * @param name the witness's name
     * @return the key
     * @throws io.remoteaudit.store.StoreException if the file cannot be read or written, or holds something else
     */
    public static WitnessKey inFile(Path file, String name) {
        SecretFile secret = new SecretFile(file);
        return new WitnessKey(name, secret.read().orElseGet(secret::readOrMake));
    }

    /**
     * The key that checks what this one cosigns.
     *
     * @return the public key
     */
    public CosignerKey key() {
        return new CosignerKey(key);
    }

    /**
     * Cosigns a checkpoint.
     *
     * @param checkpoint the signed note
     * @param at when; cut to the second, not before 1970
     * @return the note with this cosignature as its last line
     * @throws MalformedException if it is not a signed checkpoint
     * @throws IllegalArgumentException if it carries 16 signatures already
     */
    public String cosign(String checkpoint, Instant at) {
        SignedNote note = SignedNote.parse(checkpoint);
        Checkpoint.parse(note.text());
        long second = Math.max(0, at.getEpochSecond());
        byte[] message = TimedSignature.ed25519Message(second, note.text());
        List<SignedNote.Signature> lines = new ArrayList<>(note.signatures());
        lines.add(key.line(TimedSignature.bytes(second, secret.sign(message))));
        return new SignedNote(note.text(), lines).format();
    }

    @Override
    public String toString() {
        return "WitnessKey[" + key.vkey() + "]";
    }
}
