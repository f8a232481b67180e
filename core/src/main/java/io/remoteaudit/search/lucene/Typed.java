package io.remoteaudit.search.lucene;

import io.remoteaudit.standard.LocalizedText;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What someone has typed so far, and how well a name completes it. */
final class Typed {

    /** How well nothing completes it. */
    static final int NOT = Integer.MAX_VALUE;

    private static final int LONGEST_PIECE = 12;

    private final String text;
    private final String folded;
    private final String normal;
    private final UnaryOperator<String> simplified;

    Typed(String text, UnaryOperator<String> simplified) {
        this.text = text.strip();
        this.simplified = simplified;
        this.folded = fold(this.text);
        this.normal = Identifiers.normal(this.text);
    }

    String text() {
        return text;
    }

    /** Its letters and digits; empty if it holds anything else. */
    String normal() {
        return normal;
    }

    boolean isEmpty() {
        return folded.isEmpty();
    }

    /** How well a name completes this: 0 if it begins so, more if a part of it does, {@link #NOT} if it does not. */
    int rank(String name) {
        String other = fold(name);
        if (other.startsWith(folded)) {
            return 0;
        }
        if (!normal.isEmpty()) {
            String letters = Identifiers.normal(name);
            if (letters.startsWith(normal)) {
                return 1;
            }
            // People know standards by their numbers.
            if (Character.isDigit(normal.charAt(0)) && withoutLetters(letters).startsWith(normal)) {
                return 2;
            }
        }
        return beginsInside(other) >= 0 ? 2 : NOT;
    }

    /** The name that completes this best; empty if none does. */
    Optional<String> best(Collection<String> names) {
        Optional<String> best = Optional.empty();
        int least = NOT;
        for (String name : names) {
            int rank = rank(name);
            if (rank < least) {
                least = rank;
                best = Optional.of(name);
            }
        }
        return best;
    }

    /** The word of a text, or the run of Chinese characters, that begins with this. */
    Optional<String> pieceOf(String value) {
        String other = fold(value);
        int start = folded.isEmpty() || other.length() != value.length()
                ? -1
                : other.startsWith(folded) ? 0 : beginsInside(other);
        if (start < 0) {
            return Optional.empty();
        }
        int end = start + folded.length();
        boolean chinese = Character.isIdeographic(other.codePointBefore(end));
        while (end < other.length() && end - start < (chinese ? LONGEST_PIECE : other.length())) {
            int next = other.codePointAt(end);
            boolean joins = chinese
                    ? Character.isIdeographic(next)
                    : Character.isLetterOrDigit(next) && !Character.isIdeographic(next);
            if (!joins) {
                break;
            }
            end += Character.charCount(next);
        }
        return Optional.of(value.substring(start, end));
    }

    private int beginsInside(String other) {
        if (folded.isEmpty()) {
            return -1;
        }
        boolean chinese = Character.isIdeographic(folded.codePointAt(0));
        for (int at = other.indexOf(folded); at >= 0; at = other.indexOf(folded, at + 1)) {
            if (chinese || at == 0 || !Character.isLetterOrDigit(other.codePointBefore(at))) {
                return at;
            }
        }
        return -1;
    }

    private String fold(String name) {
        return simplified.apply(WholeValue.of(name));
    }

    private static String withoutLetters(String normal) {
        int i = 0;
        while (i < normal.length() && !Character.isDigit(normal.charAt(i))) {
            i++;
        }
        return normal.substring(i);
    }

    static List<String> both(LocalizedText text) {
        return List.of(text.zh(), text.en());
    }
}
