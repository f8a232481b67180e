package io.remoteaudit.question;

import io.remoteaudit.standard.ClauseReference;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a question is about, and how much it presses.
 *
 * @param pins the record versions, or places in them, at most 50; may be empty
 * @param lots the lots, at most 50; may be empty
 * @param clauses the clauses, at most 50; may be empty
 * @param category what kind of thing it is about
 * @param priority how much it presses
 * @param due the last day on which the answer is in time; null for none
 */
public record Topic(
        List<Pin> pins,
        List<String> lots,
        List<ClauseReference> clauses,
        QuestionCategory category,
        QuestionPriority priority,
        @Nullable LocalDate due) {

    /** Copies the lists. */
    public Topic {
        pins = List.copyOf(pins);
        lots = List.copyOf(lots);
        clauses = List.copyOf(clauses);
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(priority, "priority");
    }

    /**
     * A topic of record versions alone, that presses as others do.
     *
     * @param pins the record versions; may be empty
     * @return the topic
     */
    public static Topic of(List<Pin> pins) {
        return new Topic(pins, List.of(), List.of(), QuestionCategory.OTHER, QuestionPriority.NORMAL, null);
    }
}
