package io.remoteaudit.ledger;

import io.remoteaudit.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/**
 * Elects the one node that does something, such as sequencing, by a row of the database. Only the database's clock counts, so a node whose own
 * clock is wrong neither takes the lease from another nor keeps it. Each taking raises the token; a holder shows its
 * token inside each transaction, which locks the row, so that one that was paused and replaced writes nothing more.
 *
 * <p>For one thread alone.
 */
public final class Lease {

    static final Duration LENGTH = Duration.ofSeconds(2);

    private static final String SEQUENCER = "sequencer";
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
    private final String name;
    private final Duration length;

    /** Unique; the process id tells people who look at the row which process of a machine it is. */
    private final String holder = ProcessHandle.current().pid() + "-" + UUID.randomUUID();

    private long token = NOT_HELD;

    Lease(Database database) {
        this(database, SEQUENCER, LENGTH);
    }

    /**
     * A lease that is not held yet.
     *
     * @param database where it is kept
     * @param name what it is for, at most 40 characters
     * @param length how long it is held without being renewed
     */
    public Lease(Database database, String name, Duration length) {
        this.database = database;
        this.name = name;
        this.length = length;
    }

    /**
     * Takes the lease unless it is held.
     *
     * @return whether this node holds it as far as it knows, or has just taken it
     */
    public boolean holdOrTake() {
        if (token == NOT_HELD) {
            token = database.transaction("take the lease '" + name + "'", this::take);
        }
        return token != NOT_HELD;
    }

    /**
     * Renews the lease and locks its row until the transaction ends.
     *
     * @param connection the transaction
     * @return false if another node has taken it; then nothing may be written
     * @throws SQLException if the database refuses
     */
    public boolean renew(Connection connection) throws SQLException {
        // A holder that is silent in the middle of its transaction keeps the row locked.
        database.dialect().boundSilence(connection, length.multipliedBy(3).dividedBy(2));
        if (!expireIn(connection, length)) {
            database.dialect().unboundSilence(connection);
            token = NOT_HELD;
            return false;
        }
        return true;
    }

    /**
     * Says that the transaction is about to commit.
     *
     * @param connection the transaction
     * @throws SQLException if the database refuses
     */
    public void beforeCommit(Connection connection) throws SQLException {
        database.dialect().unboundSilence(connection);
    }

    /** Lets another node take over at once. */
    public void release() {
        if (token != NOT_HELD) {
            database.transaction("release the lease '" + name + "'", connection -> expireIn(connection, Duration.ZERO));
            token = NOT_HELD;
        }
    }

    private long take(Connection connection) throws SQLException {
        long found;
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return insert(connection);
                }
                found = rows.getLong(1);
            }
        }
        try (PreparedStatement take = connection.prepareStatement(now(TAKE))) {
            take.setString(1, holder);
            take.setLong(2, length.toMillis());
            take.setString(3, name);
            take.setLong(4, found);
            take.setString(5, holder);
            take.setLong(6, length.toMillis());
            return take.executeUpdate() == 1 ? found + 1 : NOT_HELD;
        }
    }

    private long insert(Connection connection) throws SQLException {
        try {
            return Database.within(connection, own -> {
                try (PreparedStatement insert = own.prepareStatement(now(INSERT))) {
                    insert.setString(1, name);
                    insert.setString(2, holder);
                    insert.setLong(3, length.toMillis());
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
            renew.setString(2, name);
            renew.setString(3, holder);
            renew.setLong(4, token);
            return renew.executeUpdate() == 1;
        }
    }

    private String now(String sql) {
        return sql.replace("$NOW", database.dialect().now());
    }
}
