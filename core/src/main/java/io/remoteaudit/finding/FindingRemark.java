package io.remoteaudit.finding;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all other steps say: a reason, a report, a last word.
 *
 * @param text at most 20,000 characters; may be empty where {@link FindingAction#needsText()} allows
 * @param language the language it is written in, an IETF tag such as {@code zh-CN}
 * @param evidence what it rests on, at most 50; may be empty
 * @param respondBy the day by which the maker responds; null if none is set, and where
 *     {@link FindingAction#setsRespondBy()} says no
 */
public record FindingRemark(
        String text,
        String language,
        List<Evidence> evidence,
        @Nullable LocalDate respondBy) implements StepContent {

    /** Checks that nothing is missing and copies the list. */
    public FindingRemark {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(language, "language");
        evidence = List.copyOf(evidence);
    }

    /**
     * Words alone.
     *
     * @param text what is said
     * @param language the language it is written in
     * @return a remark without evidence and without a day
     */
    public static FindingRemark of(String text, String language) {
        return new FindingRemark(text, language, List.of(), null);
    }
}
