package io.remoteaudit.engagement;

import io.remoteaudit.ledger.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of invitations: the digests of their secrets, and whom they are for. Rows are only inserted; what becomes of an
 * invitation is in the ledger. Stateless.
 */
final class InvitationRows {

    private static final String INSERT = "INSERT INTO remote_audit_invitation (id, secret_digest, code_digest,"
            + " engagement, auditor, invited_by, invited_at, expires_at, token_expires_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String SELECT = "SELECT id, secret_digest, code_digest, engagement, auditor, invited_by,"
            + " invited_at, expires_at, token_expires_at FROM remote_audit_invitation ";
    private static final String BY_ID = SELECT + "WHERE id = ?";
    private static final String BY_DIGEST = SELECT + "WHERE secret_digest = ?";
    private static final String BY_ENGAGEMENT = SELECT + "WHERE engagement = ? ORDER BY invited_at, id";

    private InvitationRows() {}

    /** An invitation as it was made. */
    record Row(
            String id,
            Hash secretDigest,
            Hash codeDigest,
            String engagement,
            String auditor,
            String invitedBy,
            Instant invitedAt,
            Instant expiresAt,
            Instant tokenExpiresAt) {}

    static void insert(Connection connection, Row row) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, row.id());
            insert.setString(2, row.secretDigest().hex());
            insert.setString(3, row.codeDigest().hex());
            insert.setString(4, row.engagement());
            insert.setString(5, row.auditor());
            insert.setString(6, row.invitedBy());
            insert.setLong(7, row.invitedAt().toEpochMilli());
            insert.setLong(8, row.expiresAt().toEpochMilli());
            insert.setLong(9, row.tokenExpiresAt().toEpochMilli());
            insert.executeUpdate();
        }
    }

    static Optional<Row> byId(Connection connection, String id) throws SQLException {
        return query(connection, BY_ID, id).stream().findFirst();
    }

    /** What is found is compared again, since databases differ in what they take for equal texts. */
    static Optional<Row> byDigest(Connection connection, Hash digest) throws SQLException {
        byte[] wanted = digest.hex().getBytes(StandardCharsets.US_ASCII);
        return query(connection, BY_DIGEST, digest.hex()).stream()
                .filter(row ->
                        MessageDigest.isEqual(wanted, row.secretDigest().hex().getBytes(StandardCharsets.US_ASCII)))
                .findFirst();
    }

    static List<Row> byEngagement(Connection connection, String engagement) throws SQLException {
        return query(connection, BY_ENGAGEMENT, engagement);
    }

    private static List<Row> query(Connection connection, String sql, String parameter) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, parameter);
            try (ResultSet rows = select.executeQuery()) {
                List<Row> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Row(
                            rows.getString(1),
                            Hash.parseHex(rows.getString(2)),
                            Hash.parseHex(rows.getString(3)),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getString(6),
                            Instant.ofEpochMilli(rows.getLong(7)),
                            Instant.ofEpochMilli(rows.getLong(8)),
                            Instant.ofEpochMilli(rows.getLong(9))));
                }
                return found;
            }
        }
    }
}
