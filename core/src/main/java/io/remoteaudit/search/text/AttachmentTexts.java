package io.remoteaudit.search.text;

import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Attachments;
import io.remoteaudit.store.StoreException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the text of attachments and keeps it by the digest of the file, so that no file is read twice. Safe for use by
 * several threads.
 */
public interface AttachmentTexts extends AutoCloseable {

    /** How much of one file's text is kept, in UTF-16 code units: a report of about 300 pages. */
    int MOST_CHARACTERS = 500_000;

    /** How much of all its files' texts a record is found by. */
    int MOST_CHARACTERS_OF_A_RECORD = 4_000_000;

    /**
     * Tells readers with other abilities or bounds apart: what one could not read another may.
     *
     * @return a short text without line breaks
     */
    String fingerprint();

    /**
     * What is known about a file.
     *
     * @param attachment the file
     * @return what came of reading it; empty if it has not been read
     */
    Optional<AttachmentText> find(Attachment attachment);

    /**
     * What is known about a file, without its text.
     *
     * @param attachment the file
     * @return whether its text can be searched
     */
    TextState state(Attachment attachment);

    /**
     * Reads a file, unless it has been read. Takes as long as that takes.
     *
     * @param attachment the file
     * @return what came of it
     * @throws TextsUnavailableException if no file can be read now, for a reason that is not the file's
     */
    AttachmentText read(Attachment attachment);

    /** Ends the reading process until there is something to read again, so that it takes no memory. */
    void rest();

    /** Ends the reading process for good. What is being read fails. */
    @Override
    void close();

    /**
     * Opens the texts kept in a directory.
     *
     * @param directory a directory of its own; created if it is missing
     * @param content where the files are
     * @param settings whether and within which bounds files are read
     * @return the texts; to be closed
     * @throws StoreException if the directory cannot be used
     */
    static AttachmentTexts open(Path directory, Attachments content, AttachmentTextSettings settings) {
        return settings.mode() == AttachmentTextSettings.Mode.OFF
                ? off()
                : new StoredAttachmentTexts(directory, content, settings);
    }

    /**
     * Looks at texts that were read once, without reading any more; for comparing an index that is closed.
     *
     * @param directory the directory they are kept in
     * @param fingerprint of the reader that read them
     * @return the texts
     * @throws StoreException if the directory cannot be used
     */
    static AttachmentTexts kept(Path directory, String fingerprint) {
        return fingerprint.equals(off().fingerprint()) ? off() : new KeptAttachmentTexts(directory, fingerprint);
    }

    /**
     * Reads nothing and says so.
     *
     * @return texts that are switched off
     */
    static AttachmentTexts off() {
        return new NoAttachmentTexts();
    }
}
