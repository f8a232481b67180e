package io.remoteaudit.search.lucene;

import io.remoteaudit.search.query.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Words of a query that stand side by side, for the same field, and together may say more than each of them. */
final class WordRun {

    private static final int LONGEST_STANDARD = 4;

    private WordRun() {}

    /**
     * Clauses that must all match, with the parts of a standard's number that was written with blanks put together, so
     * that {@code GB 19083*} is one identifier rather than two words found anywhere.
     */
    static List<Clause> standardsJoined(List<Clause> clauses) {
        List<Clause> joined = new ArrayList<>();
        int at = 0;
        while (at < clauses.size()) {
            int length = Math.min(LONGEST_STANDARD, clauses.size() - at);
            Clause standard = null;
            while (standard == null && length > 1) {
                standard = standard(clauses.subList(at, at + length));
                length -= standard == null ? 1 : 0;
            }
            joined.add(standard == null ? clauses.get(at) : standard);
            at += standard == null ? 1 : length;
        }
        return joined;
    }

    /** How many clauses from a place on are words for the same field, at most so many. */
    static int length(List<Clause> clauses, int at, int most) {
        int length = 0;
        while (length < most
                && at + length < clauses.size()
                && clauses.get(at) instanceof Clause.Word first
                && clauses.get(at + length) instanceof Clause.Word word
                && Objects.equals(first.field(), word.field())) {
            length++;
        }
        return length;
    }

    /** The texts of so many words, with blanks between. */
    static String text(List<Clause> clauses, int at, int length) {
        StringBuilder text = new StringBuilder();
        for (Clause clause : clauses.subList(at, at + length)) {
            if (clause instanceof Clause.Word word) {
                text.append(text.isEmpty() ? "" : " ").append(word.text());
            }
        }
        return text.toString();
    }

    private static @Nullable Clause standard(List<Clause> clauses) {
        int last = clauses.size() - 1;
        if (length(clauses, 0, last) < last || !(clauses.get(0) instanceof Clause.Word first)) {
            return null;
        }
        List<String> words = new ArrayList<>();
        for (Clause clause : clauses.subList(0, last)) {
            words.add(((Clause.Word) clause).text());
        }
        if (clauses.get(last) instanceof Clause.Word number && Objects.equals(first.field(), number.field())) {
            words.add(number.text());
            return Identifiers.isStandard(words) ? new Clause.Phrase(first.field(), String.join(" ", words)) : null;
        }
        if (clauses.get(last) instanceof Clause.Prefix number && Objects.equals(first.field(), number.field())) {
            words.add(number.text());
            return Identifiers.isStandard(words) ? new Clause.Prefix(first.field(), String.join(" ", words)) : null;
        }
        return null;
    }
}
