package io.remoteaudit.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A text with signatures; C2SP signed-note.
 *
 * @param text the signed text, ended by a line feed
 * @param signatures the signature lines, at least one
 */
public record SignedNote(String text, List<Signature> signatures) {

    private static final int MAX_LENGTH = 64 * 1024;
    private static final int MAX_SIGNATURES = 16;
    private static final String DASH = "\u2014 ";

    /** Checks that the text ends with a line feed and copies the list. */
    public SignedNote {
        Objects.requireNonNull(text, "text");
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("A note's text ends with a line feed");
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

        /**
         * The signature without the key's id.
         *
         * @return a new array
         */
        public byte[] bytes() {
            byte[] decoded = Base64.getDecoder().decode(base64);
            byte[] signature = new byte[decoded.length - 4];
            System.arraycopy(decoded, 4, signature, 0, signature.length);
            return signature;
        }
    }

    /**
     * Reads a note. Checks its form only; {@link LogKey#verify} checks signatures.
     *
     * @param note the note
     * @return its parts
     * @throws MalformedException if it is not of the form signed-note prescribes
     */
    public static SignedNote parse(String note) {
        if (note.length() > MAX_LENGTH) {
            throw new MalformedException("A note of " + note.length() + " characters is too long");
        }
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            throw new MalformedException("A note is a text, an empty line and signature lines");
        }
        for (int i = 0; i < note.length(); i++) {
            char c = note.charAt(i);
            if ((c < ' ' && c != '\n') || c == 0x7f) {
                throw new MalformedException("A note holds no control characters; there is one at " + i);
            }
        }
        List<Signature> signatures = new ArrayList<>();
        for (String line : note.substring(end + 2).split("\n", 0)) {
            if (signatures.size() == MAX_SIGNATURES) {
                throw new MalformedException("A note has at most " + MAX_SIGNATURES + " signatures");
            }
            signatures.add(parseSignature(line));
        }
        return new SignedNote(note.substring(0, end + 1), signatures);
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

    private static Signature parseSignature(String line) {
        String[] parts = line.startsWith(DASH) ? line.substring(DASH.length()).split(" ", -1) : new String[0];
        if (parts.length != 2 || parts[0].isEmpty() || parts[0].indexOf('+') >= 0) {
            throw new MalformedException("A signature line is an em dash, a key name and a signature");
        }
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(parts[1]);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A signature line's signature is not base64", e);
        }
        if (decoded.length < 5 || !Base64.getEncoder().encodeToString(decoded).equals(parts[1])) {
            throw new MalformedException("A signature line's signature is not canonical base64 of 5 bytes or more");
        }
        int keyId = ((decoded[0] & 0xff) << 24)
                | ((decoded[1] & 0xff) << 16)
                | ((decoded[2] & 0xff) << 8)
                | (decoded[3] & 0xff);
        return new Signature(parts[0], keyId, parts[1]);
    }
}
