package io.remoteaudit.consent;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.SqlWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Counts what was taken of each file with a grant, in the database, so that nodes count together. Taking is one
 * conditional update: of those who at once take a file that may be taken once, one does. Safe for use by several threads.
 */
final class ConsentUses {

    private static final String BEGIN =
            "INSERT INTO remote_audit_consent_use (consent, sha256, bytes_used) VALUES (?, ?, 0)";
    private static final String TAKE =
            "UPDATE remote_audit_consent_use SET bytes_used = bytes_used + ? WHERE consent = ?"
                    + " AND sha256 = ? AND bytes_used <= ?";
    private static final String GIVE_BACK =
            "UPDATE remote_audit_consent_use SET bytes_used = bytes_used - ? WHERE consent = ? AND sha256 = ?";
    private static final String TAKEN = "SELECT bytes_used FROM remote_audit_consent_use WHERE consent = ?";

    private final Database database;

    ConsentUses(Database database) {
        this.database = database;
    }

    /**
     * Takes a part of a file.
     *
     * @param most how much may be taken already
     * @param first done in the same transaction when it is the file's first use
     * @return false if more was taken already
     */
    boolean take(String consent, Hash sha256, long length, long most, SqlWork<?> first) {
        return database.durably("take a file with consent", connection -> {
            if (begin(connection, consent, sha256)) {
                first.on(connection);
            }
            return update(connection, TAKE, length, consent, sha256, most);
        });
    }

    private static boolean begin(Connection connection, String consent, Hash sha256) throws SQLException {
        try {
            return Database.within(connection, own -> {
                try (PreparedStatement insert = own.prepareStatement(BEGIN)) {
                    insert.setString(1, consent);
                    insert.setString(2, sha256.hex());
                    return insert.executeUpdate() == 1;
                }
            });
        } catch (SQLException e) {
            if (Database.isUniqueViolation(e)) {
                return false;
            }
            throw e;
        }
    }

    void giveBack(String consent, Hash sha256, long bytes) {
        boolean unused = database.durably(
                "give back what was not sent", connection -> update(connection, GIVE_BACK, bytes, consent, sha256, -1));
    }

    private static boolean update(Connection connection, String sql, long bytes, String consent, Hash sha256, long most)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, bytes);
            update.setString(2, consent);
            update.setString(3, sha256.hex());
            if (most >= 0) {
                update.setLong(4, most);
            }
            return update.executeUpdate() == 1;
        }
    }

    /** How many bytes were taken in all. */
    long taken(String consent) {
        return database.readingCommitted("look up what was taken with consent", connection -> {
            try (PreparedStatement select = connection.prepareStatement(TAKEN)) {
                select.setString(1, consent);
                try (ResultSet rows = select.executeQuery()) {
                    long taken = 0;
                    while (rows.next()) {
                        taken += rows.getLong(1);
                    }
                    return taken;
                }
            }
        });
    }
}
