package io.remoteaudit.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The salts of one entry's disclosures: 128 bits each, derived with HKDF-SHA-256 (RFC 5869) from one random secret of
 * 256 bits. The secret is not kept. Each disclosure carries its own salt, so deleting one disclosure erases its field
 * for good and leaves the others provable. For one thread.
 */
final class Salts {

    private static final String HMAC = "HmacSHA256";
    private static final int SECRET_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private final Mac mac;

    /** The secret must be uniformly random, as HKDF's extraction is left out (RFC 5869, section 3.3). */
    Salts(byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("A salt secret has 32 bytes, not " + secret.length);
        }
        try {
            mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }

    static Salts random(SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new Salts(secret);
    }

    /** The salt of a field: the same for the same secret and name. */
    String salt(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(expand(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** HKDF-Expand of a context; 16 bytes need only its first block. */
    byte[] expand(byte[] context) {
        mac.update(context);
        return Arrays.copyOf(mac.doFinal(new byte[] {1}), SALT_BYTES);
    }
}
