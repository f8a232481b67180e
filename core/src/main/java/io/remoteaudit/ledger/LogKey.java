package io.remoteaudit.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** The public Ed25519 key that checks a ledger's checkpoints; a C2SP signed-note verifier key. Immutable. */
public final class LogKey {

    private static final byte ED25519 = 1;
    private static final int SIGNATURE_LENGTH = 64;
    private static final Pattern VKEY = Pattern.compile("([^\\s+]{1,255})\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]{4,200})");

    private final String name;
    private final Ed25519PublicKeyParameters publicKey;
    private final int id;

    private LogKey(String name, byte[] publicKey) {
        if (!SignedNote.isKeyName(name)) {
            throw new IllegalArgumentException("A key's name has no blanks, no + and at most 255 characters");
        }
        // A key of small order would let anyone sign; Bouncy Castle itself only looks whether it is a point.
        if (publicKey.length != Ed25519PublicKeyParameters.KEY_SIZE || !Ed25519.validatePublicKeyFull(publicKey, 0)) {
            throw new IllegalArgumentException("Not an Ed25519 public key of 32 bytes");
        }
        this.name = name;
        this.publicKey = new Ed25519PublicKeyParameters(publicKey);
        byte[] digest = Hash.sha256((name + "\n").getBytes(StandardCharsets.UTF_8), new byte[] {ED25519}, publicKey)
                .toBytes();
        this.id = ((digest[0] & 0xff) << 24)
                | ((digest[1] & 0xff) << 16)
                | ((digest[2] & 0xff) << 8)
                | (digest[3] & 0xff);
    }

    /**
     * A key.
     *
     * @param name its name: the ledger's origin
     * @param publicKey 32 bytes; copied
     * @return the key
     * @throws IllegalArgumentException if the name holds blanks or {@code +}, or these bytes are no Ed25519 public key
     */
    public static LogKey of(String name, byte[] publicKey) {
        return new LogKey(name, publicKey);
    }

    /**
     * Reads a verifier key.
     *
     * @param vkey {@code name+id+key}
     * @return the key
     * @throws MalformedException if it is of another form, another algorithm, or the id is not the key's
     */
    public static LogKey parse(String vkey) {
        String stripped = vkey.strip();
        Matcher matcher = VKEY.matcher(stripped);
        if (vkey.length() > 500 || !matcher.matches()) {
            throw new MalformedException("A log key is name+id+key, as in the file vkey.txt of an export");
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(matcher.group(3));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A log key's key is not base64", e);
        }
        if (key.length != 1 + Ed25519PublicKeyParameters.KEY_SIZE || key[0] != ED25519) {
            throw new MalformedException("A log key is an Ed25519 key of 33 bytes that begin with 1");
        }
        LogKey parsed;
        try {
            parsed = new LogKey(matcher.group(1), Arrays.copyOfRange(key, 1, key.length));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A log key does not hold: " + e.getMessage(), e);
        }
        if (!parsed.vkey().equals(stripped)) {
            throw new MalformedException("A log key's id does not belong to its name and key");
        }
        return parsed;
    }

    /**
     * The key's name.
     *
     * @return the ledger's origin
     */
    public String name() {
        return name;
    }

    /**
     * The key's id.
     *
     * @return the first four bytes of the digest signed-note prescribes
     */
    public int id() {
        return id;
    }

    /**
     * The key as text.
     *
     * @return {@code name+id+key}
     */
    public String vkey() {
        byte[] typed = new byte[1 + Ed25519PublicKeyParameters.KEY_SIZE];
        typed[0] = ED25519;
        publicKey.encode(typed, 1);
        return name + "+" + HexFormat.of().toHexDigits(id) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    /**
     * Whether one of a note's signatures is by this key and holds. Signatures of other keys are passed over.
     *
     * @param note the note
     * @return true if one holds and none by this key fails
     */
    public boolean verify(SignedNote note) {
        boolean verified = false;
        for (SignedNote.Signature signature : note.signatures()) {
            if (signature.keyId() == id && signature.keyName().equals(name)) {
                byte[] bytes = signature.bytes();
                if (bytes.length != SIGNATURE_LENGTH) {
                    return false;
                }
                Ed25519Signer signer = new Ed25519Signer();
                signer.init(false, publicKey);
                byte[] message = note.signedBytes();
                signer.update(message, 0, message.length);
                if (!signer.verifySignature(bytes)) {
                    return false;
                }
                verified = true;
            }
        }
        return verified;
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
        if (!checkpoint.origin().equals(name)) {
            throw new ProofException("The checkpoint is of '" + checkpoint.origin() + "', not of '" + name + "'");
        }
        return checkpoint;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogKey that && vkey().equals(that.vkey());
    }

    @Override
    public int hashCode() {
        return id;
    }

    @Override
    public String toString() {
        return vkey();
    }
}
