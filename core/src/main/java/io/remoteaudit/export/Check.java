package io.remoteaudit.export;

import io.remoteaudit.standard.LocalizedText;
import java.util.Objects;

/**
 * One thing a verifier looked at. Its words may quote the file, so whatever could garble a terminal is escaped in them.
 *
 * @param name a stable name, for example {@code inclusion}
 * @param outcome what came of it
 * @param words what that means, in both languages
 */
public record Check(String name, Outcome outcome, LocalizedText words) {

    /** Checks that nothing is missing and escapes what a terminal would act on. */
    public Check {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(outcome, "outcome");
        words = new LocalizedText(Printable.of(words.zh()), Printable.of(words.en()));
    }

    /** What came of a check. */
    public enum Outcome {
        /** It holds. */
        HOLDS,
        /** It fails; the export must not be relied on. */
        FAILS,
        /** It was not checked, since the verifier was given nothing to check it with. */
        NOT_CHECKED,
        /** The verifier was asked to check it, and the file does not hold what that takes. */
        NOT_CHECKABLE
    }
}
