package io.remoteaudit.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads that save at the same moment share one commit. While one commits, the others queue; the next one to get
 * the lock does the work of all that queue. Each work has a savepoint of its own, so a failure is its caller's alone.
 */
final class GroupCommit {

    private static final int LARGEST_GROUP = 256;

    private final Database database;
    private final ReentrantLock leading = new ReentrantLock(true);
    private final ConcurrentLinkedQueue<Ticket<?>> queue = new ConcurrentLinkedQueue<>();

    GroupCommit(Database database) {
        this.database = database;
    }

    <T extends @Nullable Object> T run(String what, SqlWork<T> work) {
        if (leading.isHeldByCurrentThread()) {
            throw new IllegalStateException("Could not " + what + ": called from within work that is being saved");
        }
        Ticket<T> ticket = new Ticket<>(work);
        queue.add(ticket);
        leading.lock();
        try {
            while (!ticket.done) {
                lead();
            }
        } finally {
            leading.unlock();
        }
        return ticket.result(what);
    }

    private void lead() {
        List<Ticket<?>> group = new ArrayList<>();
        for (Ticket<?> next = queue.poll(); next != null; next = queue.poll()) {
            group.add(next);
            if (group.size() == LARGEST_GROUP) {
                break;
            }
        }
        // Who leads works for others too, and an interrupt meant for it must not fail them.
        boolean interrupted = Thread.interrupted();
        try {
            database.execute("save", connection -> {
                if (group.size() == 1) {
                    // Nobody shares the transaction, so it can fail as a whole.
                    group.get(0).alone(connection);
                    return;
                }
                for (Ticket<?> ticket : group) {
                    ticket.work(connection);
                }
            });
        } catch (RuntimeException | Error e) {
            // Nothing of the group is durable, so each of its callers must learn it.
            group.forEach(ticket -> ticket.fail(e));
        } finally {
            group.forEach(ticket -> ticket.done = true);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One caller's work and what came of it; read and written under the leading lock, its result after {@link #done}. */
    private static final class Ticket<T extends @Nullable Object> {
        private final SqlWork<T> work;
        private boolean done;
        private @Nullable Success<T> success;
        private @Nullable Throwable failure;

        Ticket(SqlWork<T> work) {
            this.work = work;
        }

        void alone(Connection connection) throws SQLException {
            try {
                success = new Success<>(work.on(connection));
            } catch (SQLException | RuntimeException | Error e) {
                failure = e;
                throw e;
            }
        }

        /** Throws only if the transaction is lost for the whole group. */
        void work(Connection connection) throws SQLException {
            Savepoint savepoint = connection.setSavepoint();
            try {
                success = new Success<>(work.on(connection));
                connection.releaseSavepoint(savepoint);
            } catch (SQLException | RuntimeException | Error e) {
                failure = e;
                try {
                    connection.rollback(savepoint);
                } catch (SQLException lost) {
                    e.addSuppressed(lost);
                    throw e;
                }
            }
        }

        void fail(Throwable cause) {
            if (failure == null) {
                failure = cause;
            }
        }

        T result(String what) {
            Throwable failed = failure;
            if (failed instanceof SQLException sql) {
                throw Database.failure(what, sql);
            }
            if (failed instanceof RuntimeException runtime) {
                throw runtime;
            }
            if (failed instanceof Error error) {
                throw error;
            }
            Success<T> succeeded = success;
            if (succeeded == null) {
                throw new IllegalStateException("Work was neither done nor refused");
            }
            return succeeded.value();
        }
    }

    private record Success<T extends @Nullable Object>(T value) {}
}
