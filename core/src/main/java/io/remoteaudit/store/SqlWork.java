package io.remoteaudit.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Work done on a connection that someone else opens and closes.
 *
 * @param <T> what the work gives
 */
@FunctionalInterface
public interface SqlWork<T extends @Nullable Object> {

    /**
     * Does the work.
     *
     * @param connection an open connection; neither to be closed nor committed
     * @return what the work gives
     * @throws SQLException if the database refuses
     */
    T on(Connection connection) throws SQLException;
}
