package io.remoteaudit.question;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question to be asked.
 *
 * @param title what it is about in a line, 1 to 200 characters
 * @param text the question, 1 to 20,000 characters
 * @param language the language it is written in, an IETF tag such as {@code zh-CN}
 * @param translation the text in another language; null for none
 * @param topic what it is about
 */
public record NewQuestion(
        String title,
        String text,
        String language,
        @Nullable Translation translation,
        Topic topic) {

    /** Checks that nothing is missing. */
    public NewQuestion {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(topic, "topic");
    }

    /**
     * A question about record versions.
     *
     * @param title what it is about in a line
     * @param text the question
     * @param language the language it is written in
     * @param pins the record versions; may be empty
     */
    public NewQuestion(String title, String text, String language, List<Pin> pins) {
        this(title, text, language, null, Topic.of(pins));
    }
}
