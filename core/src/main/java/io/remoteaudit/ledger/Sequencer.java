package io.remoteaudit.ledger;

import io.remoteaudit.store.Database;
import io.remoteaudit.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives committed entries their leaf indices, extends the tree and signs its new state: one transaction a batch, so
 * that a crash leaves the old state or the new. One node at a time does so: a lease in the database elects it, and the
 * lease's token, checked inside each batch's transaction, stops one that was paused and replaced.
 */
final class Sequencer {

    static final Duration LEASE = Duration.ofSeconds(2);
    static final int BATCH = 2_048;
    private static final String NAME = "sequencer";

    private static final String INSERT =
            "INSERT INTO remote_audit_lease (name, holder, token, expires_at) VALUES (?, ?, 1, ?)";
    private static final String SELECT = "SELECT holder, token, expires_at FROM remote_audit_lease WHERE name = ?";
    private static final String TAKE = "UPDATE remote_audit_lease SET holder = ?, token = token + 1, expires_at = ?"
            + " WHERE name = ? AND token = ?";
    private static final String RENEW =
            "UPDATE remote_audit_lease SET expires_at = ? WHERE name = ? AND holder = ? AND token = ?";

    private final Database database;
    private final KeyRing keys;
    private final Clock clock;
    private final String holder = UUID.randomUUID().toString();
    private long token = -1;

    /** A sequencer whose key is never changed. */
    Sequencer(Database database, LogSigner signer, Clock clock) {
        this(database, KeyRing.of(signer), clock);
    }

    Sequencer(Database database, KeyRing keys, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Sequences one batch.
     *
     * @return how many entries; 0 if nothing waits, another node holds the lease, or this one lacks the key to sign
     */
    int sequence() {
        if (!keys.ready() || (token < 0 && !takeLease())) {
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
            if (!renewLease(connection)) {
                token = -1;
                return 0;
            }
            List<TreeRows.Pending> pending = KeyRing.untilRotation(TreeRows.pending(connection, BATCH));
            if (pending.isEmpty()) {
                return 0;
            }
            long before = TreeRows.leafCount(connection);
            requireOwnTree(connection, before);
            long after = before + pending.size();
            TreeRows.sequence(connection, before, pending);
            extendTiles(connection, before, after);
            Hash root = MerkleTree.root(treeOn(connection), after);
            Instant at = clock.instant();
            TreeRows.insertCheckpoint(connection, after, at, keys.sign(connection, after, root, at));
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
        if (token >= 0) {
            database.transaction("release the sequencer's lease", connection -> renew(connection, 0));
            token = -1;
        }
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

    private boolean takeLease() {
        return database.transaction("take the sequencer's lease", connection -> {
            long now = clock.millis();
            long expires = now + LEASE.toMillis();
            try (PreparedStatement select = connection.prepareStatement(SELECT)) {
                select.setString(1, NAME);
                try (ResultSet rows = select.executeQuery()) {
                    if (!rows.next()) {
                        return insertLease(connection, expires);
                    }
                    if (rows.getLong(3) > now && !rows.getString(1).equals(holder)) {
                        return false;
                    }
                    long found = rows.getLong(2);
                    try (PreparedStatement take = connection.prepareStatement(TAKE)) {
                        take.setString(1, holder);
                        take.setLong(2, expires);
                        take.setString(3, NAME);
                        take.setLong(4, found);
                        if (take.executeUpdate() == 0) {
                            return false;
                        }
                    }
                    token = found + 1;
                    return true;
                }
            }
        });
    }

    private boolean insertLease(Connection connection, long expires) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, NAME);
            insert.setString(2, holder);
            insert.setLong(3, expires);
            insert.executeUpdate();
        }
        token = 1;
        return true;
    }

    private boolean renewLease(Connection connection) throws SQLException {
        return renew(connection, clock.millis() + LEASE.toMillis());
    }

    private boolean renew(Connection connection, long expires) throws SQLException {
        try (PreparedStatement renew = connection.prepareStatement(RENEW)) {
            renew.setLong(1, expires);
            renew.setString(2, NAME);
            renew.setString(3, holder);
            renew.setLong(4, token);
            return renew.executeUpdate() == 1;
        }
    }
}
