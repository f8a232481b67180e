package io.remoteaudit.ledger;

import io.remoteaudit.store.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Checkpoints as rows. Each holds a digest over the one before and itself, so that one cannot be taken away, put in or
 * given another time without its showing: the note alone signs neither its time nor that there was one before. Stateless.
 */
final class CheckpointRows {

    /** What the first checkpoint follows. */
    static final byte[] BEFORE_THE_FIRST = new byte[Hash.LENGTH];

    private static final String INSERT =
            "INSERT INTO remote_audit_checkpoint (ledger_size, signed_at, note, chain) VALUES (?, ?, ?, ?)";
    private static final String NEWEST_CHAIN =
            "SELECT chain FROM remote_audit_checkpoint ORDER BY ledger_size DESC LIMIT 1";
    private static final String BETWEEN =
            "SELECT ledger_size, signed_at, note, chain FROM remote_audit_checkpoint WHERE"
                    + " ledger_size > ? AND ledger_size <= ?";

    private CheckpointRows() {}

    // Arrays compare by identity, but rows are never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Row(long size, long signedAt, String note, byte[] chain) {}

    static void insert(Connection connection, long size, Instant at, String note) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, size);
            insert.setLong(2, at.toEpochMilli());
            insert.setString(3, note);
            insert.setBytes(4, chain(newestChain(connection), size, at.toEpochMilli(), note));
            insert.executeUpdate();
        }
    }

    private static byte[] newestChain(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEWEST_CHAIN);
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getBytes(1) : BEFORE_THE_FIRST;
        }
    }

    /** {@code SHA-256(chain before ‖ size ‖ milliseconds ‖ note)}, numbers as 8 bytes, big-endian. */
    static byte[] chain(byte[] before, long size, long signedAt, String note) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(before);
        digest.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(size)
                .putLong(signedAt)
                .array());
        return digest.digest(note.getBytes(StandardCharsets.UTF_8));
    }

    /** The checkpoints of sizes above one and up to another, by their size. */
    static Map<Long, Row> between(Connection connection, long above, long upTo) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(BETWEEN)) {
            select.setLong(1, above);
            select.setLong(2, upTo);
            try (ResultSet rows = select.executeQuery()) {
                Map<Long, Row> found = new HashMap<>();
                while (rows.next()) {
                    found.put(
                            rows.getLong(1),
                            new Row(rows.getLong(1), rows.getLong(2), rows.getString(3), rows.getBytes(4)));
                }
                return found;
            }
        }
    }
}
