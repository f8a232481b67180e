package io.remoteaudit.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Signs a ledger's checkpoints with an Ed25519 key. Immutable; safe for use by several threads. */
public final class LogSigner {

    private static final Pattern ORIGIN = Pattern.compile("[\\p{IsL}\\p{IsN}./_:~-]{1,255}");

    private final Ed25519PrivateKeyParameters privateKey;
    private final LogKey key;

    /**
     * A signer.
     *
     * @param origin the ledger's origin, which names the key: a host name and a path as in a URL without its scheme
     * @param seed the private key: 32 secret bytes; copied
     * @throws IllegalArgumentException if the seed is not 32 bytes or the origin cannot name a key
     */
    public LogSigner(String origin, byte[] seed) {
        if (!ORIGIN.matcher(origin).matches()) {
            throw new IllegalArgumentException("Not an origin: '" + origin
                    + "'; use letters, digits and . / _ : ~ -, for example qms.example.com/remote-audit");
        }
        if (seed.length != Ed25519PrivateKeyParameters.KEY_SIZE) {
            throw new IllegalArgumentException("An Ed25519 key has 32 bytes, not " + seed.length);
        }
        this.privateKey = new Ed25519PrivateKeyParameters(seed);
        this.key = LogKey.of(origin, privateKey.generatePublicKey().getEncoded());
    }

    /**
     * The key that checks what this one signs.
     *
     * @return the public key
     */
    public LogKey key() {
        return key;
    }

    /**
     * Signs the state of the ledger.
     *
     * @param size how many leaves
     * @param root the root over them
     * @return the signed note
     */
    public String sign(long size, Hash root) {
        String text = new Checkpoint(key.name(), size, root).body();
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, privateKey);
        signer.update(message, 0, message.length);
        byte[] signature = signer.generateSignature();
        byte[] line = ByteBuffer.allocate(4 + signature.length)
                .putInt(key.id())
                .put(signature)
                .array();
        return new SignedNote(
                        text,
                        List.of(new SignedNote.Signature(
                                key.name(), key.id(), Base64.getEncoder().encodeToString(line))))
                .format();
    }

    @Override
    public String toString() {
        return "LogSigner[" + key.vkey() + "]";
    }
}
