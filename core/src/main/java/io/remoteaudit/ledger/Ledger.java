package io.remoteaudit.ledger;

import io.remoteaudit.store.Database;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.LongConsumer;

/**
 * The one source of truth: entries are appended, then sequenced into a Merkle tree whose size and root are signed.
 * Nothing appended is ever changed or removed but what {@link #erase} erases, and that says so. Safe for use by several threads.
 *
 * <p>The words: an entry is <em>appended</em> when its transaction commits and survives a crash from then on; it is
 * <em>sequenced</em> when it has a leaf index, usually some hundred milliseconds later; a <em>checkpoint</em> signs a
 * size. Sizes and leaf indices only grow, and indices have no gaps.
 */
public interface Ledger extends AutoCloseable {

    /**
     * Appends an entry: in the host's transaction if the calling thread is in one, else in a transaction of its own.
     *
     * @param entry the entry
     * @return when the ledger took it, to the millisecond
     * @throws EntryConflictException if there is one of the same kind, subject and version
     */
    Instant append(NewEntry entry);

    /**
     * Appends an entry that is durable when this returns, whatever becomes of a transaction the calling thread is in.
     *
     * @param entry the entry
     * @return when the ledger took it, to the millisecond
     * @throws EntryConflictException if there is one of the same kind, subject and version
     * @throws io.remoteaudit.store.StoreException if the database refuses, or, embedded, if the calling thread is in a
     *     transaction of the host's
     */
    Instant appendDurably(NewEntry entry);

    /**
     * Appends an entry on the caller's connection, who commits or rolls back.
     *
     * @param entry the entry
     * @param connection a connection to the ledger's database with auto-commit off
     * @return when the ledger took it, to the millisecond
     * @throws EntryConflictException if there is one of the same kind, subject and version
     */
    Instant append(NewEntry entry, Connection connection);

    /**
     * Salts and digests entries, which takes as long as writing them and waits for nobody; done on all processors.
     *
     * @param entries the entries
     * @return the same in the same order, to be appended once each
     * @throws IllegalArgumentException if one is too large for a leaf
     * @throws MalformedException if a field could not be read back; the message names it
     */
    List<SaltedEntry> salted(List<NewEntry> entries);

    /**
     * Appends several entries on the caller's connection, who commits or rolls back: all of them or none. Faster than one
     * by one.
     *
     * @param entries the entries, as {@link #salted} gave them
     * @param connection a connection to the ledger's database with auto-commit off
     * @return when the ledger took each, in the same order
     * @throws EntryConflictException if one exists already; the connection's transaction can go on without any of them
     */
    List<Instant> appendAll(List<SaltedEntry> entries, Connection connection);

    /**
     * Appends several entries in one transaction: all of them or none.
     *
     * @param entries the entries
     * @return when the ledger took each, in the same order
     * @throws EntryConflictException if one exists already
     */
    List<Instant> appendAll(List<NewEntry> entries);

    /**
     * Erases fields of all entries of a subject, each with its salt, and appends the entry that says which and why: in
     * the host's transaction if the calling thread is in one, else in a transaction of its own. The entries' leaves, and
     * with them every proof, stay as they are: a digest without its salt says nothing about what was there.
     *
     * <p>The embedded database overwrites what is erased, also in its write-ahead log once no reader needs it. PostgreSQL
     * and MariaDB drop it with their next vacuum or purge. Backups, and exports handed out before, still hold it.
     *
     * @param kind the entries' kind: {@code record}, {@code question} or {@code access}
     * @param subject their subject
     * @param names the fields' names, for example {@code performedBy}; one that only some of the entries have is erased
     *     there
     * @param grounds why
     * @return what was erased
     * @throws ErasureException {@code RA-0250} if no entry has one of the fields, {@code RA-0251} if fields of this kind
     *     may not be erased
     * @throws EntryConflictException if fields of the same subject are erased at the same moment
     */
    Erasure erase(EntryKind kind, String subject, SortedSet<String> names, ErasureGrounds grounds);

    /**
     * One entry, sequenced or not; inside the calling thread's transaction also one not yet committed.
     *
     * @param kind its kind
     * @param subject its subject
     * @param version its number
     * @return the entry, or empty if there is none
     */
    Optional<Entry> find(EntryKind kind, String subject, int version);

    /**
     * The newest entry of a subject.
     *
     * @param kind its kind
     * @param subject its subject
     * @return the entry, or empty if there is none
     */
    Optional<Entry> newest(EntryKind kind, String subject);

    /**
     * All entries of a subject, oldest first.
     *
     * @param kind their kind
     * @param subject their subject
     * @return the entries; empty if there are none
     */
    List<Entry> versions(EntryKind kind, String subject);

    /**
     * All entries of a subject that a connection of the caller's sees, oldest first.
     *
     * @param kind their kind
     * @param subject their subject
     * @param connection an open connection to the ledger's database
     * @return the entries; empty if there are none
     */
    List<Entry> versions(EntryKind kind, String subject, Connection connection);

    /**
     * How many versions of a subject a connection of the caller's sees.
     *
     * @param kind their kind
     * @param subject their subject
     * @param connection an open connection to the ledger's database
     * @return the highest version's number; 0 if there is none
     */
    int newestVersion(EntryKind kind, String subject, Connection connection);

    /**
     * The subjects there are entries of, sequenced or not; for kinds with few subjects.
     *
     * @param kind the entries' kind
     * @return the subjects, sorted
     */
    List<String> subjects(EntryKind kind);

    /**
     * The subjects of entries that have no place in the ledger yet, which is so for the first moment after they were
     * appended.
     *
     * @param kind the entries' kind
     * @return the subjects, in no order
     */
    List<String> waiting(EntryKind kind);

    /**
     * Sequenced entries of one engagement, in leaf order.
     *
     * @param kind their kind
     * @param context the engagement
     * @param version only entries of this version count; 0 for all
     * @param fromLeaf the first leaf index wanted
     * @param ledgerSize only leaf indices below count
     * @param limit how many at most, from 1 to 10,000
     * @return the entries
     */
    List<Entry> inContext(EntryKind kind, String context, int version, long fromLeaf, long ledgerSize, int limit);

    /**
     * How many sequenced entries of one engagement there are below a ledger size.
     *
     * @param kind their kind
     * @param context the engagement
     * @param version only entries of this version count; 0 for all
     * @param ledgerSize only leaf indices below count
     * @return the number
     */
    long countInContext(EntryKind kind, String context, int version, long ledgerSize);

    /**
     * Sequenced entries of one kind, in leaf order; for who follows that kind alone and need not read the others.
     *
     * @param kind their kind
     * @param fromLeaf the first leaf index wanted
     * @param ledgerSize only leaf indices below count
     * @param limit how many at most, from 1 to 10,000
     * @return the entries; fewer than {@code limit} only where there are no more below the ledger size
     */
    List<Entry> ofKind(EntryKind kind, long fromLeaf, long ledgerSize, int limit);

    /**
     * Sequenced entries in leaf order; what every projection follows.
     *
     * @param fromLeaf the first leaf index wanted
     * @param limit how many at most, from 1 to 10,000
     * @return the entries; fewer than {@code limit} only at the end of the ledger
     */
    List<Entry> sequenced(long fromLeaf, int limit);

    /**
     * How many entries are sequenced and covered by a checkpoint.
     *
     * @return the ledger size
     */
    long size();

    /**
     * Where the ledger stands, for whoever watches it.
     *
     * @return what the database says now
     * @throws io.remoteaudit.store.StoreException if the database refuses
     */
    LedgerStanding standing();

    /**
     * The newest checkpoint.
     *
     * @return the checkpoint; of an empty ledger one of size 0
     */
    SignedCheckpoint checkpoint();

    /**
     * The checkpoint signed at exactly a size.
     *
     * @param size the ledger size
     * @return the checkpoint, or empty if none was signed at that size
     */
    Optional<SignedCheckpoint> checkpoint(long size);

    /**
     * Proves that a leaf is in the tree.
     *
     * @param leafIndex the leaf
     * @param ledgerSize the tree
     * @return the proof
     * @throws IllegalArgumentException unless {@code leafIndex < ledgerSize <= size()}
     */
    InclusionProof inclusion(long leafIndex, long ledgerSize);

    /**
     * Proves that a tree is the beginning of another.
     *
     * @param fromSize the earlier size
     * @param toSize the later size
     * @return the proof
     * @throws IllegalArgumentException unless {@code 1 <= fromSize <= toSize <= size()}
     */
    ConsistencyProof consistency(long fromSize, long toSize);

    /**
     * The hashes of one tile.
     *
     * @param tile which tile
     * @return 32 bytes for each of its hashes, or empty if the ledger has not grown that far
     */
    Optional<byte[]> tile(TileId tile);

    /**
     * The key that checks this ledger's newest checkpoint.
     *
     * @return the Ed25519 public key
     */
    LogKey key();

    /**
     * All keys that sign checkpoints now.
     *
     * @return the Ed25519 public key and, if checkpoints carry such a line, the ML-DSA-44 public key
     */
    List<LogKey> signingKeys();

    /**
     * The keys that have signed checkpoints, with the sizes from which on each does.
     *
     * @return the history; one period unless the key was changed
     */
    KeyHistory keys();

    /**
     * The changes of key up to a ledger size, each with the proof that it is an entry of the tree of that size; what
     * someone who knows an earlier key follows to the one that signs now ({@link KeyHistory#verify}).
     *
     * @param ledgerSize the tree
     * @return the changes, oldest first; empty if there are none
     * @throws IllegalArgumentException if the ledger has not reached that size
     */
    List<ProvenRotation> rotations(long ledgerSize);

    /**
     * Changes the key that signs the ledger's checkpoints: makes a new one beside the old, which is kept, and appends
     * the statement that both have signed. The first checkpoint over that entry is signed by both, each later one by
     * the new key alone; checkpoints signed before stay as they are and still verify. A crash leaves the old state or
     * the new. To be called where an operator decides it, for example once a year, or when the old key may be known to
     * others:
     *
     * <pre>{@code
     * remoteAudit.ledger().rotateKey("yearly change");
     * }</pre>
     *
     * <p>Other nodes of the same ledger need a copy of the new key file; until they have it they leave sequencing to
     * this one. Auditors' clients follow by themselves. What was signed with the old key by someone who stole it cannot
     * be told from the maker's own up to the size of the change.
     *
     * @param reason why, 1 to 500 characters; auditors read it
     * @return the statement, which is durable; it takes effect when it is sequenced
     * @throws EntryConflictException if another node is changing the key at the same moment
     * @throws io.remoteaudit.store.StoreException if the old key is missing here, or the new one cannot be kept
     */
    KeyRotation rotateKey(String reason);

    /**
     * Recomputes the ledger from its rows and names the first that is not as it was written. Reads in slices, so that
     * saving and sequencing go on; a million entries take about a minute.
     *
     * @param progress told the leaf index reached, after each slice; whatever it throws ends the check
     * @return the result
     * @throws io.remoteaudit.store.StoreException if the database refuses
     */
    LedgerCheck check(LongConsumer progress);

    /**
     * Waits until the ledger has reached a size.
     *
     * @param size the size
     * @param timeout how long to wait at most
     * @return true if it has, false if the time ran out or the thread was interrupted (the flag stays set)
     */
    boolean awaitSize(long size, Duration timeout);

    /**
     * Waits until everything that is committed now is sequenced.
     *
     * @param timeout how long to wait at most
     * @return true if it is, false if the time ran out or the thread was interrupted (the flag stays set)
     */
    boolean awaitSequenced(Duration timeout);

    /**
     * Calls back after each batch is sequenced. The callback runs on the ledger's own thread and must return at once.
     *
     * @param listener gets the new size
     * @return closes to end the calls
     */
    Registration onGrowth(LongConsumer listener);

    /**
     * Says that something was committed on a connection of the caller's, so that it is sequenced at once and not only
     * at the next look.
     */
    void wake();

    /** Ends sequencing after the batch under way. What is committed and not yet sequenced is so at the next start. */
    @Override
    void close();

    /**
     * Opens the ledger in a database whose tables exist, checks its tree against its newest checkpoint, and starts to
     * sequence.
     *
     * @param database the database
     * @param signer signs checkpoints
     * @param clock gives the times of entries and checkpoints
     * @return the ledger
     * @throws io.remoteaudit.store.StoreException if rows were changed or removed, or another key signed the ledger
     */
    static Ledger open(Database database, LogSigner signer, Clock clock) {
        return open(database, LedgerKeys.of(signer), clock);
    }

    /**
     * Opens the ledger in a database whose tables exist, checks its tree against its newest checkpoint, and starts to
     * sequence.
     *
     * @param database the database
     * @param keys sign checkpoints; the first is made if the ledger has signed nothing yet
     * @param clock gives the times of entries and checkpoints
     * @return the ledger
     * @throws io.remoteaudit.store.StoreException if rows were changed or removed, another key signed the ledger, or
     *     the key that signs it now is missing
     */
    static Ledger open(Database database, LedgerKeys keys, Clock clock) {
        JdbcLedger ledger = new JdbcLedger(database, keys, clock);
        ledger.start();
        return ledger;
    }

    /** Ends something that was registered. Closing twice does nothing more. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
