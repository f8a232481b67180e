package io.remoteaudit.access;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Ledger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes and reads the trail of who saw what. Safe for use by several threads. */
public interface AccessTrail {

    /** Stands for engagement, auditor and credential where someone was refused who belongs to no engagement. */
    String NOBODY = "-";

    /**
     * Writes that something is about to be done. Durable when it returns.
     *
     * @param attempt what
     * @return names the attempt
     * @throws AccessTrailException if it cannot be written; no data may leave then
     */
    Attempt begin(NewAttempt attempt);

    /**
     * Writes what was answered.
     *
     * @param attempt from {@link #begin}
     * @param status the HTTP status
     * @param rows how many records, questions or entries the answer held
     * @param bytes how many bytes of content were sent
     * @param digest SHA-256 of the content sent; null where none was or it was broken off
     * @throws AccessTrailException if it cannot be written
     */
    void served(Attempt attempt, int status, long rows, long bytes, @Nullable Hash digest);

    /**
     * The accesses of one engagement in leaf order.
     *
     * @param engagement the engagement
     * @param fromLeaf the first leaf index wanted; 0 for the beginning
     * @param limit how many at most, from 1 to 200
     * @param ledgerSize only attempts and answers below this ledger size are shown
     * @return a page
     */
    AccessPage list(String engagement, long fromLeaf, int limit, long ledgerSize);

    /**
     * The accesses of all engagements, and what strangers were refused, in leaf order; the maker's view, never an
     * auditor's.
     *
     * @param fromLeaf the first leaf index wanted; 0 for the beginning
     * @param limit how many at most, from 1 to 200
     * @param ledgerSize only attempts and answers below this ledger size are shown
     * @return a page
     */
    AccessPage listAll(long fromLeaf, int limit, long ledgerSize);

    /**
     * Goes through all accesses of one engagement, in one pass over the ledger's entries.
     *
     * @param engagement the engagement
     * @param ledgerSize only attempts and answers below this ledger size count
     * @param attempted told of every access, in leaf order; what was served is not known yet
     * @param served told of every access that was answered, in the order of the answers
     */
    void walk(String engagement, long ledgerSize, Consumer<? super Access> attempted, Consumer<? super Access> served);

    /**
     * A trail kept in a ledger.
     *
     * @param ledger the ledger
     * @return the trail
     */
    static AccessTrail open(Ledger ledger) {
        return new LedgerAccessTrail(ledger);
    }
}
