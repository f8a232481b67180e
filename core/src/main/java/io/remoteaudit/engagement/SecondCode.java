package io.remoteaudit.engagement;

import io.remoteaudit.ledger.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * The code that goes another way than the link of an invitation: 8 characters of an alphabet without I, L, O and U, since
 * people read it out and type it. Stateless.
 */
final class SecondCode {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 8;

    private SecondCode() {}

    static String random(SecureRandom random) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /**
     * The digest kept of a code. Its 40 bits could be tried out by whoever reads the database, so it is digested with the
     * 256 bits of the link, of which the database holds the digest only.
     */
    static Hash digest(String secret, String code) {
        return Hash.sha256((secret + "\n" + typed(code)).getBytes(StandardCharsets.UTF_8));
    }

    /** Compares in constant time. */
    static boolean matches(Hash digest, String secret, String code) {
        return MessageDigest.isEqual(
                digest.hex().getBytes(StandardCharsets.US_ASCII),
                digest(secret, code).hex().getBytes(StandardCharsets.US_ASCII));
    }

    /** As people type it: what looks alike is alike. */
    static String typed(String code) {
        return code.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }
}
