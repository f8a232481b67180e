package io.remoteaudit.ledger;

import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/** An ML-DSA-44 private key, FIPS 204. Immutable; safe for use by several threads. */
final class MlDsa44Secret {

    private final MLDSAPrivateKeyParameters privateKey;

    /** The key that follows from 32 secret bytes, by algorithm 1. */
    MlDsa44Secret(byte[] seed) {
        this.privateKey = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, seed.clone());
    }

    /** 1312 bytes. */
    byte[] publicKey() {
        return privateKey.getPublicKey();
    }

    /** 2420 bytes. */
    byte[] sign(byte[] message) {
        MLDSASigner signer = new MLDSASigner();
        signer.init(true, privateKey);
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("ML-DSA-44 did not sign", e);
        }
    }
}
