package io.remoteaudit.record;

import java.util.Objects;

/**
 * One thing that is wrong with a record.
 *
 * @param pointer where, as a JSON Pointer (RFC 6901) into the record, for example {@code /measurements/0/unit}; empty
 *     for the record as a whole
 * @param message what is wrong and what to do, in English
 */
public record Violation(String pointer, String message) {

    /** Checks that nothing is missing. */
    public Violation {
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(message, "message");
    }
}
