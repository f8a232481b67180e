package io.remoteaudit.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One segment of a path. An id may hold a slash, and many servers refuse {@code %2F}; so {@code ~} and {@code /} are
 * written {@code ~0} and {@code ~1} as in RFC 6901 before the rest is percent-encoded.
 */
public final class PathSegment {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private PathSegment() {}

    /**
     * Writes an id as a segment.
     *
     * @param id any text but {@code .} and {@code ..}
     * @return the segment
     */
    public static String of(String id) {
        String escaped = id.replace("~", "~0").replace("/", "~1");
        StringBuilder segment = new StringBuilder();
        for (byte octet : escaped.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            if (UNRESERVED.indexOf(character) >= 0) {
                segment.append(character);
            } else {
                segment.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return segment.toString();
    }

    /**
     * Reads a segment as it came.
     *
     * @param segment percent-encoded, without slashes
     * @return the id; empty if it is not valid percent-encoding of UTF-8, holds control characters, is empty or a dot
     *     segment
     */
    public static Optional<String> parse(String segment) {
        Optional<String> decoded = percentDecoded(segment);
        if (decoded.isEmpty()) {
            return Optional.empty();
        }
        String text = decoded.get();
        if (text.isEmpty() || text.equals(".") || text.equals("..") || text.matches(".*~(?![01]).*")) {
            return Optional.empty();
        }
        return Optional.of(text.replace("~1", "/").replace("~0", "~"));
    }

    /**
     * Takes percent-encoding away, strictly.
     *
     * @param text percent-encoded text
     * @return the text; empty if a percent sign is not followed by two digits, the bytes are not UTF-8, or the text
     *     holds control characters
     */
    public static Optional<String> percentDecoded(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '%') {
                if (i + 2 >= text.length()
                        || !HexFormat.isHexDigit(text.charAt(i + 1))
                        || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                    return Optional.empty();
                }
                bytes.put((byte) HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else if (character < ' ' || character > '~') {
                return Optional.empty();
            } else {
                bytes.put((byte) character);
            }
        }
        bytes.flip();
        try {
            String decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return decoded.chars().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(decoded);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
