package io.remoteaudit.record;

import java.util.Objects;

/**
 * A file that belongs to a record. The content is held by the {@link Attachments} store under its digest; this value
 * is what the ledger proves.
 *
 * @param name the file name shown to people, unique within the record; no path
 * @param mediaType the media type the host declares, for example {@code application/pdf}
 * @param size the length in bytes
 * @param sha256 the SHA-256 of the content, 64 lower-case hexadecimal digits
 */
public record Attachment(String name, String mediaType, long size, String sha256) {

    /** Checks that nothing is missing. */
    public Attachment {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(sha256, "sha256");
    }
}
