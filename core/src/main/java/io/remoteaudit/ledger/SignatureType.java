package io.remoteaudit.ledger;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of signature a note can carry that are understood here; the bytes are those C2SP signed-note assigns. */
enum SignatureType {
    /** Ed25519 over the note's text; C2SP signed-note. */
    ED25519(1, 32, 64),
    /** A time and Ed25519 over time and text; C2SP tlog-cosignature. */
    ED25519_COSIGNATURE(4, 32, 64),
    /** A time and ML-DSA-44 (FIPS 204) over a structure that names signer, log, size and root; C2SP tlog-cosignature. */
    ML_DSA_44(6, 1312, 2420);

    private final byte code;
    private final int keyLength;
    private final int signatureLength;

    SignatureType(int code, int keyLength, int signatureLength) {
        this.code = (byte) code;
        this.keyLength = keyLength;
        this.signatureLength = signatureLength;
    }

    static Optional<SignatureType> of(byte code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    byte code() {
        return code;
    }

    int signatureLength() {
        return signatureLength;
    }

    /** Whether these bytes are a public key of this type. */
    boolean isKey(byte[] publicKey) {
        if (publicKey.length != keyLength) {
            return false;
        }
        return this == ML_DSA_44 || SignatureChecks.isEd25519Key(publicKey);
    }

    /** Whether a signature without its time is by a key over a message. */
    boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        if (signature.length != signatureLength) {
            return false;
        }
        return this == ML_DSA_44
                ? SignatureChecks.mlDsa44(publicKey, message, signature)
                : SignatureChecks.ed25519(publicKey, message, signature);
    }
}
