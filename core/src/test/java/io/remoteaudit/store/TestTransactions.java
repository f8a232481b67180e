package io.remoteaudit.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The transactions of a host without a framework: one a thread and one set an instance, begun and ended by hand. */
@SuppressWarnings("ThreadLocalUsage")
public final class TestTransactions implements HostTransactions {

    private final DataSource dataSource;
    private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();
    private final ThreadLocal<List<Runnable>> actions = ThreadLocal.withInitial(ArrayList::new);

    public TestTransactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public void begin() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        current.set(connection);
    }

    public void commit() throws SQLException {
        connection().commit();
        end();
        List<Runnable> run = List.copyOf(actions.get());
        actions.remove();
        run.forEach(Runnable::run);
    }

    public void rollBack() throws SQLException {
        connection().rollback();
        end();
        actions.remove();
    }

    /** Ends the thread's transaction when its connection is gone. */
    public void forget() throws SQLException {
        end();
        actions.remove();
    }

    @Override
    public boolean active() {
        return current.get() != null;
    }

    @Override
    public <T extends @Nullable Object> T call(SqlWork<T> work) throws SQLException {
        return work.on(connection());
    }

    @Override
    public void afterCommit(Runnable action) {
        actions.get().add(action);
    }

    private Connection connection() {
        return Objects.requireNonNull(current.get(), "no transaction");
    }

    private void end() throws SQLException {
        connection().close();
        current.remove();
    }
}
