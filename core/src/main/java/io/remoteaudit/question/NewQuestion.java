package io.remoteaudit.question;

import java.util.List;
import java.util.Objects;

/**
 * A question to be asked.
 *
 * @param title what it is about, 1 to 200 characters
 * @param text the question, 1 to 20,000 characters
 * @param language the language it is written in, an IETF tag such as {@code zh-CN}
 * @param pins the record versions it is about, at most 50; may be empty
 */
public record NewQuestion(String title, String text, String language, List<Pin> pins) {

    /** Copies the list. */
    public NewQuestion {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(language, "language");
        pins = List.copyOf(pins);
    }
}
