package io.remoteaudit.question;

import io.remoteaudit.record.Attachment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says, or is going to say.
 *
 * @param text the text, 1 to 20,000 characters
 * @param language the language it is written in, an IETF tag such as {@code zh-CN}
 * @param translation the text in another language; null for none
 * @param attachments files that are stored already, at most 20, each of a name of its own
 */
public record DraftContent(
        String text, String language, @Nullable Translation translation, List<Attachment> attachments) {

    /** Copies the list. */
    public DraftContent {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(language, "language");
        attachments = List.copyOf(attachments);
    }

    /**
     * A text alone.
     *
     * @param text the text
     * @param language the language it is written in
     * @return the content
     */
    public static DraftContent of(String text, String language) {
        return new DraftContent(text, language, null, List.of());
    }
}
