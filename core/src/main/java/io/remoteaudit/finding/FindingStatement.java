package io.remoteaudit.finding;

import io.remoteaudit.standard.ClauseReference;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was found.
 *
 * @param kind what it says of the requirement
 * @param clause the requirement: the edition, which the catalogue or the engagement's criteria name, and the clause
 * @param text the statement, 1 to 20,000 characters
 * @param language the language it is written in, an IETF tag such as {@code zh-CN}
 * @param evidence what it rests on, at most 50; may be empty, for example where a record is missing
 * @param respondBy the day by which the maker responds; null if none is set
 * @param reason why an earlier statement is replaced, at most 20,000 characters; empty in the first
 */
public record FindingStatement(
        FindingKind kind,
        ClauseReference clause,
        String text,
        String language,
        List<Evidence> evidence,
        @Nullable LocalDate respondBy,
        String reason)
        implements StepContent {

    private static final Pattern CLAUSE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}.()/ -]{0,39}");

    /** Checks that nothing is missing and copies the list. */
    public FindingStatement {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(clause, "clause");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(reason, "reason");
        evidence = List.copyOf(evidence);
    }

    /**
     * Whether a text can be the number of a clause. The catalogue does not hold every clause of every edition, so this
     * asks for its form only.
     *
     * @param number for example {@code 8.4.1} or {@code 第四十五条}
     * @return true for 1 to 40 letters, digits and marks that begin with a letter or a digit
     */
    public static boolean isClause(String number) {
        return CLAUSE.matcher(number).matches();
    }
}
