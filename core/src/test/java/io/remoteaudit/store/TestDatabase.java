package io.remoteaudit.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An empty database for one test, with the pools that were opened on it. */
public class TestDatabase implements ExtensionContext.Store.CloseableResource, AutoCloseable {

    private static final int CONNECTIONS = 8;

    private final Kind kind;
    private final String url;
    private final List<HikariDataSource> pools = new CopyOnWriteArrayList<>();

    TestDatabase(Kind kind, String url) {
        this.kind = kind;
        this.url = url;
    }

    /** One on a server of its own, which ends with it, for what is no test. */
    public static TestDatabase standalone(Kind kind) {
        DatabaseServer server = DatabaseServer.start(kind);
        return new TestDatabase(kind, server.newUrl()) {
            @Override
            public void close() {
                super.close();
                try {
                    server.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    /** What the product must run on. */
    public enum Kind {
        SQLITE,
        POSTGRESQL,
        MARIADB
    }

    public Kind kind() {
        return kind;
    }

    public boolean isSqlite() {
        return kind == Kind.SQLITE;
    }

    /** Where it is, user included; another process may open it too. */
    public String url() {
        return url;
    }

    /** A pool as a host has one; closed with the test. */
    public HikariDataSource pool() {
        return pool(CONNECTIONS);
    }

    public HikariDataSource pool(int connections) {
        HikariDataSource pool = open(url, connections);
        pools.add(pool);
        return pool;
    }

    /** A pool on what {@link #url()} gave, also in another process. */
    public static HikariDataSource open(String url, int connections) {
        if (url.startsWith("jdbc:sqlite:")) {
            HikariDataSource pool = EmbeddedDatabase.open(Path.of(url.substring("jdbc:sqlite:".length())));
            pool.setMaximumPoolSize(connections);
            return pool;
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    /** Runs a statement on a connection of its own, as whoever works behind the library's back would. */
    public void update(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(kind + " refused: " + sql, e);
        }
    }

    public long number(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(kind + " refused: " + sql, e);
        }
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
    }

    @Override
    public String toString() {
        return kind.toString();
    }
}
