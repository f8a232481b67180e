package io.remoteaudit.question;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message to be added to a question.
 *
 * @param kind what it does
 * @param text what is said, at most 20,000 characters; empty only where {@link MessageKind#needsText} allows it
 * @param language the language it is written in, an IETF tag such as {@code zh-CN}
 * @param translation the text in another language; null for none
 * @param about the number of the message that a {@link MessageKind#TRANSLATION} translates; null for any other kind
 */
public record NewMessage(
        MessageKind kind,
        String text,
        String language,
        @Nullable Translation translation,
        @Nullable Integer about) {

    /** Checks that nothing is missing. */
    public NewMessage {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(language, "language");
        if ((kind == MessageKind.TRANSLATION) != (about != null)) {
            throw new IllegalArgumentException("A translation, and nothing else, names the message it is about");
        }
    }

    /**
     * A message in one language.
     *
     * @param kind what it does; no translation
     * @param text what is said
     * @param language the language it is written in
     * @return the message
     */
    public static NewMessage of(MessageKind kind, String text, String language) {
        return new NewMessage(kind, text, language, null, null);
    }

    /**
     * An earlier message in another language.
     *
     * @param about the number of the message that is translated
     * @param text its text, translated
     * @param language the language it was translated into
     * @return the message
     */
    public static NewMessage translationOf(int about, String text, String language) {
        return new NewMessage(MessageKind.TRANSLATION, text, language, null, about);
    }
}
