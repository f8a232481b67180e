package io.remoteaudit.engagement;

import io.remoteaudit.ledger.Hash;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A secret that lets somebody in: a prefix, 43 base62 characters of 256 random bits, 6 characters of CRC-32. The checksum
 * lets noise be refused before anything is looked up, and lets scanners find a leaked secret by its form.
 */
enum Token {
    /** What an auditor sends with every request. */
    ACCESS("ra_"),
    /** What the link of an invitation holds. */
    INVITATION("ri_"),
    /** What the cookie of a page session holds. */
    SESSION("rs_");

    private static final int SECRET = 43;
    private static final int CHECKSUM = 6;
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_BITS = 256;

    private final String prefix;

    Token(String prefix) {
        this.prefix = prefix;
    }

    String random(SecureRandom random) {
        return of(new BigInteger(RANDOM_BITS, random));
    }

    /** The secret that a digest of secrets stands for, so that who has them has it again. */
    String derived(Hash digest) {
        return of(new BigInteger(digest.hex(), 16));
    }

    private String of(BigInteger bits) {
        String secret = prefix + base62(bits, SECRET);
        return secret + checksum(secret);
    }

    /** The digest kept of a secret; empty if what was sent cannot be one. */
    Optional<Hash> digest(String token) {
        if (token.length() != prefix.length() + SECRET + CHECKSUM || !token.startsWith(prefix)) {
            return Optional.empty();
        }
        for (int i = prefix.length(); i < token.length(); i++) {
            if (ALPHABET.indexOf(token.charAt(i)) < 0) {
                return Optional.empty();
            }
        }
        String secret = token.substring(0, token.length() - CHECKSUM);
        return token.endsWith(checksum(secret))
                ? Optional.of(Hash.sha256(token.getBytes(StandardCharsets.US_ASCII)))
                : Optional.empty();
    }

    private static String checksum(String secret) {
        CRC32 crc = new CRC32();
        crc.update(secret.getBytes(StandardCharsets.US_ASCII));
        return base62(BigInteger.valueOf(crc.getValue()), CHECKSUM);
    }

    private static String base62(BigInteger number, int length) {
        StringBuilder text = new StringBuilder();
        BigInteger base = BigInteger.valueOf(ALPHABET.length());
        BigInteger rest = number;
        for (int i = 0; i < length; i++) {
            BigInteger[] parts = rest.divideAndRemainder(base);
            text.append(ALPHABET.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return text.reverse().toString();
    }
}
