package io.remoteaudit.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The host's transactions, as far as the library needs to know them. A host framework's adapter implements this, so
 * that saving joins the transaction the host's business code runs in. Implementations are safe for several threads.
 */
public interface HostTransactions {

    /**
     * Whether the calling thread is in a transaction on the library's database.
     *
     * @return true if {@link #call} would join it
     */
    boolean active();

    /**
     * Whether the calling thread's transaction is one the host has called read-only, so that saving in it is refused.
     * Not every driver keeps to what its connection was told.
     *
     * @return true if so; false unless an implementation knows better than the connection
     */
    default boolean readOnly() {
        return false;
    }

    /**
     * Runs work on the connection of the calling thread's transaction, which is neither committed nor closed.
     *
     * @param <T> what the work gives
     * @param work the work
     * @return what the work gives
     * @throws SQLException if the work fails
     * @throws IllegalStateException if there is no transaction
     */
    <T extends @Nullable Object> T call(SqlWork<T> work) throws SQLException;

    /**
     * Runs an action once the calling thread's transaction has committed; not at all if it is rolled back.
     *
     * @param action must return at once and not fail
     */
    void afterCommit(Runnable action);

    /**
     * For hosts whose transactions the library is not told of.
     *
     * @return one that is never active
     */
    static HostTransactions none() {
        return NoHostTransactions.ALONE;
    }
}
