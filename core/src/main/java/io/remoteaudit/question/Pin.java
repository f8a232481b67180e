package io.remoteaudit.question;

import java.util.Objects;

/**
 * The record version a question is about.
 *
 * @param recordId the record's business id
 * @param version the version
 */
public record Pin(String recordId, int version) {

    /** Checks that the id is given. */
    public Pin {
        Objects.requireNonNull(recordId, "recordId");
    }
}
