package io.remoteaudit.ledger;

import io.remoteaudit.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tree's rows: leaves in order, full tiles, checkpoints. Stateless; rows are only inserted. */
final class TreeRows {

    private static final String INSERT_LEAF =
            "INSERT INTO remote_audit_leaf (leaf_index, entry_id, leaf_hash, context, kind, version) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String INSERT_TILE =
            "INSERT INTO remote_audit_tile (tile_level, tile_index, hashes, root) VALUES (?, ?, ?, ?)";
    private static final String PENDING =
            "SELECT p.entry_id, e.leaf, e.context, e.kind, e.version FROM remote_audit_pending p JOIN remote_audit_entry e"
                    + " ON e.id = p.entry_id ORDER BY p.entry_id LIMIT ?";
    private static final String DELETE_PENDING = "DELETE FROM remote_audit_pending WHERE entry_id = ?";
    private static final String OLDEST_PENDING = "SELECT MIN(entry_id) FROM remote_audit_pending";
    private static final String NEWEST_PENDING = "SELECT MAX(entry_id) FROM remote_audit_pending";
    private static final String WAITING = "SELECT COUNT(*) FROM remote_audit_pending";
    private static final String LONGEST_WAITING = "SELECT e.leaf FROM remote_audit_entry e WHERE e.id ="
            + " (SELECT MIN(entry_id) FROM remote_audit_pending)";
    private static final String NEWEST_ENTRY = "SELECT leaf FROM remote_audit_entry ORDER BY id DESC LIMIT 1";
    private static final String LEAF_HASHES =
            "SELECT leaf_hash FROM remote_audit_leaf WHERE leaf_index >= ? AND leaf_index < ? ORDER BY leaf_index";
    private static final String TILE = "SELECT hashes FROM remote_audit_tile WHERE tile_level = ? AND tile_index = ?";
    private static final String TILE_ROOTS =
            "SELECT root FROM remote_audit_tile WHERE tile_level = ? AND tile_index >= ? AND tile_index < ? ORDER BY"
                    + " tile_index";
    private static final String LEAF_COUNT = "SELECT MAX(leaf_index) FROM remote_audit_leaf";
    private static final String NEWEST_CHECKPOINT =
            "SELECT note, signed_at FROM remote_audit_checkpoint ORDER BY ledger_size DESC LIMIT 1";
    private static final String CHECKPOINT =
            "SELECT note, signed_at FROM remote_audit_checkpoint WHERE ledger_size = ?";

    private TreeRows() {}

    /** An entry that is committed and has no leaf index yet. */
    record Pending(long entryId, Hash leafHash, @Nullable String context, String kind, int version) {}

    static List<Pending> pending(Connection connection, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(PENDING)) {
            select.setInt(1, limit);
            try (ResultSet rows = select.executeQuery()) {
                List<Pending> pending = new ArrayList<>();
                while (rows.next()) {
                    byte[] leaf = rows.getString(2).getBytes(StandardCharsets.UTF_8);
                    pending.add(new Pending(
                            rows.getLong(1),
                            MerkleTree.leafHash(leaf),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getInt(5)));
                }
                return pending;
            }
        }
    }

    /** The lowest id that waits; {@link Long#MAX_VALUE} if none does. */
    static long oldestPending(Connection connection) throws SQLException {
        return number(connection, OLDEST_PENDING, Long.MAX_VALUE);
    }

    /** The highest id that waits; -1 if none does. */
    static long newestPending(Connection connection) throws SQLException {
        return number(connection, NEWEST_PENDING, -1);
    }

    /** How many wait. */
    static long waiting(Connection connection) throws SQLException {
        return number(connection, WAITING, 0);
    }

    /** When the entry that waits longest was appended; null if none waits. */
    static @Nullable Instant longestWaiting(Connection connection) throws SQLException {
        return appendedAt(connection, LONGEST_WAITING);
    }

    /** When the newest entry was appended; null if there is none. */
    static @Nullable Instant newestEntry(Connection connection) throws SQLException {
        return appendedAt(connection, NEWEST_ENTRY);
    }

    private static @Nullable Instant appendedAt(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? Leaf.parse(rows.getString(1)).at() : null;
        }
    }

    static void sequence(Connection connection, long firstLeaf, List<Pending> pending) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_LEAF);
                PreparedStatement delete = connection.prepareStatement(DELETE_PENDING)) {
            long leafIndex = firstLeaf;
            for (Pending entry : pending) {
                insert.setLong(1, leafIndex++);
                insert.setLong(2, entry.entryId());
                insert.setBytes(3, entry.leafHash().toBytes());
                insert.setString(4, entry.context());
                insert.setString(5, entry.kind());
                insert.setInt(6, entry.version());
                insert.addBatch();
                delete.setLong(1, entry.entryId());
                delete.addBatch();
            }
            insert.executeBatch();
            delete.executeBatch();
        }
    }

    static void insertTile(Connection connection, int level, long index, byte[] hashes) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_TILE)) {
            insert.setInt(1, level);
            insert.setLong(2, index);
            insert.setBytes(3, hashes);
            insert.setBytes(4, TileNodes.subtree(hashes, 0, TileId.FULL).toBytes());
            insert.executeUpdate();
        }
    }

    static long leafCount(Connection connection) throws SQLException {
        return number(connection, LEAF_COUNT, -1) + 1;
    }

    private static long number(Connection connection, String sql, long ifNone) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            rows.next();
            long number = rows.getLong(1);
            return rows.wasNull() ? ifNone : number;
        }
    }

    /** All hashes of a tile: of a full one its row, of the right edge what leaves or child tiles give. */
    static byte[] tile(Connection connection, int level, long index) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(TILE)) {
            select.setInt(1, level);
            select.setLong(2, index);
            try (ResultSet rows = select.executeQuery()) {
                if (rows.next()) {
                    return rows.getBytes(1);
                }
            }
        }
        return edge(connection, level, index);
    }

    static byte[] edge(Connection connection, int level, long index) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(level == 0 ? LEAF_HASHES : TILE_ROOTS)) {
            int parameter = 1;
            if (level > 0) {
                select.setInt(parameter++, level - 1);
            }
            select.setLong(parameter++, index * TileId.FULL);
            select.setLong(parameter, (index + 1) * TileId.FULL);
            byte[] hashes = new byte[TileId.FULL * Hash.LENGTH];
            int length = 0;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    System.arraycopy(rows.getBytes(1), 0, hashes, length, Hash.LENGTH);
                    length += Hash.LENGTH;
                }
            }
            return Arrays.copyOf(hashes, length);
        }
    }

    static Optional<SignedNoteRow> newestCheckpoint(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEWEST_CHECKPOINT)) {
            return note(select);
        }
    }

    static Optional<SignedNoteRow> checkpoint(Connection connection, long size) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(CHECKPOINT)) {
            select.setLong(1, size);
            return note(select);
        }
    }

    private static Optional<SignedNoteRow> note(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            return rows.next()
                    ? Optional.of(new SignedNoteRow(rows.getString(1), Instant.ofEpochMilli(rows.getLong(2))))
                    : Optional.empty();
        }
    }

    /** A checkpoint's row. */
    record SignedNoteRow(String note, Instant at) {

        SignedCheckpoint open(KeyHistory keys) {
            try {
                return new SignedCheckpoint(keys.open(note), note, at);
            } catch (ProofException e) {
                throw new StoreException(
                        "RA-0203",
                        "The ledger's checkpoints were signed by another key than " + keys.current()
                                + "; use the ledger.key that belongs to this database",
                        e);
            }
        }
    }
}
