package io.remoteaudit.question;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The record version a question is about, or a place in it.
 *
 * @param recordId the record's business id
 * @param version the version
 * @param field the one field it is about, by its name in the ledger, for example {@code measurements/0}; null for none
 * @param attachment the one file it is about, by its name; null for none
 * @param page the page of that file, from 1 on; null for the whole file
 */
public record Pin(
        String recordId,
        int version,
        @Nullable String field,
        @Nullable String attachment,
        @Nullable Integer page) {

    /** Checks that the id is given and the place is one. */
    public Pin {
        Objects.requireNonNull(recordId, "recordId");
        if (field != null && attachment != null) {
            throw new IllegalArgumentException("A pin names a field or an attachment, not both");
        }
        if (page != null && (attachment == null || page < 1)) {
            throw new IllegalArgumentException("A page is one of an attachment, from 1 on");
        }
    }

    /**
     * A whole record version.
     *
     * @param recordId the record's business id
     * @param version the version
     */
    public Pin(String recordId, int version) {
        this(recordId, version, null, null, null);
    }

    /**
     * One field of a record version.
     *
     * @param recordId the record's business id
     * @param version the version
     * @param field the field's name in the ledger
     * @return the pin
     */
    public static Pin ofField(String recordId, int version, String field) {
        return new Pin(recordId, version, field, null, null);
    }

    /**
     * A page of a file of a record version.
     *
     * @param recordId the record's business id
     * @param version the version
     * @param attachment the file's name
     * @param page the page, from 1 on; null for the whole file
     * @return the pin
     */
    public static Pin ofAttachment(String recordId, int version, String attachment, @Nullable Integer page) {
        return new Pin(recordId, version, null, attachment, page);
    }
}
