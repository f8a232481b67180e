package io.remoteaudit.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Work that gives nothing, done on a connection that someone else opens and closes. */
@FunctionalInterface
public interface SqlAction {

    /**
     * Does the work.
     *
     * @param connection an open connection; neither to be closed nor committed
     * @throws SQLException if the database refuses
     */
    void on(Connection connection) throws SQLException;
}
