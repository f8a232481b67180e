package io.remoteaudit.ledger;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

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
        // A key of small order would let anyone sign; Bouncy Castle itself only looks whether it is a point.
        return this == ML_DSA_44 || Ed25519.validatePublicKeyFull(publicKey, 0);
    }

    /** Whether a signature without its time is by a key over a message. */
    boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        if (signature.length != signatureLength) {
            return false;
        }
        if (this == ML_DSA_44) {
            MLDSASigner verifier = new MLDSASigner();
            verifier.init(false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, publicKey));
            verifier.update(message, 0, message.length);
            return verifier.verifySignature(signature);
        }
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, new Ed25519PublicKeyParameters(publicKey));
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }
}
