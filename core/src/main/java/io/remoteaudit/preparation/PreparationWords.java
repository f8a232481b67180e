package io.remoteaudit.preparation;

import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.ClauseReference;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bounds on what is written about the preparation of an audit. */
final class PreparationWords {

    static final int LONGEST_NAME = 200;
    static final int LONGEST_TEXT = 500;
    static final int LONGEST_NOTE = 2_000;
    static final int MOST_ITEMS = 50;

    private PreparationWords() {}

    static void require(String name, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new InvalidPreparationException("'" + name + "' needs a text of 1 to " + longest + " characters");
        }
        requireClean(name, text);
    }

    static void requireIfGiven(String name, @Nullable String text, int longest) {
        if (text != null && !text.isEmpty()) {
            require(name, text, longest);
        }
    }

    static <T> void requireCount(String name, Collection<T> items, int least, int most) {
        if (items.size() < least || items.size() > most) {
            throw new InvalidPreparationException(
                    "'" + name + "' needs " + least + " to " + most + " items, not " + items.size());
        }
    }

    static void requireClause(Catalogue catalogue, List<String> criteria, @Nullable ClauseReference clause) {
        if (clause == null) {
            return;
        }
        if (catalogue.edition(clause.edition()).isEmpty() && !criteria.contains(clause.edition())) {
            throw new InvalidPreparationException("'" + clause.edition()
                    + "' is neither an edition of the catalogue nor a criterion of the engagement; name one of these");
        }
        require("clause", clause.number(), 40);
    }

    private static void requireClean(String name, String text) {
        boolean control = text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r');
        boolean half = text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (control || half) {
            throw new InvalidPreparationException(
                    "'" + name + "' holds a control character or half of a character; leave it out");
        }
    }
}
