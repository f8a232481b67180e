package io.remoteaudit.search.text;

import io.remoteaudit.record.Attachment;
import java.util.Optional;

/** Stands in where the host does not want attachments read. */
final class NoAttachmentTexts implements AttachmentTexts {

    private static final AttachmentText OFF = new AttachmentText.NotAttempted(NoTextReason.SWITCHED_OFF);

    @Override
    public String fingerprint() {
        return "off";
    }

    @Override
    public Optional<AttachmentText> find(Attachment attachment) {
        return Optional.of(OFF);
    }

    @Override
    public TextState state(Attachment attachment) {
        return OFF.state();
    }

    @Override
    public AttachmentText read(Attachment attachment) {
        return OFF;
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
