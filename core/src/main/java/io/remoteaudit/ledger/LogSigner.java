package io.remoteaudit.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Signs a ledger's checkpoints with an Ed25519 key and, if it is given one, an ML-DSA-44 key beside it. Immutable; safe
 * for use by several threads.
 */
public final class LogSigner {

    private static final Pattern ORIGIN = Pattern.compile("[\\p{IsL}\\p{IsN}./_:~-]{1,255}");
    private static final int SEED_LENGTH = 32;

    private final Ed25519Secret secret;
    private final NoteKey key;
    private final @Nullable MlDsa44Secret mlDsaSecret;
    private final @Nullable NoteKey mlDsaKey;

    /**
     * A signer.
     *
     * @param origin the ledger's origin, which names the key: a host name and a path as in a URL without its scheme
     * @param seed the private key: 32 secret bytes; copied
     * @throws IllegalArgumentException if the seed is not 32 bytes or the origin cannot name a key
     */
    public LogSigner(String origin, byte[] seed) {
        this(origin, ed25519(origin, seed), null);
    }

    private LogSigner(String origin, Ed25519Secret secret, @Nullable MlDsa44Secret mlDsaSecret) {
        this.secret = secret;
        this.key = NoteKey.derived(origin, SignatureType.ED25519, secret);
        this.mlDsaSecret = mlDsaSecret;
        this.mlDsaKey =
                mlDsaSecret == null ? null : new NoteKey(origin, SignatureType.ML_DSA_44, mlDsaSecret.publicKey());
    }

    private static Ed25519Secret ed25519(String origin, byte[] seed) {
        if (!ORIGIN.matcher(origin).matches()) {
            throw new IllegalArgumentException("Not an origin: '" + origin
                    + "'; use letters, digits and . / _ : ~ -, for example qms.example.com/remote-audit");
        }
        requireSeed(seed);
        return Ed25519Secret.of(seed);
    }

    private static void requireSeed(byte[] seed) {
        if (seed.length != SEED_LENGTH) {
            throw new IllegalArgumentException("A private key has 32 bytes, not " + seed.length);
        }
    }

    /**
     * The same signer with an ML-DSA-44 key beside the Ed25519 key, which makes each checkpoint about 3 kB longer.
     *
     * @param seed the private key's seed, FIPS 204, algorithm 1: 32 secret bytes; copied
     * @return signs with both
     * @throws IllegalArgumentException if the seed is not 32 bytes, or the origin has more than 255 bytes
     */
    public LogSigner withMlDsa44(byte[] seed) {
        requireSeed(seed);
        if (!TimedSignature.fits(key.name())) {
            throw new IllegalArgumentException("An origin that ML-DSA-44 signs has at most 255 bytes");
        }
        return new LogSigner(key.name(), secret, new MlDsa44Secret(seed));
    }

    /**
     * The key that checks what this one signs.
     *
     * @return the Ed25519 public key
     */
    public LogKey key() {
        return new LogKey(key);
    }

    /**
     * All keys that check what this one signs.
     *
     * @return the Ed25519 public key and, if there is one, the ML-DSA-44 public key
     */
    public List<LogKey> keys() {
        return mlDsaKey == null ? List.of(key()) : List.of(key(), new LogKey(mlDsaKey));
    }

    /**
     * Signs a state of the ledger without saying when.
     *
     * @param size how many leaves
     * @param root the root over them
     * @return the signed note
     */
    public String sign(long size, Hash root) {
        return sign(size, root, Instant.EPOCH);
    }

    /**
     * Signs the state of the ledger.
     *
     * @param size how many leaves
     * @param root the root over them
     * @param at when, which an ML-DSA-44 line states to the second
     * @return the signed note
     */
    public String sign(long size, Hash root, Instant at) {
        return sign(new Checkpoint(key.name(), size, root), at, List.of(this));
    }

    /** A note by several signers of one ledger, in this order. */
    static String sign(Checkpoint checkpoint, Instant at, List<LogSigner> signers) {
        List<SignedNote.Signature> lines = new ArrayList<>();
        signers.forEach(signer -> lines.add(signer.line(checkpoint.body())));
        for (LogSigner signer : signers) {
            SignedNote.Signature line = signer.mlDsaLine(checkpoint, at);
            // Before and after a rotation the ML-DSA-44 key is the same one.
            if (line != null && !lines.contains(line)) {
                lines.add(line);
            }
        }
        return new SignedNote(checkpoint.body(), lines).format();
    }

    /** The Ed25519 line over a text; the same each time. */
    SignedNote.Signature line(String text) {
        return key.line(secret.sign(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Whether a note has a line of the Ed25519 key and that line holds: it is the one this signer gives for the text now.
     * Says what {@link LogKey#verify} says, and needs nothing but the private key.
     */
    boolean hasSigned(SignedNote note) {
        List<SignedNote.Signature> lines = key.lines(note);
        SignedNote.Signature own = line(note.text());
        return !lines.isEmpty() && lines.stream().allMatch(own::equals);
    }

    private SignedNote.@Nullable Signature mlDsaLine(Checkpoint checkpoint, Instant at) {
        if (mlDsaSecret == null || mlDsaKey == null) {
            return null;
        }
        long second = Math.max(0, at.getEpochSecond());
        byte[] message = TimedSignature.mlDsaMessage(mlDsaKey.name(), second, checkpoint);
        return mlDsaKey.line(TimedSignature.bytes(second, mlDsaSecret.sign(message)));
    }

    @Override
    public String toString() {
        return "LogSigner[" + key.vkey() + "]";
    }
}
