package io.remoteaudit.search;

import java.util.Iterator;
import java.util.Objects;

/**
 * Everything a search matches, while it is read.
 *
 * @param ledgerSize the ledger size it was computed at
 * @param query the query in canonical form, whose days are absolute
 * @param total how many records match
 * @param inLeafOrder the matches by rising leaf index; to be read once, by the thread they were given to
 */
public record Matches(long ledgerSize, String query, int total, Iterator<Match> inLeafOrder) {

    /** Checks that nothing is missing. */
    public Matches {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(inLeafOrder, "inLeafOrder");
    }

    /**
     * One record version that matches.
     *
     * @param recordId the record's business id
     * @param version the version
     * @param leafIndex its place in the ledger
     * @param value its value of the side asked for; empty if it has none or none was asked for
     */
    public record Match(String recordId, int version, long leafIndex, String value) {}
}
