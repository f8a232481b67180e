package io.remoteaudit.search;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.record.Scope;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

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
     * @throws io.remoteaudit.ledger.MalformedException if the query is given as JSON and is none, or is too large
     * @throws QueryTooCostlyException if answering takes longer than the index allows
     * @throws InvalidCursorException if the cursor was altered, has expired or belongs to another search
     */
    SearchResult search(SearchRequest request);

    /**
     * Completes a query that is being written, at the newest ledger size that can be searched. Nothing is given that no
     * record in scope shows.
     *
     * @param request what was written, in whose scope
     * @return what could stand there
     * @throws QuerySyntaxException if the text is longer than queries may be
     */
    Suggestions suggest(SuggestionRequest request);

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
     * Reads every match of a search at one ledger size in leaf order, without a page limit; for populations. They are the
     * records that {@link #search} finds by the same request, page after page.
     *
     * @param request what to search, in whose scope; its order, counts, limit and cursor are not looked at
     * @param side whose value is told of each match, the first in code point order of several; null for none
     * @param most how many matches at most, from 1 to 1,048,576
     * @param reading reads the matches; the index is held until it returns
     * @param <T> what is made of them
     * @return what {@code reading} made
     * @throws QuerySyntaxException as {@link #search}, and if the scope masks the side
     * @throws QueryTooCostlyException if answering takes longer than the index allows
     * @throws TooManyMatchesException if there are more
     */
    <T> T matches(SearchRequest request, @Nullable Facet side, int most, Function<Matches, T> reading);

    /**
     * Which glossary the words of queries are understood by.
     *
     * @return {@link Glossary#digest()} of it
     */
    Hash glossary();

    /**
     * Finds the questions of one engagement by words in their messages, as far as those are in the ledger; drafts are not.
     *
     * @param engagement the engagement
     * @param query words and phrases in the query language, all of which stand somewhere in a question; empty for all
     * @param ledgerSize the ledger size to search at
     * @return the ids of the questions, in the order they were asked
     * @throws QuerySyntaxException if the query is not in the query language, or names another field than {@code answers}
     * @throws QueryTooCostlyException if answering takes longer than the index allows
     */
    List<String> questions(String engagement, String query, long ledgerSize);

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
     * How far the index has come, and whether one is being built.
     *
     * @return the progress at this moment
     */
    IndexProgress progress();

    /**
     * Compares the index with the ledger while both go on: every record version below the indexed size is in the index
     * once and as it would be put there today, and nothing else is. Takes about as long as building the index.
     *
     * @param reached told the leaf index reached, from time to time; whatever it throws ends the check
     * @return what differs; {@link #rebuild} puts it right
     */
    IndexCheck check(LongConsumer reached);

    /**
     * Begins to build the index anew from the ledger, in the background. The index in use answers and follows the ledger
     * until the new one has come as far, and then gives way to it; it stays in use if the new one fails or the process
     * ends first. Does nothing while the index is being built anew already.
     *
     * @throws IllegalStateException if the index is closed
     */
    void rebuild();

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
