package io.remoteaudit.question;

import java.util.Objects;

/**
 * A text in another language than it was written in. The original is always kept beside it and is what counts.
 *
 * @param text the text, translated
 * @param language the language it was translated into, an IETF tag such as {@code zh-CN}
 * @param by who translated it: a person, or a program by its name
 */
public record Translation(String text, String language, String by) {

    /** Checks that nothing is missing. */
    public Translation {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(by, "by");
    }
}
