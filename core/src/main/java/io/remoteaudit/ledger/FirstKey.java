package io.remoteaudit.ledger;

import io.remoteaudit.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The key a ledger begins with, as the first node that opened it has noted. Until something is signed nothing else in
 * the database says so, and of two nodes with a key each the second would only fail when it signs. Stateless.
 */
final class FirstKey {

    private static final String SELECT = "SELECT vkey FROM remote_audit_first_key WHERE only_row = 1";
    private static final String INSERT = "INSERT INTO remote_audit_first_key (only_row, vkey) VALUES (1, ?)";

    private FirstKey() {}

    static Optional<String> noted(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT);
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    /**
     * Notes a key in a transaction of its own.
     *
     * @return the key that is noted now, as text: another one if another node was first
     */
    static String note(Database database, LogKey key) {
        boolean own = database.transaction("note the ledger's first key", connection -> {
            try {
                return Database.within(connection, inside -> insert(inside, key));
            } catch (SQLException e) {
                if (Database.isUniqueViolation(e)) {
                    return false;
                }
                throw e;
            }
        });
        return own
                ? key.vkey()
                : database.readingCommitted("read the ledger's first key", FirstKey::noted)
                        .orElseThrow();
    }

    private static boolean insert(Connection connection, LogKey key) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, key.vkey());
            return insert.executeUpdate() == 1;
        }
    }
}
