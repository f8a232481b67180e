package io.remoteaudit.spring;

import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The host's transactions as Spring binds them to the thread, by {@code @Transactional} or otherwise. */
final class SpringHostTransactions implements HostTransactions {

    private final DataSource dataSource;

    SpringHostTransactions(DataSource dataSource) {
        this.dataSource = boundBy(dataSource);
    }

    /** Transactions are bound under the DataSource behind this kind of proxy. */
    private static DataSource boundBy(DataSource dataSource) {
        if (dataSource instanceof TransactionAwareDataSourceProxy proxy) {
            DataSource target = proxy.getTargetDataSource();
            return target == null ? dataSource : target;
        }
        return dataSource;
    }

    /** A transaction of another resource, such as a message broker's, is none on this database. */
    @Override
    public boolean active() {
        return TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.getResource(dataSource) instanceof ConnectionHolder;
    }

    /**
     * Spring knows that the thread's transaction is read-only, but not whose of several: among those of several databases
     * each one's connection tells.
     */
    @Override
    public boolean readOnly() {
        return active()
                && TransactionSynchronizationManager.isCurrentTransactionReadOnly()
                && TransactionSynchronizationManager.getResourceMap().values().stream()
                                .filter(ConnectionHolder.class::isInstance)
                                .count()
                        == 1;
    }

    @Override
    public <T extends @Nullable Object> T call(SqlWork<T> work) throws SQLException {
        if (!active()) {
            throw new IllegalStateException("There is no host transaction");
        }
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            return work.on(connection);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    @Override
    public void afterCommit(Runnable action) {
        if (!active()) {
            throw new IllegalStateException("There is no host transaction");
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
