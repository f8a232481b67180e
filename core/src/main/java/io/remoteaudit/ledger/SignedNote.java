package io.remoteaudit.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text with signatures; C2SP signed-note. Signatures of keys nobody here knows are kept and mean nothing.
 *
 * @param text the signed text, ended by a line feed
 * @param signatures the signature lines, 1 to 16
 */
public record SignedNote(String text, List<Signature> signatures) {

    private static final int MAX_LENGTH = 64 * 1024;
    private static final int MAX_SIGNATURES = 16;
    private static final int MAX_KEY_NAME = 255;
    private static final int KEY_ID_LENGTH = 4;
    private static final String DASH = "\u2014 ";

    /** Checks the text and copies the list. */
    public SignedNote {
        requireText(text);
        signatures = List.copyOf(signatures);
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException(
                    "A note has 1 to " + MAX_SIGNATURES + " signatures, not " + signatures.size());
        }
    }

    /**
     * One signature line.
     *
     * @param keyName the name of the key
     * @param keyId the key's 4-byte id
     * @param base64 the signature with the id before it, in base64
     */
    public record Signature(String keyName, int keyId, String base64) {

        /** Checks the name's form, and that the id stands before the signature. */
        public Signature {
            if (!isKeyName(keyName)) {
                throw new IllegalArgumentException("A key name has no blanks, no + and at most 255 characters");
            }
            if (keyId(decode(base64)) != keyId) {
                throw new IllegalArgumentException("A signature does not begin with the id of its key");
            }
        }

        /** A line of a key's signature. */
        static Signature of(String keyName, int keyId, byte[] signature) {
            byte[] line = ByteBuffer.allocate(KEY_ID_LENGTH + signature.length)
                    .putInt(keyId)
                    .put(signature)
                    .array();
            return new Signature(keyName, keyId, Base64.getEncoder().encodeToString(line));
        }

        /**
         * The signature without the key's id.
         *
         * @return a new array
         */
        public byte[] bytes() {
            byte[] decoded = decode(base64);
            return Arrays.copyOfRange(decoded, KEY_ID_LENGTH, decoded.length);
        }

        private static byte[] decode(String base64) {
            byte[] decoded = Base64.getDecoder().decode(base64);
            if (decoded.length <= KEY_ID_LENGTH
                    || !Base64.getEncoder().encodeToString(decoded).equals(base64)) {
                throw new IllegalArgumentException("A signature is canonical base64 of 5 bytes or more");
            }
            return decoded;
        }

        private static int keyId(byte[] decoded) {
            return ByteBuffer.wrap(decoded).getInt();
        }
    }

    /**
     * Reads a note. Checks its form only; {@link LogKey#verify} checks signatures.
     *
     * @param note the note, at most 64 Ki characters
     * @return its parts
     * @throws MalformedException if it is not of the form signed-note prescribes, or has more than 16 signatures
     */
    public static SignedNote parse(String note) {
        if (note.length() > MAX_LENGTH) {
            throw new MalformedException("A note of " + note.length() + " characters is too long");
        }
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            throw new MalformedException("A note is a text, an empty line and signature lines");
        }
        try {
            List<Signature> signatures = new ArrayList<>();
            for (String line : note.substring(end + 2).split("\n", 0)) {
                signatures.add(parseSignature(line));
            }
            return new SignedNote(note.substring(0, end + 1), signatures);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("Not a signed note: " + e.getMessage(), e);
        }
    }

    /**
     * The note.
     *
     * @return text, empty line, signature lines
     */
    public String format() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(DASH)
                .append(signature.keyName())
                .append(' ')
                .append(signature.base64())
                .append('\n'));
        return note.toString();
    }

    byte[] signedBytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a text may name a key: it is not empty and holds neither Unicode spaces nor {@code +}. */
    static boolean isKeyName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_KEY_NAME
                && JsonShape.loneSurrogate(name) < 0
                && name.codePoints()
                        .noneMatch(c -> c == '+'
                                || Character.isSpaceChar(c)
                                || Character.isWhitespace(c)
                                || Character.isISOControl(c));
    }

    private static void requireText(String text) {
        if (text.length() > MAX_LENGTH || !text.endsWith("\n")) {
            throw new IllegalArgumentException("A note's text has at most 64 Ki characters and ends with a line feed");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\n') {
                throw new IllegalArgumentException("A note holds no control characters; there is one at " + i);
            }
        }
        if (JsonShape.loneSurrogate(text) >= 0) {
            throw new IllegalArgumentException("A note holds half a surrogate pair, which has no UTF-8 form");
        }
    }

    private static Signature parseSignature(String line) {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space < 0) {
            throw new IllegalArgumentException("a signature line is an em dash, a key name and a signature");
        }
        String base64 = line.substring(space + 1);
        return new Signature(line.substring(DASH.length(), space), Signature.keyId(Signature.decode(base64)), base64);
    }
}
