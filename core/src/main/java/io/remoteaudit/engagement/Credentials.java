package io.remoteaudit.engagement;

import io.remoteaudit.identity.Identity;
import io.remoteaudit.ledger.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of tokens and bonds: their digests, whom they stand for, and their ends. Rows are only inserted. A token that a
 * passkey gave ends with it. Stateless.
 */
final class Credentials {

    private static final String INSERT = "INSERT INTO remote_audit_credential (id, token_digest, engagement, auditor,"
            + " issued_by, issued_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_END =
            "INSERT INTO remote_audit_credential_end (credential_id, ended_by, reason, ended_at) VALUES (?, ?, ?, ?)";
    private static final String FROM = " FROM remote_audit_credential c LEFT JOIN remote_audit_credential_end x ON"
            + " x.credential_id = c.id LEFT JOIN remote_audit_passkey_session s ON s.credential_id = c.id"
            + " LEFT JOIN remote_audit_passkey p ON p.id = s.passkey"
            + " LEFT JOIN remote_audit_bond b ON b.credential_id = c.id ";
    private static final String SELECT = "SELECT c.id, c.engagement, c.auditor, c.issued_by, c.issued_at, c.expires_at,"
            + " COALESCE(x.ended_at, p.removed_at), c.token_digest, b.kind, b.issuer, b.subject" + FROM;
    private static final String BY_DIGEST = SELECT + "WHERE c.token_digest = ?";
    private static final String BY_ID = SELECT + "WHERE c.id = ?";
    private static final String BY_IDENTITY = SELECT + "WHERE b.identity_digest = ? ORDER BY c.engagement, b.turn";
    private static final String BY_ENGAGEMENT =
            SELECT + "WHERE c.engagement = ? AND s.passkey IS NULL ORDER BY c.issued_at, c.id";
    private static final String ENDED = "SELECT c.id" + FROM
            + "WHERE c.engagement = ? AND COALESCE(x.ended_at, p.removed_at) IS NOT NULL AND c.expires_at > ?";

    private Credentials() {}

    static void insert(Connection connection, Credential credential, Hash digest) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, credential.id());
            insert.setString(2, digest.hex());
            insert.setString(3, credential.engagement());
            insert.setString(4, credential.auditorId());
            insert.setString(5, credential.issuedBy());
            insert.setLong(6, credential.issuedAt().toEpochMilli());
            insert.setLong(7, credential.expiresAt().toEpochMilli());
            insert.executeUpdate();
        }
    }

    static void insertEnd(Connection connection, String id, String by, String reason, Instant at) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_END)) {
            insert.setString(1, id);
            insert.setString(2, by);
            insert.setString(3, reason);
            insert.setLong(4, at.toEpochMilli());
            insert.executeUpdate();
        }
    }

    /**
     * Found by the digest of 256 random bits, so the time an index takes tells nothing of another token. What is found
     * is compared again, in constant time, since databases differ in what they take for equal texts.
     */
    static Optional<Credential> byDigest(Connection connection, Hash digest) throws SQLException {
        byte[] wanted = digest.hex().getBytes(StandardCharsets.US_ASCII);
        try (PreparedStatement select = connection.prepareStatement(BY_DIGEST)) {
            select.setString(1, digest.hex());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                                && MessageDigest.isEqual(
                                        wanted, rows.getString(8).getBytes(StandardCharsets.US_ASCII))
                        ? Optional.of(credential(rows))
                        : Optional.empty();
            }
        }
    }

    static Optional<Credential> byId(Connection connection, String id) throws SQLException {
        return query(connection, BY_ID, id).stream().findFirst();
    }

    /** What is found is compared again, since databases differ in what they take for equal texts. */
    static List<Credential> byIdentity(Connection connection, Identity identity) throws SQLException {
        return query(connection, BY_IDENTITY, identity.digest().hex()).stream()
                .filter(credential -> identity.equals(credential.identity()))
                .toList();
    }

    /** Those that staff gave, or an invitation; not those of passkeys, which come and go. */
    static List<Credential> byEngagement(Connection connection, String engagement) throws SQLException {
        return query(connection, BY_ENGAGEMENT, engagement);
    }

    /** The ids of all that were ended before their time, which is still to come. */
    static Set<String> ended(Connection connection, String engagement, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ENDED)) {
            select.setString(1, engagement);
            select.setLong(2, now.toEpochMilli());
            try (ResultSet rows = select.executeQuery()) {
                Set<String> ids = new HashSet<>();
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
                return ids;
            }
        }
    }

    private static List<Credential> query(Connection connection, String sql, String parameter) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, parameter);
            try (ResultSet rows = select.executeQuery()) {
                List<Credential> credentials = new ArrayList<>();
                while (rows.next()) {
                    credentials.add(credential(rows));
                }
                return credentials;
            }
        }
    }

    private static Credential credential(ResultSet row) throws SQLException {
        long ended = row.getLong(7);
        boolean valid = row.wasNull();
        String kind = row.getString(9);
        return new Credential(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)),
                Instant.ofEpochMilli(row.getLong(6)),
                valid ? null : Instant.ofEpochMilli(ended),
                kind == null ? null : Bonds.identity(kind, row.getString(10), row.getString(11)),
                kind == null ? null : Bonds.holder(kind, row.getString(11)));
    }
}
