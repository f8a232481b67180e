package io.remoteaudit.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/**
 * A connection to the embedded database that keeps the library's own statements prepared from one use to the next:
 * preparing them again took a third of a saved record's time, and SQLite's driver keeps none, unlike those of the
 * servers. Statements of the host are passed through.
 *
 * <p>It can be made read-only while it is open, which SQLite's driver refuses and a host's framework then passes over:
 * a transaction it calls read-only would write. Such a transaction does not wait for the one writer either.
 *
 * <p>Like every connection, for one thread at a time.
 */
final class EmbeddedConnection extends JDBC4Connection {

    private static final String OWN = "remote_audit_";
    private static final int MOST = 64;

    private final Map<String, Kept> idle = new LinkedHashMap<>();
    private boolean readOnly;

    /** Whether the transaction after a commit or rollback has begun without being a writing one yet. */
    private boolean deferred;

    EmbeddedConnection(String url, String file, Properties settings) throws SQLException {
        super(url, file, settings);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        beginWriting();
        if (!sql.contains(OWN)) {
            return super.prepareStatement(sql, type, concurrency, holdability);
        }
        checkOpen();
        checkCursor(type, concurrency, holdability);
        Kept kept = idle.remove(sql);
        return kept == null ? new Kept(sql) : kept;
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        beginWriting();
        return super.createStatement(type, concurrency, holdability);
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        beginWriting();
        return super.setSavepoint();
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        beginWriting();
        return super.setSavepoint(name);
    }

    /**
     * The driver begins the next transaction within the same call, as a writing one: a commit would wait for whoever
     * writes next, be reported as failed when that takes too long, and leave an idle connection in the writer's place.
     * So the next one is begun as a writing one only when it is used.
     */
    @Override
    public void commit() throws SQLException {
        ending(super::commit);
    }

    @Override
    public void rollback() throws SQLException {
        ending(super::rollback);
    }

    /** Ends a transaction. */
    @FunctionalInterface
    private interface Ending {
        void run() throws SQLException;
    }

    private void ending(Ending ending) throws SQLException {
        getConnectionConfig().setTransactionMode(TransactionMode.DEFERRED);
        try {
            ending.run();
            deferred = true;
        } finally {
            getConnectionConfig().setTransactionMode(readOnly ? TransactionMode.DEFERRED : TransactionMode.IMMEDIATE);
        }
    }

    private void beginWriting() throws SQLException {
        if (!deferred || readOnly || getAutoCommit()) {
            return;
        }
        getDatabase().exec("COMMIT", false);
        try {
            getDatabase().exec("BEGIN IMMEDIATE", false);
            deferred = false;
        } catch (SQLException e) {
            getDatabase().exec("BEGIN", false);
            throw e;
        }
    }

    /**
     * The driver notes the new mode before it has begun or committed. Where that failed a pool would hand the connection
     * out again: one still inside the transaction that could not commit, which blocks every writer, or one that commits
     * each statement by itself while it claims not to.
     */
    @Override
    public void setAutoCommit(boolean wanted) throws SQLException {
        try {
            super.setAutoCommit(wanted);
            deferred = false;
        } catch (SQLException e) {
            getConnectionConfig().setAutoCommit(!wanted);
            if (wanted) {
                rollBackAfter(e);
            }
            throw e;
        }
    }

    private void rollBackAfter(SQLException failure) throws SQLException {
        try {
            rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
            if (Database.isRolledBack(e)) {
                getConnectionConfig().setAutoCommit(true);
            } else {
                close();
            }
        }
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public void setReadOnly(boolean wanted) throws SQLException {
        if (wanted == readOnly) {
            return;
        }
        getDatabase().exec("PRAGMA query_only = " + (wanted ? "ON" : "OFF"), getAutoCommit());
        // One that begins as a writing one is refused where nothing may be written.
        getConnectionConfig().setTransactionMode(wanted ? TransactionMode.DEFERRED : TransactionMode.IMMEDIATE);
        readOnly = wanted;
    }

    /** A prepared statement that goes back to its connection when it is closed. */
    private final class Kept extends JDBC4PreparedStatement {

        private final String text;
        private @Nullable PreparedStatement lastId;

        Kept(String sql) throws SQLException {
            super(EmbeddedConnection.this, sql);
            this.text = sql;
        }

        /** The driver asks for the row's id after each insert, whether or not anybody wants it. */
        @Override
        public void updateGeneratedKeys() {
            // Asked for in getGeneratedKeys instead.
        }

        @Override
        public ResultSet getGeneratedKeys() throws SQLException {
            PreparedStatement known = lastId;
            if (known == null) {
                known = new JDBC4PreparedStatement(EmbeddedConnection.this, "SELECT last_insert_rowid()");
                lastId = known;
            }
            return known.executeQuery();
        }

        @Override
        public void close() throws SQLException {
            boolean keeps = !pointer.isClosed() && idle.size() < MOST && !idle.containsKey(text);
            if (!keeps) {
                reallyClose();
                return;
            }
            try {
                // An unfinished result would hold its snapshot, and with it the write-ahead log, for ever.
                rs.close();
                clearBatch();
                clearParameters();
            } catch (SQLException e) {
                reallyClose();
                throw e;
            }
            idle.put(text, this);
        }

        private void reallyClose() throws SQLException {
            PreparedStatement known = lastId;
            if (known != null) {
                known.close();
            }
            super.close();
        }
    }
}
