package io.remoteaudit.search.query;

import io.remoteaudit.search.QuerySyntaxException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place of a query that is still being written, and what may stand there. Where the query is not in the language before
 * that place, the place is understood as well as it can be.
 *
 * @param from where the piece that stands there begins, in UTF-16 code units
 * @param to where it ends
 * @param typed the piece up to the place, without quotation marks; may be empty
 * @param expected what may stand there
 * @param field whose value is written; null unless a value is expected
 * @param insideMeasurement whether the place is inside {@code measurement(...)}
 */
public record CompletionPoint(
        int from,
        int to,
        String typed,
        Expected expected,
        @Nullable QueryField field,
        boolean insideMeasurement) {

    /** What may stand at a place. */
    public enum Expected {
        /** A word, a phrase or a condition. */
        TERM,
        /** A value of a field. */
        VALUE,
        /** A field's name alone. */
        NAME,
        /** Something that cannot be completed, such as a number. */
        NOTHING
    }

    /** Checks that a field is named where it is needed, and only there. */
    public CompletionPoint {
        Objects.requireNonNull(typed, "typed");
        if ((expected == Expected.VALUE) == (field == null)) {
            throw new IllegalArgumentException("A field is named for a value alone");
        }
    }

    /**
     * Finds what stands at a place.
     *
     * @param query the query's text so far
     * @param at the place, from 0 to the text's length
     * @param fields the fields that exist for the caller
     * @return the place
     * @throws QuerySyntaxException if the text is longer than queries may be
     */
    public static CompletionPoint of(String query, int at, QueryFields fields) {
        if (query.length() > QueryParser.MAX_LENGTH) {
            throw QueryProblem.TOO_LONG.at(QueryParser.MAX_LENGTH, query.length(), QueryParser.MAX_LENGTH);
        }
        Objects.checkFromToIndex(0, at, query.length());
        return new CompletionReader(query, at, fields).read();
    }
}
