package io.remoteaudit.timestamp;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LedgerCheck;
import io.remoteaudit.ledger.SignedCheckpoint;
import io.remoteaudit.store.Database;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Anchors the ledger in time: at an interval, and when asked, its newest checkpoint is time-stamped by every authority
 * the maker configured. What an authority did not give is pending, is tried again in the background, and is shown as
 * pending. Safe for use by several threads and nodes.
 */
public interface Anchors extends AutoCloseable {

    /** How often a ledger that grows is anchored unless said otherwise. */
    Duration DAILY = Duration.ofDays(1);

    /**
     * The authorities.
     *
     * @return none if the maker configured none
     */
    List<TimestampAuthority> authorities();

    /**
     * How often a ledger that grows is anchored.
     *
     * @return a minute or more
     */
    Duration interval();

    /**
     * Has a checkpoint time-stamped now by every authority that has not done so. What fails stays pending.
     *
     * @param checkpoint a checkpoint of the ledger, of a size above 0
     * @return the anchor by each authority, in their order
     */
    List<Anchor> anchor(SignedCheckpoint checkpoint);

    /**
     * The anchors of one checkpoint.
     *
     * @param ledgerSize the checkpoint's size
     * @return given and pending ones; empty if it was never anchored
     */
    List<Anchor> of(long ledgerSize);

    /**
     * The newest anchors.
     *
     * @param limit how many at most, from 1 to 1,000
     * @return given and pending ones, largest ledger size first
     */
    List<Anchor> newest(int limit);

    /**
     * Up to which size the ledger is anchored.
     *
     * @return the given anchor of the largest ledger size, or empty if none was given yet
     */
    Optional<Anchor> newestGiven();

    /**
     * How many anchors there are.
     *
     * @return the number of given and pending ones
     */
    long total();

    /**
     * Recomputes what is kept of time-stamps: that each is of a checkpoint of this ledger, over its note, of the time
     * kept beside it, and, where its authority is still configured, by that authority.
     *
     * @return the first that is not; empty if all are
     * @throws io.remoteaudit.store.StoreException if the database refuses
     */
    Optional<LedgerCheck.Defect> check();

    /** Ends the background work. What is pending is tried again at the next start. */
    @Override
    void close();

    /**
     * What a time-stamp of a checkpoint is over: the bytes of its signed note, so that {@code openssl ts -verify -data
     * checkpoint.txt} checks it.
     *
     * @param checkpoint the checkpoint
     * @return the SHA-256 digest of its note
     */
    static Hash imprint(SignedCheckpoint checkpoint) {
        return Hash.sha256(checkpoint.note().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Anchors a ledger.
     *
     * @param ledger the ledger
     * @param database the ledger's database, whose tables exist
     * @param authorities who time-stamps; with none nothing is ever anchored
     * @param interval how often a ledger that grows is anchored
     * @param clock tells when
     * @return the anchors; to be closed before the ledger
     * @throws IllegalArgumentException if two authorities have one name, or the interval is below a minute
     */
    static Anchors open(
            Ledger ledger, Database database, List<TimestampAuthority> authorities, Duration interval, Clock clock) {
        LedgerAnchors anchors = new LedgerAnchors(ledger, database, authorities, interval, clock);
        anchors.start();
        return anchors;
    }
}
