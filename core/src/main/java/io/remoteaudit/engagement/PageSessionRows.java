package io.remoteaudit.engagement;

import io.remoteaudit.ledger.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The rows of page sessions. Stateless. */
final class PageSessionRows {

    private static final String INSERT = "INSERT INTO remote_audit_page_session"
            + " (id, secret_digest, credential_id, engagement, opened_at, used_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String BY_DIGEST = "SELECT secret_digest, id, credential_id, engagement, opened_at, used_at,"
            + " ends_at FROM remote_audit_page_session WHERE secret_digest = ?";
    private static final String USED = "UPDATE remote_audit_page_session SET used_at = ? WHERE id = ? AND used_at < ?";
    private static final String DELETE = "DELETE FROM remote_audit_page_session WHERE id = ?";
    private static final String PURGE = "DELETE FROM remote_audit_page_session WHERE used_at < ? OR ends_at < ?";
    private static final String LIVE =
            "SELECT id FROM remote_audit_page_session WHERE engagement = ? AND used_at > ? AND ends_at > ?";

    private PageSessionRows() {}

    static void insert(Connection connection, PageSession session, Hash digest) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, session.id());
            insert.setString(2, digest.hex());
            insert.setString(3, session.credentialId());
            insert.setString(4, session.engagement());
            insert.setLong(5, session.openedAt().toEpochMilli());
            insert.setLong(6, session.usedAt().toEpochMilli());
            insert.setLong(7, session.endsAt().toEpochMilli());
            insert.executeUpdate();
        }
    }

    /** What is found is compared again, in constant time, as a token is. */
    static Optional<PageSession> byDigest(Connection connection, Hash digest) throws SQLException {
        byte[] wanted = digest.hex().getBytes(StandardCharsets.US_ASCII);
        try (PreparedStatement select = connection.prepareStatement(BY_DIGEST)) {
            select.setString(1, digest.hex());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                                && MessageDigest.isEqual(
                                        wanted, rows.getString(1).getBytes(StandardCharsets.US_ASCII))
                        ? Optional.of(new PageSession(
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                Instant.ofEpochMilli(rows.getLong(5)),
                                Instant.ofEpochMilli(rows.getLong(6)),
                                Instant.ofEpochMilli(rows.getLong(7))))
                        : Optional.empty();
            }
        }
    }

    /** Another node may have noted a later use meanwhile, which stays. */
    static void used(Connection connection, String id, Instant at) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(USED)) {
            update.setLong(1, at.toEpochMilli());
            update.setString(2, id);
            update.setLong(3, at.toEpochMilli());
            update.executeUpdate();
        }
    }

    static void delete(Connection connection, String id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setString(1, id);
            delete.executeUpdate();
        }
    }

    /** Forgets all that were last used, or ended, before a time. */
    static void purge(Connection connection, Instant before) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(PURGE)) {
            delete.setLong(1, before.toEpochMilli());
            delete.setLong(2, before.toEpochMilli());
            delete.executeUpdate();
        }
    }

    /** The ids of all sessions of an engagement that have not ended by time. */
    static Set<String> live(Connection connection, String engagement, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LIVE)) {
            select.setString(1, engagement);
            select.setLong(2, now.minus(PageSessions.IDLE).toEpochMilli());
            select.setLong(3, now.toEpochMilli());
            try (ResultSet rows = select.executeQuery()) {
                Set<String> ids = new HashSet<>();
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
                return ids;
            }
        }
    }
}
