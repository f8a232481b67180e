package io.remoteaudit.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * The embedded default: one SQLite file that keeps what it acknowledged through a killed process and a power loss.
 *
 * <p>A host may use the same file for its own tables, and then saves its own rows and quality records in one
 * transaction.
 */
public final class EmbeddedDatabase {

    /** Below this SQLite could corrupt a database whose write-ahead log was reset while being read. */
    private static final int[] OLDEST_SQLITE = {3, 51, 3};

    private static final int FULL = 2;
    private static final String SECURE_DELETE_FAST = "2";
    private static final int BUSY_TIMEOUT_MILLISECONDS = 30_000;
    private static final int CONNECTIONS = 8;

    private EmbeddedDatabase() {}

    /**
     * Opens the database, creating it on first use.
     *
     * @param file the database file; its directory is created
     * @return a pool of connections; closing it closes the database
     * @throws StoreException if the directory cannot be used, or SQLite is too old
     */
    public static HikariDataSource open(Path file) {
        Path directory = file.toAbsolutePath().normalize().getParent();
        if (directory == null) {
            throw new StoreException("RA-0230", "'" + file + "' has no directory to keep a database in");
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StoreException(
                    "RA-0230", "The directory " + directory + " cannot be created; check its owner and rights", e);
        }
        LocalFiles.require(directory, "the embedded database");
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLISECONDS);
        // A transaction that begins deferred and writes later fails at once if another wrote in between.
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        SQLiteDataSource sqlite = new SQLiteDataSource(config);
        String path = file.toAbsolutePath().toString();
        sqlite.setUrl("jdbc:sqlite:" + path);
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("remote-audit-embedded");
        pool.setDataSource(new CheckedSource(sqlite, path));
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        try {
            return new HikariDataSource(pool);
        } catch (PoolInitializationException e) {
            if (e.getCause() instanceof StoreException refused) {
                throw refused;
            }
            if (e.getCause() instanceof SQLException said) {
                throw Database.failure("open the embedded database " + file, said);
            }
            throw e;
        }
    }

    /**
     * Loads what opening a database needs, SQLite's native library above all, by opening one in memory once.
     *
     * @throws SQLException if the library cannot be loaded, for example since the directory for temporary files is full
     */
    public static void preload() throws SQLException {
        SQLiteDataSource sqlite = new SQLiteDataSource();
        sqlite.setUrl("jdbc:sqlite::memory:");
        try (Connection connection = sqlite.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT 1");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
        }
    }

    /** What a host's own SQLite connection lacks: whoever relies on it should know, but it is theirs to choose. */
    static Optional<String> weakness(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String journal = CheckedSource.text(statement, "PRAGMA journal_mode");
            int synchronous = Integer.parseInt(CheckedSource.text(statement, "PRAGMA synchronous"));
            String version = CheckedSource.text(statement, "SELECT sqlite_version()");
            if ("wal".equals(journal) && synchronous >= FULL && !CheckedSource.isOlder(version)) {
                return Optional.empty();
            }
            return Optional.of("RA-0229: This SQLite database (version " + version + ", journal_mode=" + journal
                    + ", synchronous=" + synchronous + ") can lose acknowledged records at a power failure or block its"
                    + " readers; take the DataSource from EmbeddedDatabase.open");
        }
    }

    /** Hands out connections whose settings were read back: a setting that did not take would lose records silently. */
    private static final class CheckedSource implements DataSource {

        private final SQLiteDataSource sqlite;
        private final String file;
        private volatile int loginTimeout;

        CheckedSource(SQLiteDataSource sqlite, String file) {
            this.sqlite = sqlite;
            this.file = file;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = new EmbeddedConnection(
                    sqlite.getUrl(), file, sqlite.getConfig().toProperties());
            try {
                check(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
            return connection;
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        private static void check(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                require("journal_mode", "wal", text(statement, "PRAGMA journal_mode"));
                require("synchronous", Integer.toString(FULL), text(statement, "PRAGMA synchronous"));
                // What moves to another page leaves no copy behind, so that what is erased later is erased everywhere.
                require("secure_delete", SECURE_DELETE_FAST, text(statement, "PRAGMA secure_delete = FAST"));
                require("foreign_keys", "1", text(statement, "PRAGMA foreign_keys"));
                require(
                        "busy_timeout",
                        Integer.toString(BUSY_TIMEOUT_MILLISECONDS),
                        text(statement, "PRAGMA busy_timeout"));
                String version = text(statement, "SELECT sqlite_version()");
                if (isOlder(version)) {
                    throw new StoreException(
                            "RA-0231",
                            "SQLite " + version + " can corrupt a database in WAL mode; use org.xerial:sqlite-jdbc"
                                    + " 3.51.3 or newer. Where Spring Boot chooses versions, set the build's property"
                                    + " 'sqlite-jdbc.version', or keep the ledger in a DataSource of the host");
                }
            }
        }

        private static boolean isOlder(String version) {
            String[] parts = version.split("\\.", -1);
            for (int i = 0; i < OLDEST_SQLITE.length; i++) {
                int part = i < parts.length ? Integer.parseInt(parts[i]) : 0;
                if (part != OLDEST_SQLITE[i]) {
                    return part < OLDEST_SQLITE[i];
                }
            }
            return false;
        }

        private static String text(Statement statement, String sql) throws SQLException {
            try (ResultSet rows = statement.executeQuery(sql)) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "";
            }
        }

        private static void require(String pragma, String wanted, String found) {
            if (!wanted.equals(found)) {
                throw new StoreException(
                        "RA-0232",
                        "SQLite refused " + pragma + "=" + wanted + " and has " + found
                                + "; the directory may be on a file system without shared memory: use a local one");
            }
        }

        @Override
        public @Nullable PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(@Nullable PrintWriter out) {
            // The pool logs through SLF4J; a writer would be a second way to the same place.
        }

        @Override
        public void setLoginTimeout(int seconds) {
            // Opening a file does not wait for a login, but the pool reads back how long it may wait when it closes.
            loginTimeout = seconds;
        }

        @Override
        public int getLoginTimeout() {
            return loginTimeout;
        }

        @Override
        public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException("Remote Audit logs through SLF4J");
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            if (type.isInstance(sqlite)) {
                return type.cast(sqlite);
            }
            throw new SQLException("Not a wrapper for " + type.getName());
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return type.isInstance(sqlite);
        }
    }
}
