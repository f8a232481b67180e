package io.remoteaudit.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of the platform, which hashes several times faster than Bouncy Castle's. */
public final class Sha256 {

    private Sha256() {}

    /**
     * Starts to hash.
     *
     * @return a new digest, for one thread
     */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
