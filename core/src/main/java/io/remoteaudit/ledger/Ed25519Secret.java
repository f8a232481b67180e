package io.remoteaudit.ledger;

import java.security.GeneralSecurityException;

/**
 * An Ed25519 private key, RFC 8032. Java itself signs with it where it can: the archive of Bouncy Castle is signed, and
 * checking that when its first class is loaded takes longer than anything else that opening a ledger needs. Which of the
 * two signs shows nowhere, since Ed25519 leaves nothing to chance.
 */
interface Ed25519Secret {

    /** 32 bytes. */
    byte[] publicKey();

    /** 64 bytes, the same each time. */
    byte[] sign(byte[] message);

    /** The key that follows from 32 secret bytes. */
    static Ed25519Secret of(byte[] seed) {
        try {
            return PlatformEd25519.of(seed);
        } catch (GeneralSecurityException e) {
            // A Java that was cut down to fewer modules may lack it.
            return new BouncyCastleEd25519(seed);
        }
    }
}
