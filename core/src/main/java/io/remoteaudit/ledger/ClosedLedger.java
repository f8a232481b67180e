package io.remoteaudit.ledger;

import io.remoteaudit.store.Database;
import io.remoteaudit.store.SqlWork;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A ledger that is not open here, for example a copy or a backup, or one another process has open: its entries are read
 * and nothing is written or verified; {@link LedgerCheck} verifies. Safe for use by several threads.
 */
public final class ClosedLedger {

    private final Database database;
    private final Checkpoint newest;

    private ClosedLedger(Database database, Checkpoint newest) {
        this.database = database;
        this.newest = newest;
    }

    /**
     * Looks at a ledger.
     *
     * @param database the ledger's database, whose tables exist
     * @return the ledger as it is now; empty if it has no checkpoint yet
     * @throws io.remoteaudit.store.StoreException if the database refuses
     * @throws MalformedException if the newest checkpoint cannot be read
     */
    public static Optional<ClosedLedger> of(Database database) {
        Objects.requireNonNull(database, "database");
        return database.readingCommitted("read the ledger", TreeRows::newestCheckpoint)
                .map(row -> new ClosedLedger(
                        database, Checkpoint.parse(SignedNote.parse(row.note()).text())));
    }

    /**
     * The ledger's name.
     *
     * @return the origin its checkpoints state
     */
    public String origin() {
        return newest.origin();
    }

    /**
     * The ledger's size when it was looked at.
     *
     * @return how many entries its newest checkpoint covers
     */
    public long size() {
        return newest.size();
    }

    /**
     * Sequenced entries in leaf order.
     *
     * @param fromLeaf the first leaf index
     * @param limit how many at most
     * @return entries below {@link #size()}; fewer than the limit only at the end
     * @throws io.remoteaudit.store.StoreException if the database refuses
     */
    public List<Entry> sequenced(long fromLeaf, int limit) {
        long end = Math.min(newest.size(), fromLeaf + limit);
        return fromLeaf >= end ? List.of() : reading(connection -> LedgerRows.leaves(connection, fromLeaf, end));
    }

    /**
     * One entry, sequenced or not.
     *
     * @param kind its kind
     * @param subject its subject
     * @param version its version
     * @return the entry, or empty
     * @throws io.remoteaudit.store.StoreException if the database refuses
     */
    public Optional<Entry> find(EntryKind kind, String subject, int version) {
        return reading(connection -> LedgerRows.byKey(connection, kind, subject, version)).stream()
                .findFirst();
    }

    private <T> T reading(SqlWork<T> work) {
        return database.readingCommitted("read the ledger", work);
    }
}
