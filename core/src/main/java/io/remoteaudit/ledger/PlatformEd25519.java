package io.remoteaudit.ledger;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.NamedParameterSpec;

/** Java itself signs, JEP 339. Immutable; safe for use by several threads. */
final class PlatformEd25519 implements Ed25519Secret {

    /** Java's own, whatever the host puts before it: another one need not make a key as {@link #of} has it made. */
    private static final String PROVIDER = "SunEC";

    private static final String ALGORITHM = "Ed25519";
    private static final int LENGTH = 32;

    private final PrivateKey privateKey;
    private final byte[] publicKey;

    private PlatformEd25519(PrivateKey privateKey, byte[] publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * The key that follows from 32 secret bytes.
     *
     * @throws GeneralSecurityException if this Java does not have it
     */
    static PlatformEd25519 of(byte[] seed) throws GeneralSecurityException {
        // Java offers no other way from a private key to its public one than to make both anew from the same bytes.
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM, PROVIDER);
        generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
        KeyPair pair = generator.generateKeyPair();
        byte[] made = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElse(new byte[0]);
        if (!MessageDigest.isEqual(made, seed)) {
            throw new InvalidKeyException("This Java makes Ed25519 keys in another way");
        }
        return new PlatformEd25519(pair.getPrivate(), encoded(((EdECPublicKey) pair.getPublic()).getPoint()));
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM, PROVIDER);
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 did not sign", e);
        }
    }

    /** RFC 8032, 5.1.2: y, its lowest byte first, and whether x is odd in the highest bit. */
    private static byte[] encoded(EdECPoint point) {
        byte[] encoded = new byte[LENGTH];
        BigInteger y = point.getY();
        for (int i = 0; i < LENGTH; i++) {
            encoded[i] = y.shiftRight(i * Byte.SIZE).byteValue();
        }
        if (point.isXOdd()) {
            encoded[LENGTH - 1] |= (byte) 0x80;
        }
        return encoded;
    }

    /** Gives the bytes it was given. */
    private static final class Given extends SecureRandom {

        private static final long serialVersionUID = 1;

        private final byte[] seed;

        Given(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
        }
    }
}
