package io.remoteaudit.search;

import java.util.List;

/**
 * What could stand at a place of a query.
 *
 * @param ledgerSize the ledger size whose records they are of
 * @param items the suggestions, those of a kind together, the likeliest first
 * @param complete whether these are all; false where there are more, or may be
 */
public record Suggestions(long ledgerSize, List<Suggestion> items, boolean complete) {

    /** Copies the list. */
    public Suggestions {
        items = List.copyOf(items);
    }
}
