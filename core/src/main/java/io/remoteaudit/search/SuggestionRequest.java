package io.remoteaudit.search;

import io.remoteaudit.record.Scope;
import java.util.Objects;

/**
 * A query someone is writing.
 *
 * @param scope whose records the suggestions are of
 * @param text the query so far
 * @param at the place in it where the next character would go, in UTF-16 code units
 * @param limit how many suggestions at most, 1 to 20
 */
public record SuggestionRequest(Scope scope, String text, int at, int limit) {

    /** The most suggestions. More are refused, never silently cut. */
    public static final int MAX_LIMIT = 20;

    /** Checks the bounds. */
    public SuggestionRequest {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(text, "text");
        if (at < 0 || at > text.length()) {
            throw new IllegalArgumentException("at must be from 0 to " + text.length() + ", not " + at);
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be from 1 to " + MAX_LIMIT + ", not " + limit);
        }
    }
}
