package io.remoteaudit.finding;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which findings are wanted.
 *
 * @param states only those in one of these states; empty for all
 * @param kinds only those of one of these kinds; empty for all
 * @param edition only those against this edition; null for all
 * @param clause only those against this clause or one below it, {@code 8.4} for {@code 8.4.1}; null for all
 */
public record FindingFilter(
        Set<FindingState> states,
        Set<FindingKind> kinds,
        @Nullable String edition,
        @Nullable String clause) {

    /** Copies the sets. */
    public FindingFilter {
        states = copy(states);
        kinds = copy(kinds);
    }

    /** In the order of the enum, so that filters that are equal also read alike. */
    private static <E extends Enum<E>> Set<E> copy(Set<E> set) {
        return set.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(set));
    }

    /**
     * All findings.
     *
     * @return a filter that leaves nothing out
     */
    public static FindingFilter all() {
        return new FindingFilter(Set.of(), Set.of(), null, null);
    }

    /**
     * Whether a finding is wanted.
     *
     * @param finding the finding
     * @return true if it meets every condition
     */
    public boolean accepts(Finding finding) {
        FindingStatement statement = finding.statement();
        String number = statement.clause().number();
        return (states.isEmpty() || states.contains(finding.state()))
                && (kinds.isEmpty() || kinds.contains(statement.kind()))
                && (edition == null || edition.equals(statement.clause().edition()))
                && Optional.ofNullable(clause)
                        .map(wanted -> number.equals(wanted) || number.startsWith(wanted + "."))
                        .orElse(true);
    }
}
