package io.remoteaudit.ledger;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Bouncy Castle signs. Immutable; safe for use by several threads. */
final class BouncyCastleEd25519 implements Ed25519Secret {

    private final Ed25519PrivateKeyParameters privateKey;

    BouncyCastleEd25519(byte[] seed) {
        this.privateKey = new Ed25519PrivateKeyParameters(seed);
    }

    @Override
    public byte[] publicKey() {
        return privateKey.generatePublicKey().getEncoded();
    }

    @Override
    public byte[] sign(byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, privateKey);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }
}
