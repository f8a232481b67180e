package io.remoteaudit.standard;

import java.util.Objects;

/**
 * One attribute that does not fit its record type.
 *
 * @param pointer where, as a JSON Pointer (RFC 6901) into the attributes; a missing attribute is pointed at by the name
 *     it should have
 * @param keyword the JSON Schema keyword that failed, for example {@code required} or {@code enum}
 * @param message what is wrong
 */
public record AttributeViolation(String pointer, String keyword, LocalizedText message) {

    /** Checks that nothing is missing. */
    public AttributeViolation {
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(keyword, "keyword");
        Objects.requireNonNull(message, "message");
    }
}
