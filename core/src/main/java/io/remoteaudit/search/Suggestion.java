package io.remoteaudit.search;

import io.remoteaudit.standard.LocalizedText;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One way to complete a query.
 *
 * @param kind what it is
 * @param from where the text it takes the place of begins, in UTF-16 code units
 * @param to where that text ends
 * @param text what to put there
 * @param label what it is called for people
 * @param field what the field is called whose value it is; null for a field and for a word of any field
 * @param count how many records in scope the suggestion alone finds, exactly; empty where that was not counted
 */
public record Suggestion(
        Kind kind,
        int from,
        int to,
        String text,
        LocalizedText label,
        @Nullable LocalizedText field,
        OptionalLong count) {

    /** What a suggestion is. */
    public enum Kind {
        /** A field's name, or a characteristic, after which a condition can follow. */
        FIELD,
        /** A value of a field that takes only certain ones, such as a record type or a verdict. */
        VALUE,
        /** A number or name of one thing: a lot, a record, a standard, an instrument. */
        IDENTIFIER,
        /** A word or several. */
        WORD;

        /**
         * The name used on the wire.
         *
         * @return a lower-case word
         */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks that nothing is missing. */
    public Suggestion {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(count, "count");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("Not a range: " + from + " to " + to);
        }
    }
}
