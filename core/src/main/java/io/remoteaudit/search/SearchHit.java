package io.remoteaudit.search;

import java.util.List;

/**
 * One record version found.
 *
 * @param id the record's business id
 * @param version the version found, the newest at the result's ledger size
 * @param leafIndex its place in the ledger
 * @param highlights where the query's words stand in the fields shown; may be empty
 */
public record SearchHit(String id, int version, long leafIndex, List<Highlight> highlights) {

    /** Copies the list. */
    public SearchHit {
        highlights = List.copyOf(highlights);
    }
}
