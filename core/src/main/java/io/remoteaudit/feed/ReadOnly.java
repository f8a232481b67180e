package io.remoteaudit.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A borrowed connection that reads and cannot write: its transaction is read-only, and rolled back at the end. It goes
 * back to its pool as it came.
 */
final class ReadOnly implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final Connection connection;
    private final boolean sqlite;
    private final boolean mysql;
    private final boolean autoCommit;
    private final boolean readOnly;

    private ReadOnly(Connection connection) throws SQLException {
        this.connection = connection;
        String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        this.sqlite = product.equals("sqlite");
        this.mysql = connection
                .getMetaData()
                .getDriverName()
                .toLowerCase(Locale.ROOT)
                .contains("mysql");
        this.autoCommit = connection.getAutoCommit();
        this.readOnly = connection.isReadOnly();
        if (sqlite) {
            // Its transactions may begin as writing ones, which would keep our own from saving what is read.
            connection.setAutoCommit(true);
            execute("PRAGMA query_only = ON");
        } else {
            if (!autoCommit) {
                connection.rollback();
            }
            connection.setReadOnly(true);
            // PostgreSQL sends rows piece by piece only within a transaction.
            connection.setAutoCommit(false);
        }
    }

    static ReadOnly open(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        boolean opened = false;
        try {
            ReadOnly reading = new ReadOnly(connection);
            opened = true;
            return reading;
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    Connection connection() {
        return connection;
    }

    /** Whether columns have no types, only their values do. */
    boolean untyped() {
        return sqlite;
    }

    /** How a driver is told to send rows piece by piece: MySQL's knows row by row only. */
    int fetchSize(int wanted) {
        return mysql ? Integer.MIN_VALUE : wanted;
    }

    @Override
    public void close() {
        try (Connection closing = connection) {
            if (sqlite) {
                execute("PRAGMA query_only = OFF");
            } else {
                closing.rollback();
                closing.setReadOnly(readOnly);
            }
            closing.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            // What was read was read; a pool drops a connection that is broken.
            LOG.debug("A connection to a source could not be set back", e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
