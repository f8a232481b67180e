package io.remoteaudit.record;

import java.io.IOException;
import java.io.InputStream;

/**
 * Takes and gives attachment content, streamed and addressed by its SHA-256. Content is never held in memory as a
 * whole. Safe for use by several threads.
 */
public interface Attachments {

    /**
     * Stores content durably; a record saved afterwards may refer to it. The same content twice is kept once.
     *
     * @param name the file name shown to people; no path
     * @param mediaType the media type
     * @param content the content, read to its end and left open
     * @return the value to put into the record
     * @throws IOException if {@code content} fails or the content cannot be written; nothing is kept then
     */
    Attachment store(String name, String mediaType, InputStream content) throws IOException;

    /**
     * Opens stored content from a position on.
     *
     * @param attachment which content
     * @param offset the first byte wanted, 0 for all; at most the size
     * @return the content; the caller closes it
     * @throws io.remoteaudit.store.StoreException if the content is missing or is not what was stored; it is read whole to
     *     know that
     * @throws IOException if the content cannot be read
     */
    InputStream open(Attachment attachment, long offset) throws IOException;

    /**
     * Opens a file without comparing its digest first, for whoever computes it while reading and compares.
     *
     * @param attachment the file
     * @return its content; the caller closes it
     * @throws IOException if it cannot be read
     * @throws io.remoteaudit.store.StoreException if it is missing or of another size
     */
    InputStream openUnchecked(Attachment attachment) throws IOException;

    /**
     * Whether content is stored.
     *
     * @param attachment which content
     * @return true if content of that digest and size is there
     */
    boolean holds(Attachment attachment);
}
