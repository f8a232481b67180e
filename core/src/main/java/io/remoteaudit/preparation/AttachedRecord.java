package io.remoteaudit.preparation;

import java.util.Objects;

/**
 * A version of a quality record that shows an item to be ready.
 *
 * @param recordId the record's business id
 * @param version the version
 */
public record AttachedRecord(String recordId, int version) {

    /** Checks that the id is given. */
    public AttachedRecord {
        Objects.requireNonNull(recordId, "recordId");
    }
}
