package io.remoteaudit.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database everything is kept in, and the rules for using it: a connection of the host's transaction is never
 * committed, rolled back or switched; an own transaction commits or leaves nothing. Safe for use by several threads.
 */
public final class Database {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** How MySQL and MariaDB say that a user may not: on a database, a table, a column, or at all. */
    private static final Set<Integer> FORBIDDEN = Set.of(1044, 1142, 1143, 1227);

    private final DataSource dataSource;
    private final HostTransactions hostTransactions;
    private final Dialect dialect;
    private final Optional<String> weakness;

    // SQLite has one writer. Waiting here is fair and cheap; its own busy handler sleeps and starves.
    private final ReentrantLock singleWriter = new ReentrantLock(true);

    private final GroupCommit groupCommit = new GroupCommit(this);

    private Database(
            DataSource dataSource, HostTransactions hostTransactions, Dialect dialect, Optional<String> weakness) {
        this.dataSource = dataSource;
        this.hostTransactions = hostTransactions;
        this.dialect = dialect;
        this.weakness = weakness;
    }

    /**
     * A database.
     *
     * @param dataSource where connections come from
     * @param hostTransactions the host's transactions on that data source
     * @return the database
     * @throws StoreException if it cannot be reached or is not supported
     */
    public static Database of(DataSource dataSource, HostTransactions hostTransactions) {
        Objects.requireNonNull(hostTransactions, "hostTransactions");
        try (Connection connection = dataSource.getConnection()) {
            Dialect dialect = Dialect.of(connection);
            Optional<String> weakness = weakness(dialect, connection);
            weakness.ifPresent(LOG::warn);
            if (!connection.getAutoCommit()) {
                rollBack(connection);
            }
            return new Database(dataSource, hostTransactions, dialect, weakness);
        } catch (SQLException e) {
            throw failure("open the database", e);
        }
    }

    private static Optional<String> weakness(Dialect dialect, Connection connection) throws SQLException {
        return switch (dialect) {
            case SQLITE -> EmbeddedDatabase.weakness(connection);
            case POSTGRESQL, MYSQL, MARIADB -> ServerDurability.weakness(dialect, connection);
            case H2 ->
                Optional.of(
                        "RA-0221: H2 loses acknowledged records when its process is killed; use it for tests only and"
                                + " bring PostgreSQL, MySQL, MariaDB or the embedded SQLite for real records");
        };
    }

    /**
     * Why the database may lose what it has acknowledged, as found when it was opened.
     *
     * @return the reason with its RA-code and what to do, in English; empty if it keeps everything
     */
    public Optional<String> weakness() {
        return weakness;
    }

    /**
     * Which database it is.
     *
     * @return the dialect
     */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * Whether the calling thread is in a transaction of the host's.
     *
     * @return true if {@link #joining} would join it
     */
    public boolean inHostTransaction() {
        return hostTransactions.active();
    }

    /**
     * Does writing work in the host's transaction if the calling thread is in one, else in one of its own, which it may
     * share with other threads that save at the same moment: one commit then makes all of them durable. A failure of
     * one leaves the others' work.
     *
     * @param <T> what the work gives
     * @param what what is being done, for the message of a failure, for example {@code save a record}
     * @param work the work
     * @return what the work gives
     * @throws StoreException if the database refuses
     */
    public <T extends @Nullable Object> T joining(String what, SqlWork<T> work) {
        if (!hostTransactions.active()) {
            return durably(what, work);
        }
        if (hostTransactions.readOnly()) {
            throw readOnly(what, null);
        }
        try {
            return hostTransactions.call(connection -> within(connection, work));
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    /**
     * Does writing work that is durable when this returns, also if the calling thread is in a transaction of the host's,
     * which may still roll back. Threads that do so at the same moment may share a commit.
     *
     * @param <T> what the work gives
     * @param what what is being done, for the message of a failure
     * @param work the work
     * @return what the work gives
     * @throws StoreException if the database refuses, or if this would wait for the calling thread's own transaction
     */
    public <T extends @Nullable Object> T durably(String what, SqlWork<T> work) {
        boolean shares = dialect == Dialect.SQLITE && !hostTransactions.active();
        return shares ? groupCommit.run(what, work) : transaction(what, work);
    }

    /**
     * Does writing work in a transaction someone else began, all of it or nothing: if it fails, what it wrote is taken
     * back, and whoever began the transaction may still commit the rest.
     *
     * @param <T> what the work gives
     * @param connection a connection whose auto-commit is off
     * @param work the work
     * @return what the work gives
     * @throws SQLException if the database refuses
     * @throws StoreException if the connection commits each statement by itself
     */
    public static <T extends @Nullable Object> T within(Connection connection, SqlWork<T> work) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new StoreException(
                    "RA-0225",
                    "The connection commits each statement by itself, so a crash would leave half of what is saved;"
                            + " call setAutoCommit(false) before and commit() after");
        }
        if (connection.isReadOnly()) {
            throw readOnly("save", null);
        }
        Savepoint savepoint = connection.setSavepoint();
        try {
            T result = work.on(connection);
            connection.releaseSavepoint(savepoint);
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            try {
                connection.rollback(savepoint);
            } catch (SQLException lost) {
                // A full disk may end the whole transaction and its savepoints; the first failure is the one to tell.
                e.addSuppressed(lost);
            }
            throw e;
        }
    }

    /**
     * Does work in a transaction of its own, on its own connection, also if the calling thread is in the host's.
     *
     * @param <T> what the work gives
     * @param what what is being done, for the message of a failure
     * @param work the work; whatever it throws rolls back
     * @return what the work gives
     * @throws StoreException if the database refuses, or if this would wait for the calling thread's own transaction
     */
    public <T extends @Nullable Object> T transaction(String what, SqlWork<T> work) {
        boolean oneWriter = dialect == Dialect.SQLITE;
        if (oneWriter) {
            if (hostTransactions.active()) {
                throw new StoreException(
                        "RA-0226",
                        "Could not " + what + ": this commits by itself and would wait for the calling thread's own"
                                + " transaction, since the embedded database has one writer; call it outside of the"
                                + " transaction, or use PostgreSQL");
            }
            singleWriter.lock();
        }
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                T result = work.on(connection);
                connection.commit();
                committed = true;
                return result;
            } finally {
                if (committed || rollBack(connection)) {
                    restore(connection, autoCommit);
                }
            }
        } catch (SQLException e) {
            throw failure(what, e);
        } finally {
            if (oneWriter) {
                singleWriter.unlock();
            }
        }
    }

    /**
     * Does work that gives nothing in a transaction of its own, as {@link #transaction} does.
     *
     * @param what what is being done, for the message of a failure
     * @param action the work; whatever it throws rolls back
     * @throws StoreException if the database refuses
     */
    public void execute(String what, SqlAction action) {
        transaction(what, connection -> {
            action.on(connection);
            return true;
        });
    }

    /**
     * Does reading work: in the host's transaction if the calling thread is in one, so that it sees its own rows.
     *
     * @param <T> what the work gives
     * @param what what is being done, for the message of a failure
     * @param work the work; must not write
     * @return what the work gives
     * @throws StoreException if the database refuses
     */
    public <T extends @Nullable Object> T reading(String what, SqlWork<T> work) {
        try {
            if (hostTransactions.active()) {
                return hostTransactions.call(work);
            }
            return readingCommitted(what, work);
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    /**
     * Does reading work on a connection of its own, which sees only what is committed.
     *
     * @param <T> what the work gives
     * @param what what is being done, for the message of a failure
     * @param work the work; must not write
     * @return what the work gives
     * @throws StoreException if the database refuses
     */
    public <T extends @Nullable Object> T readingCommitted(String what, SqlWork<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            try {
                return work.on(connection);
            } finally {
                if (!connection.getAutoCommit()) {
                    // Else a pool without auto-commit would get it back inside an old snapshot.
                    rollBack(connection);
                }
            }
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    /**
     * Runs an action once the calling thread's host transaction has committed, or at once if it is in none.
     *
     * @param action must return at once and not fail
     */
    public void afterCommit(Runnable action) {
        if (hostTransactions.active()) {
            hostTransactions.afterCommit(action);
        } else {
            action.run();
        }
    }

    /**
     * Does writing work whose old values must not stay readable in the database's file. PostgreSQL and MariaDB have no
     * such switch: there old values go with the next vacuum or purge.
     *
     * @param <T> what the work gives
     * @param connection the transaction it belongs to
     * @param work the work
     * @return what the work gives
     * @throws SQLException if the database refuses
     */
    public <T extends @Nullable Object> T overwriting(Connection connection, SqlWork<T> work) throws SQLException {
        if (dialect != Dialect.SQLITE) {
            return work.on(connection);
        }
        pragma(connection, "secure_delete = ON");
        try {
            return work.on(connection);
        } finally {
            pragma(connection, "secure_delete = FAST");
        }
    }

    /** Lets the embedded database's write-ahead log go, which still holds what was overwritten. */
    public void dropOverwritten() {
        if (dialect != Dialect.SQLITE) {
            return;
        }
        boolean dropped = readingCommitted("empty the write-ahead log", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                return rows.next() && rows.getInt(1) == 0;
            }
        });
        if (!dropped) {
            LOG.info("The embedded database's write-ahead log is in use and keeps what was erased until it is not");
        }
    }

    private static void pragma(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA " + pragma);
        }
    }

    /**
     * Whether a failure means that a row with the same unique key exists.
     *
     * @param failure the failure, also a later link of its chain
     * @return true for a unique violation
     */
    public static boolean isUniqueViolation(SQLException failure) {
        for (@Nullable Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof SQLException sql) {
                String state = sql.getSQLState();
                if ("23505".equals(state) || ("23000".equals(state) && sql.getErrorCode() == 1062)) {
                    return true;
                }
                String message = String.valueOf(sql.getMessage());
                if (message.contains("SQLITE_CONSTRAINT_UNIQUE") || message.contains("SQLITE_CONSTRAINT_PRIMARYKEY")) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The failure to report when the database refuses.
     *
     * @param what what was being done, for example {@code save a record}
     * @param cause what the database said
     * @return a failure with a message a person can act on
     */
    public static StoreException failure(String what, SQLException cause) {
        String said = String.valueOf(cause.getMessage());
        String could = "Could not " + what + ": ";
        if (said.contains("SQLITE_FULL") || said.contains("No space left") || hasState(cause, "53100")) {
            return new StoreException(
                    "RA-0223", could + "the disk is full; nothing was saved. Free space and repeat", cause);
        }
        if (said.contains("SQLITE_BUSY_SNAPSHOT")) {
            return new StoreException(
                    "RA-0224",
                    could + "its transaction read before another one wrote, so SQLite lets it write no more. Take the"
                            + " DataSource from EmbeddedDatabase.open, whose transactions begin as writing ones",
                    cause);
        }
        if (said.contains("SQLITE_BUSY") || said.contains("SQLITE_LOCKED")) {
            return new StoreException(
                    "RA-0224",
                    could + "another transaction held the embedded database for too long; nothing was saved. Shorten"
                            + " the host's transactions, or use PostgreSQL",
                    cause);
        }
        if (said.contains("SQLITE_CORRUPT") || said.contains("SQLITE_NOTADB")) {
            return new StoreException(
                    "RA-0227", could + "the embedded database's file is damaged; restore it from a backup", cause);
        }
        if (hasState(cause, "42501") || (hasState(cause, "42000") && FORBIDDEN.contains(cause.getErrorCode()))) {
            return new StoreException(
                    "RA-0239",
                    could + "the database user lacks a right (" + said
                            + "). Have it granted CREATE on the schema, or have"
                            + " someone who has it apply the tables and grant SELECT, INSERT, UPDATE and DELETE on them",
                    cause);
        }
        if (hasState(cause, "25006") || said.contains("SQLITE_READONLY")) {
            return readOnly(what, cause);
        }
        if (hasState(cause, "08") || said.contains("SQLITE_IOERR")) {
            return new StoreException(
                    "RA-0228",
                    could + "the database was lost on the way (" + said + "). Repeat once it is back: what was saved"
                            + " already is not saved twice",
                    cause);
        }
        return new StoreException("RA-0222", could + "the database said: " + said, cause);
    }

    private static StoreException readOnly(String what, @Nullable SQLException cause) {
        String message =
                "Could not " + what + ": the transaction or its connection is read-only; nothing was saved. Save in"
                        + " a transaction that may write";
        return cause == null ? new StoreException("RA-0237", message) : new StoreException("RA-0237", message, cause);
    }

    private static boolean hasState(SQLException failure, String beginning) {
        String state = failure.getSQLState();
        return state != null && state.startsWith(beginning);
    }

    /** Whether it was rolled back; if not, the connection is ended, since turning auto-commit on would commit. */
    private static boolean rollBack(Connection connection) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            // The failure that led here is the one to report.
            LOG.debug("Rolling back failed", e);
            if (isRolledBack(e)) {
                return true;
            }
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("Ending a connection that could not roll back failed", e);
        }
        return false;
    }

    /** Whether there is nothing left to roll back: SQLite does so by itself when the disk is full. */
    static boolean isRolledBack(SQLException failure) {
        return String.valueOf(failure.getMessage()).contains("no transaction is active");
    }

    /** What was committed stays so, whatever becomes of the connection; its pool drops a broken one. */
    private static void restore(Connection connection, boolean autoCommit) {
        try {
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            LOG.debug("Setting a connection back failed", e);
        }
    }
}
