package io.remoteaudit.search.query;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** How many letters must be added, dropped, changed or swapped with the next one to make one name of another. */
public final class EditDistance {

    private static final int FARTHEST = 2;

    private EditDistance() {}

    /**
     * The candidate nearest to a text, in any case.
     *
     * @param text what was written
     * @param candidates what there is
     * @return the candidate, or empty if none is near enough to be meant
     */
    public static Optional<String> nearest(String text, Collection<String> candidates) {
        return nearest(text, candidates, candidate -> true);
    }

    /** The candidate nearest to a text, in any case, for which a condition holds, asked for as few as possible. */
    static Optional<String> nearest(String text, Collection<String> candidates, Predicate<String> condition) {
        String lower = text.toLowerCase(Locale.ROOT);
        Optional<String> nearest = Optional.empty();
        int farthest = Math.min(FARTHEST, (text.length() - 1) / 2);
        for (String candidate : candidates) {
            int bound = Math.min(farthest, (candidate.length() - 1) / 2);
            int distance = between(lower, candidate.toLowerCase(Locale.ROOT), bound);
            if (distance <= bound && condition.test(candidate)) {
                nearest = Optional.of(candidate);
                farthest = distance - 1;
            }
        }
        return nearest;
    }

    /** The distance, or more than {@code bound} if it is farther. */
    static int between(String left, String right, int bound) {
        if (Math.abs(left.length() - right.length()) > bound) {
            return bound + 1;
        }
        int[] beforeLast = new int[right.length() + 1];
        int[] last = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int changed = last[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    row[j] = Math.min(row[j], 1 + beforeLast[j - 2]);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[right.length()];
    }
}
