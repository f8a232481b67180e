package io.remoteaudit.search;

import io.remoteaudit.record.Scope;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * An index that follows the ledger in leaf order. It is a projection: losing it costs a rebuild, not data. Safe for
 * use by several threads.
 */
public interface SearchIndex extends AutoCloseable {

    /**
     * Searches the newest version of each record at one ledger size.
     *
     * @param request what to search, in whose scope
     * @return a page of results
     * @throws QuerySyntaxException if the query is not in the query language, or names a field that is unknown or
     *     masked; the two cannot be told apart
     * @throws QueryTooCostlyException if answering takes longer than the index allows
     * @throws InvalidCursorException if the cursor was altered, has expired or belongs to another search
     */
    SearchResult search(SearchRequest request);

    /**
     * Visits every match of a search at one ledger size in leaf order, without a page limit; for exports.
     *
     * @param scope what may be found
     * @param query in the query language
     * @param filters all of which must hold
     * @param ledgerSize the ledger size to search at
     * @param visitor gets each leaf index
     * @return how many were visited
     * @throws QuerySyntaxException as {@link #search}
     */
    long forEachMatch(Scope scope, String query, List<Filter> filters, long ledgerSize, LongConsumer visitor);

    /**
     * Finds the records that cannot be found by all of their attachments, for the maker; no scope is asked.
     *
     * @param limit how many of them to name, from 0 to 200
     * @return how many there are and why, and the newest of them
     */
    UnsearchableAttachments unsearchableAttachments(int limit);

    /**
     * The ledger size up to which entries can be found.
     *
     * @return the size
     */
    long indexedSize();

    /**
     * Waits until entries below a ledger size can be found.
     *
     * @param ledgerSize the size
     * @param timeout how long to wait at most
     * @return true if they can, false if the time ran out or the thread was interrupted (the flag stays set)
     */
    boolean awaitIndexed(long ledgerSize, Duration timeout);

    /** Stops following the ledger and commits what is indexed. */
    @Override
    void close();
}
