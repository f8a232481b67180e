package io.remoteaudit.search.text;

import io.remoteaudit.record.Attachment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts that were read once, by whatever reader; reads nothing. */
final class KeptAttachmentTexts implements AttachmentTexts {

    private final String fingerprint;
    private final @Nullable TextFiles files;

    KeptAttachmentTexts(Path directory, String fingerprint) {
        this.fingerprint = fingerprint;
        this.files = Files.isDirectory(directory) ? new TextFiles(directory, fingerprint) : null;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public Optional<AttachmentText> find(Attachment attachment) {
        return files == null ? Optional.empty() : files.find(attachment.sha256());
    }

    @Override
    public TextState state(Attachment attachment) {
        return find(attachment)
                .map(AttachmentText::state)
                .orElseGet(() -> new TextState.NotSearchable(NoTextReason.NOT_YET_READ));
    }

    @Override
    public AttachmentText read(Attachment attachment) {
        throw new IllegalStateException("These texts are only looked at");
    }

    @Override
    public void rest() {
        // There is no process to end.
    }

    @Override
    public void close() {
        // There is nothing open.
    }
}
