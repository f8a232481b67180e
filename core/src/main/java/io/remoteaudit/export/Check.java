package io.remoteaudit.export;

import io.remoteaudit.standard.LocalizedText;
import java.util.Objects;

/**
 * One thing a verifier looked at.
 *
 * @param name a stable name, for example {@code inclusion}
 * @param outcome what came of it
 * @param words what that means, in both languages
 */
public record Check(String name, Outcome outcome, LocalizedText words) {

    /** Checks that nothing is missing. */
    public Check {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(words, "words");
    }

    /** What came of a check. */
    public enum Outcome {
        /** It holds. */
        HOLDS,
        /** It fails; the export must not be relied on. */
        FAILS,
        /** It could not be checked with what the verifier was given. */
        NOT_CHECKED
    }
}
