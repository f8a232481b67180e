package io.remoteaudit.ledger;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database that breaks when told: at a statement counted from now on, or altogether. */
final class BreakingDataSource implements DataSource {

    private static final Set<String> COUNTED =
            Set.of("executeQuery", "executeUpdate", "executeBatch", "commit", "prepareStatement");

    private final DataSource whole;
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean away;

    BreakingDataSource(DataSource whole) {
        this.whole = whole;
    }

    /** Lets some steps succeed and every further one fail, until called again. */
    void breakAfter(int steps) {
        left.set(steps);
    }

    void away(boolean isAway) {
        away = isAway;
    }

    boolean hasBroken() {
        return left.get() < 0;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (away) {
            throw new SQLException("connection refused", "08001");
        }
        return proxy(Connection.class, whole.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (COUNTED.contains(method.getName()) && left.getAndDecrement() <= 0) {
                        throw new SQLException("broken at " + method.getName(), "08006");
                    }
                    return invoke(target, method, arguments);
                }));
    }

    private Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            Object result = method.invoke(target, arguments);
            return result instanceof PreparedStatement statement ? proxy(PreparedStatement.class, statement) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return whole.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        whole.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        whole.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return whole.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return whole.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return whole.isWrapperFor(type);
    }
}
