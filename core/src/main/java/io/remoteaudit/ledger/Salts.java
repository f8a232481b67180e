package io.remoteaudit.ledger;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * The salts of one entry's disclosures: 128 bits each, derived with HKDF-SHA-256 (RFC 5869) from one random secret of
 * 256 bits. The secret is not kept. Each disclosure carries its own salt, so deleting one disclosure erases its field
 * for good and leaves the others provable.
 */
final class Salts {

    private static final int SALT_BYTES = 16;

    private final byte[] secret;

    Salts(byte[] secret) {
        this.secret = secret.clone();
    }

    static Salts random(SecureRandom random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return new Salts(secret);
    }

    String salt(String name) {
        HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(HKDFParameters.skipExtractParameters(secret, name.getBytes(StandardCharsets.UTF_8)));
        byte[] salt = new byte[SALT_BYTES];
        generator.generateBytes(salt, 0, SALT_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(salt);
    }
}
