package io.remoteaudit.record;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes up names under one engagement's key. Safe for use by several threads. */
final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";

    /** Crockford's: no letter is taken for a digit when a name is read out. */
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LETTER_BITS = 5;

    /** 60 bits: two of a million persons share a name once in two million engagements. */
    private static final int LENGTH = 12;

    private final SecretKeySpec key;

    Pseudonyms(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The same for the same text; spaces around it and the way its characters are composed make no difference. */
    String of(String text) {
        byte[] digest;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            digest = mac.doFinal(
                    Normalizer.normalize(text.strip(), Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
        StringBuilder name = new StringBuilder("P-");
        for (int i = 0; i < LENGTH; i++) {
            int bit = i * LETTER_BITS;
            int two = ((digest[bit / 8] & 0xff) << 8) | (digest[bit / 8 + 1] & 0xff);
            name.append(LETTERS.charAt((two >> (16 - LETTER_BITS - bit % 8)) & 31));
        }
        return name.toString();
    }
}
