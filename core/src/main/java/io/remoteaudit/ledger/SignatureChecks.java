package io.remoteaudit.ledger;

import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** What Bouncy Castle checks, apart from who asks, so that its classes are loaded when something is checked. Stateless. */
final class SignatureChecks {

    private SignatureChecks() {}

    /** A key of small order would let anyone sign; Bouncy Castle itself only looks whether it is a point. */
    static boolean isEd25519Key(byte[] publicKey) {
        return Ed25519.validatePublicKeyFull(publicKey, 0);
    }

    static boolean ed25519(byte[] publicKey, byte[] message, byte[] signature) {
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, new Ed25519PublicKeyParameters(publicKey));
        return verify(verifier, message, signature);
    }

    static boolean mlDsa44(byte[] publicKey, byte[] message, byte[] signature) {
        MLDSASigner verifier = new MLDSASigner();
        verifier.init(false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, publicKey));
        return verify(verifier, message, signature);
    }

    private static boolean verify(Signer verifier, byte[] message, byte[] signature) {
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }
}
