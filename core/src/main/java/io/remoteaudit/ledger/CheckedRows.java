package io.remoteaudit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ledger's rows as they stand, for a walk that trusts none of them. Stateless. */
final class CheckedRows {

    static final String NEGATIVE_LEAF = "SELECT leaf_index FROM remote_audit_leaf WHERE leaf_index < 0";
    static final String CHECKPOINT_OF_NOTHING =
            "SELECT ledger_size FROM remote_audit_checkpoint WHERE ledger_size <= 0";
    static final String PENDING_WITHOUT_ENTRY =
            "SELECT p.entry_id FROM remote_audit_pending p LEFT JOIN remote_audit_entry e ON e.id = p.entry_id WHERE e.id"
                    + " IS NULL";
    static final String PENDING_THOUGH_SEQUENCED =
            "SELECT p.entry_id FROM remote_audit_pending p JOIN remote_audit_leaf l ON l.entry_id = p.entry_id";
    static final String DISCLOSURE_WITHOUT_ENTRY =
            "SELECT d.entry_id FROM remote_audit_disclosure d LEFT JOIN remote_audit_entry e ON e.id = d.entry_id WHERE"
                    + " e.id IS NULL";

    private static final String CONTENT = "e.id, e.kind, e.subject, e.version, e.context, e.leaf, d.encoded";
    private static final String LEAVES = "SELECT " + CONTENT
            + ", l.leaf_index, l.entry_id, l.leaf_hash, l.context, l.kind, l.version FROM remote_audit_leaf l LEFT JOIN"
            + " remote_audit_entry e ON e.id = l.entry_id LEFT JOIN remote_audit_disclosure d ON d.entry_id = e.id WHERE"
            + " l.leaf_index >= ? AND l.leaf_index < ? ORDER BY l.leaf_index";
    private static final String UNSEQUENCED = "SELECT " + CONTENT
            + ", p.entry_id FROM remote_audit_entry e LEFT JOIN remote_audit_leaf l ON l.entry_id = e.id LEFT JOIN"
            + " remote_audit_pending p ON p.entry_id = e.id LEFT JOIN remote_audit_disclosure d ON d.entry_id = e.id WHERE"
            + " e.id >= ? AND e.id < ? AND l.leaf_index IS NULL";
    private static final String NEWEST_ENTRY = "SELECT MAX(id) FROM remote_audit_entry";
    private static final String TILE =
            "SELECT hashes, root FROM remote_audit_tile WHERE tile_level = ? AND tile_index = ?";
    private static final String TILES_FROM =
            "SELECT tile_level, tile_index FROM remote_audit_tile WHERE tile_index >= ? AND tile_level = ? OR tile_index"
                    + " < 0";
    private static final String OTHER_LEVELS =
            "SELECT tile_level, tile_index FROM remote_audit_tile WHERE tile_level < 0 OR tile_level > ?";
    private static final String COSIGNATURES =
            "SELECT engagement, ledger_size, key_digest, vkey, line, received_at FROM remote_audit_cosignature ORDER BY"
                    + " engagement, ledger_size, key_digest";

    /** More than any ledger's size needs: 256 to the eighth. */
    private static final int LEVELS = 7;

    private CheckedRows() {}

    /** An entry's row, and the row of its disclosures if there is one. */
    record Content(
            String kind,
            String subject,
            int version,
            @Nullable String context,
            String leaf,
            @Nullable String disclosures,
            boolean pending) {}

    // Arrays compare by identity, but rows are never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Leaf(
            long index,
            long entryId,
            byte[] hash,
            @Nullable String context,
            String kind,
            int version,
            @Nullable Content content) {}

    // Arrays compare by identity, but rows are never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record TileRow(byte[] hashes, byte[] root) {}

    /** Where a tile's row says it belongs. */
    record TilePlace(int level, long index) {}

    /** A cosignature's row, without whose it is. */
    record CosignatureRow(
            String engagement, long ledgerSize, String keyDigest, String vkey, String line, long receivedAt) {}

    static List<Leaf> leaves(Connection connection, long from, long end) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LEAVES)) {
            select.setLong(1, from);
            select.setLong(2, end);
            try (ResultSet rows = select.executeQuery()) {
                List<Leaf> leaves = new ArrayList<>();
                while (rows.next()) {
                    rows.getLong(1);
                    Content content = rows.wasNull() ? null : content(rows, false);
                    leaves.add(new Leaf(
                            rows.getLong(8),
                            rows.getLong(9),
                            rows.getBytes(10),
                            rows.getString(11),
                            rows.getString(12),
                            rows.getInt(13),
                            content));
                }
                return leaves;
            }
        }
    }

    private static Content content(ResultSet rows, boolean pending) throws SQLException {
        return new Content(
                rows.getString(2),
                rows.getString(3),
                rows.getInt(4),
                rows.getString(5),
                rows.getString(6),
                rows.getString(7),
                pending);
    }

    /** Entries of some ids that are no leaf. */
    static Map<Long, Content> unsequenced(Connection connection, long fromId, long endId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(UNSEQUENCED)) {
            select.setLong(1, fromId);
            select.setLong(2, endId);
            try (ResultSet rows = select.executeQuery()) {
                Map<Long, Content> found = new TreeMap<>();
                while (rows.next()) {
                    rows.getLong(8);
                    boolean pending = !rows.wasNull();
                    found.put(rows.getLong(1), content(rows, pending));
                }
                return found;
            }
        }
    }

    static long newestEntry(Connection connection) throws SQLException {
        return stray(connection, NEWEST_ENTRY).orElse(-1);
    }

    /** The first number a query gives, or nothing. */
    static OptionalLong stray(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setMaxRows(1);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return OptionalLong.empty();
                }
                long found = rows.getLong(1);
                return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(found);
            }
        }
    }

    static Optional<TileRow> tile(Connection connection, int level, long index) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(TILE)) {
            select.setInt(1, level);
            select.setLong(2, index);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(new TileRow(rows.getBytes(1), rows.getBytes(2))) : Optional.empty();
            }
        }
    }

    /** Tiles beyond those that a ledger of this size has. */
    static List<TilePlace> tilesFrom(Connection connection, long ledgerSize) throws SQLException {
        List<TilePlace> found = new ArrayList<>();
        long full = ledgerSize;
        for (int level = 0; level <= LEVELS; level++) {
            full /= TileId.FULL;
            try (PreparedStatement select = connection.prepareStatement(TILES_FROM)) {
                select.setLong(1, full);
                select.setInt(2, level);
                addTiles(select, found);
            }
        }
        try (PreparedStatement select = connection.prepareStatement(OTHER_LEVELS)) {
            select.setInt(1, LEVELS);
            addTiles(select, found);
        }
        return found;
    }

    private static void addTiles(PreparedStatement select, List<TilePlace> found) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new TilePlace(rows.getInt(1), rows.getLong(2)));
            }
        }
    }

    static List<CosignatureRow> cosignatures(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COSIGNATURES);
                ResultSet rows = select.executeQuery()) {
            List<CosignatureRow> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new CosignatureRow(
                        rows.getString(1),
                        rows.getLong(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getLong(6)));
            }
            return found;
        }
    }
}
