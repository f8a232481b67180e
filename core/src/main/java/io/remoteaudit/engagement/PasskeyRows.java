package io.remoteaudit.engagement;

import io.remoteaudit.ledger.Hash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of passkeys: public keys, counters and names, and which tokens they gave. Stateless. */
final class PasskeyRows {

    private static final String INSERT = "INSERT INTO remote_audit_passkey (id, credential_digest, credential_id,"
            + " public_key, backup_eligible, sign_count, user_handle, engagement, auditor, name, transports,"
            + " registered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_SESSION =
            "INSERT INTO remote_audit_passkey_session (credential_id, passkey) VALUES (?, ?)";
    private static final String USED = "UPDATE remote_audit_passkey SET sign_count = ?, last_used_at = ?"
            + " WHERE id = ? AND removed_at IS NULL AND (sign_count < ? OR (sign_count = 0 AND ? = 0))";
    private static final String RENAME = "UPDATE remote_audit_passkey SET name = ? WHERE id = ? AND removed_at IS NULL";
    private static final String REMOVE =
            "UPDATE remote_audit_passkey SET removed_at = ?, removed_by = ? WHERE id = ? AND removed_at IS NULL";
    private static final String SELECT =
            "SELECT id, engagement, auditor, name, transports, registered_at, last_used_at,"
                    + " removed_at, removed_by, credential_id, public_key, backup_eligible, sign_count, user_handle"
                    + " FROM remote_audit_passkey ";
    private static final String BY_ID = SELECT + "WHERE id = ?";
    private static final String BY_CREDENTIAL = SELECT + "WHERE credential_digest = ?";
    private static final String BY_ENGAGEMENT = SELECT + "WHERE engagement = ? ORDER BY registered_at, id";
    private static final String SESSION = "SELECT passkey FROM remote_audit_passkey_session WHERE credential_id = ?";

    private PasskeyRows() {}

    /** A passkey with what its answers are checked by. */
    record Row(Passkey passkey, PasskeyKey key, String userHandle) {}

    static void insert(Connection connection, Row row) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, row.passkey().id());
            insert.setString(2, row.key().digest().hex());
            insert.setString(3, row.key().credentialId());
            insert.setString(4, row.key().publicKey());
            insert.setInt(5, row.key().backupEligible() ? 1 : 0);
            insert.setLong(6, row.key().signCount());
            insert.setString(7, row.userHandle());
            insert.setString(8, row.passkey().engagement());
            insert.setString(9, row.passkey().auditorId());
            insert.setString(10, row.passkey().name());
            insert.setString(11, String.join(",", row.passkey().transports()));
            insert.setLong(12, row.passkey().registeredAt().toEpochMilli());
            insert.executeUpdate();
        }
    }

    /** Notes a use, unless the passkey was removed or another use has counted as far meanwhile. */
    static boolean used(Connection connection, String id, long signCount, Instant at) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(USED)) {
            update.setLong(1, signCount);
            update.setLong(2, at.toEpochMilli());
            update.setString(3, id);
            update.setLong(4, signCount);
            update.setLong(5, signCount);
            return update.executeUpdate() == 1;
        }
    }

    static void insertSession(Connection connection, String tokenId, String id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_SESSION)) {
            insert.setString(1, tokenId);
            insert.setString(2, id);
            insert.executeUpdate();
        }
    }

    static boolean rename(Connection connection, String id, String name) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(RENAME)) {
            update.setString(1, name);
            update.setString(2, id);
            return update.executeUpdate() == 1;
        }
    }

    static boolean remove(Connection connection, String id, String by, Instant at) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(REMOVE)) {
            update.setLong(1, at.toEpochMilli());
            update.setString(2, by);
            update.setString(3, id);
            return update.executeUpdate() == 1;
        }
    }

    static Optional<Row> byId(Connection connection, String id) throws SQLException {
        return query(connection, BY_ID, id).stream().findFirst();
    }

    static Optional<Row> byCredential(Connection connection, Hash digest) throws SQLException {
        return query(connection, BY_CREDENTIAL, digest.hex()).stream().findFirst();
    }

    static List<Row> byEngagement(Connection connection, String engagement) throws SQLException {
        return query(connection, BY_ENGAGEMENT, engagement);
    }

    /** The passkey that gave a token; empty if the token was given another way. */
    static Optional<String> passkeyOf(Connection connection, String tokenId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SESSION)) {
            select.setString(1, tokenId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    private static List<Row> query(Connection connection, String sql, String parameter) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, parameter);
            try (ResultSet rows = select.executeQuery()) {
                List<Row> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(row(rows));
                }
                return found;
            }
        }
    }

    private static Row row(ResultSet rows) throws SQLException {
        String transports = rows.getString(5);
        List<String> told = transports.isEmpty() ? List.of() : List.of(transports.split(","));
        Passkey passkey = new Passkey(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                told,
                Instant.ofEpochMilli(rows.getLong(6)),
                instant(rows, 7),
                instant(rows, 8),
                rows.getString(9));
        PasskeyKey key = new PasskeyKey(rows.getString(10), rows.getString(11), rows.getInt(12) == 1, rows.getLong(13));
        return new Row(passkey, key, rows.getString(14));
    }

    private static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
        long time = rows.getLong(column);
        return rows.wasNull() ? null : Instant.ofEpochMilli(time);
    }
}
