package io.remoteaudit.ledger;

import io.remoteaudit.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/**
 * Elects the one node that sequences, by a row of the database. Only the database's clock counts, so a node whose own
 * clock is wrong neither takes the lease from another nor keeps it. Each taking raises the token; a holder shows its
 * token inside each transaction, which locks the row, so that one that was paused and replaced writes nothing more.
 *
 * <p>For the sequencer's thread alone.
 */
final class Lease {

    static final Duration LENGTH = Duration.ofSeconds(2);

    /** How long a holder may be silent in the middle of its transaction, which keeps the row locked. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private static final String NAME = "sequencer";
    private static final long NOT_HELD = -1;

    private static final String SELECT = "SELECT token FROM remote_audit_lease WHERE name = ?";
    private static final String INSERT =
            "INSERT INTO remote_audit_lease (name, holder, token, expires_at) VALUES (?, ?, 1, $NOW + ?)";

    // One that ends later than a lease is long was written before the database's clock was set back.
    private static final String TAKE = "UPDATE remote_audit_lease SET holder = ?, token = token + 1,"
            + " expires_at = $NOW + ? WHERE name = ? AND token = ?"
            + " AND (holder = ? OR expires_at <= $NOW OR expires_at > $NOW + ?)";
    private static final String RENEW =
            "UPDATE remote_audit_lease SET expires_at = $NOW + ? WHERE name = ? AND holder = ? AND token = ?";

    private final Database database;

    /** Unique; the process id tells people who look at the row which process of a machine it is. */
    private final String holder = ProcessHandle.current().pid() + "-" + UUID.randomUUID();

    private long token = NOT_HELD;

    Lease(Database database) {
        this.database = database;
    }

    /** Whether this node holds the lease as far as it knows, or has just taken it. */
    boolean holdOrTake() {
        if (token == NOT_HELD) {
            token = database.transaction("take the sequencer's lease", this::take);
        }
        return token != NOT_HELD;
    }

    /**
     * Renews the lease and locks its row until the transaction ends.
     *
     * @return false if another node has taken it; then nothing may be written
     */
    boolean renew(Connection connection) throws SQLException {
        database.dialect().boundSilence(connection, SILENCE);
        if (!expireIn(connection, LENGTH)) {
            database.dialect().unboundSilence(connection);
            token = NOT_HELD;
            return false;
        }
        return true;
    }

    /** Says that the transaction is about to commit. */
    void beforeCommit(Connection connection) throws SQLException {
        database.dialect().unboundSilence(connection);
    }

    /** Lets another node take over at once. */
    void release() {
        if (token != NOT_HELD) {
            database.transaction("release the sequencer's lease", connection -> expireIn(connection, Duration.ZERO));
            token = NOT_HELD;
        }
    }

    private long take(Connection connection) throws SQLException {
        long found;
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, NAME);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return insert(connection);
                }
                found = rows.getLong(1);
            }
        }
        try (PreparedStatement take = connection.prepareStatement(now(TAKE))) {
            take.setString(1, holder);
            take.setLong(2, LENGTH.toMillis());
            take.setString(3, NAME);
            take.setLong(4, found);
            take.setString(5, holder);
            take.setLong(6, LENGTH.toMillis());
            return take.executeUpdate() == 1 ? found + 1 : NOT_HELD;
        }
    }

    private long insert(Connection connection) throws SQLException {
        try {
            return Database.within(connection, own -> {
                try (PreparedStatement insert = own.prepareStatement(now(INSERT))) {
                    insert.setString(1, NAME);
                    insert.setString(2, holder);
                    insert.setLong(3, LENGTH.toMillis());
                    insert.executeUpdate();
                    return 1L;
                }
            });
        } catch (SQLException e) {
            if (Database.isUniqueViolation(e)) {
                // Two nodes began at once, and the other was first.
                return NOT_HELD;
            }
            throw e;
        }
    }

    private boolean expireIn(Connection connection, Duration length) throws SQLException {
        try (PreparedStatement renew = connection.prepareStatement(now(RENEW))) {
            renew.setLong(1, length.toMillis());
            renew.setString(2, NAME);
            renew.setString(3, holder);
            renew.setLong(4, token);
            return renew.executeUpdate() == 1;
        }
    }

    private String now(String sql) {
        return sql.replace("$NOW", database.dialect().now());
    }
}
