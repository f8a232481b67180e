package io.remoteaudit.ledger;

import io.remoteaudit.store.Database;
import io.remoteaudit.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Gives committed entries their leaf indices, extends the tree and signs its new state: one transaction a batch, so
 * that a crash leaves the old state or the new. One node at a time does so: a lease in the database elects it, and the
 * lease's token, checked inside each batch's transaction, stops one that was paused and replaced.
 */
final class Sequencer {

    static final int BATCH = 2_048;

    private final Database database;
    private final KeyRing keys;
    private final Clock clock;
    private final Lease lease;

    /** A sequencer whose key is never changed. */
    Sequencer(Database database, LogSigner signer, Clock clock) {
        this(database, KeyRing.of(signer), clock);
    }

    Sequencer(Database database, KeyRing keys, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
        this.lease = new Lease(database);
    }

    /**
     * Sequences one batch.
     *
     * @return how many entries; 0 if nothing waits, another node holds the lease, or this one lacks the key to sign
     */
    int sequence() {
        if (!keys.ready() || !lease.holdOrTake()) {
            return 0;
        }
        try {
            return sequenceBatch();
        } catch (StoreException e) {
            if (!keys.ready()) {
                // Another node may have the key that this one lacks.
                release();
            }
            throw e;
        }
    }

    private int sequenceBatch() {
        return database.transaction("sequence entries", connection -> {
            // Read before the lease's row is locked: it is the most that is read, and who is paused in the middle of it
            // keeps nobody waiting. Nobody else sequences as long as the token holds, so it still waits afterwards.
            List<TreeRows.Pending> pending = KeyRing.untilRotation(TreeRows.pending(connection, BATCH));
            if (pending.isEmpty() || !lease.renew(connection)) {
                return 0;
            }
            long before = TreeRows.leafCount(connection);
            requireOwnTree(connection, before);
            long after = before + pending.size();
            TreeRows.sequence(connection, before, pending);
            extendTiles(connection, before, after);
            Hash root = MerkleTree.root(treeOn(connection), after);
            Instant at = clock.instant();
            CheckpointRows.insert(connection, after, at, keys.sign(connection, after, root, at));
            lease.beforeCommit(connection);
            return pending.size();
        });
    }

    /** Two nodes that began on an empty database with a key each must not both go on: the second to sign stops here. */
    private void requireOwnTree(Connection connection, long leaves) throws SQLException {
        Optional<TreeRows.SignedNoteRow> newest = TreeRows.newestCheckpoint(connection);
        long signed = newest.isEmpty()
                ? 0
                : newest.get().open(keys.history(connection)).size();
        if (signed != leaves) {
            throw new StoreException(
                    "RA-0202",
                    "The ledger has " + leaves + " leaves and its newest checkpoint is of size " + signed
                            + ": rows were changed or removed. Restore the database from a backup");
        }
    }

    /** Lets another node take over at once. */
    void release() {
        lease.release();
    }

    static MerkleTree.Nodes treeOn(Connection connection) {
        return new TileNodes((level, index) -> {
            try {
                return TreeRows.tile(connection, level, index);
            } catch (SQLException e) {
                throw Database.failure("read the ledger's tree", e);
            }
        });
    }

    private static void extendTiles(Connection connection, long before, long after) throws SQLException {
        long fullBefore = before;
        long fullAfter = after;
        for (int level = 0; fullBefore < fullAfter; level++) {
            fullBefore /= TileId.FULL;
            fullAfter /= TileId.FULL;
            for (long index = fullBefore; index < fullAfter; index++) {
                TreeRows.insertTile(connection, level, index, TreeRows.edge(connection, level, index));
            }
        }
    }
}
