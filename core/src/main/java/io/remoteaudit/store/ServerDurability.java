package io.remoteaudit.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a database server leaves undone to keep what it has acknowledged. Its settings are its operator's to choose, but
 * whoever relies on records being kept should know. Stateless.
 */
final class ServerDurability {

    // As this user's connections have it: a role or a database may have settings of its own.
    private static final String POSTGRESQL =
            "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')";
    private static final String MYSQL = "SHOW VARIABLES WHERE Variable_name IN ('innodb_doublewrite',"
            + " 'innodb_flush_log_at_trx_commit', 'log_bin', 'sync_binlog')";

    private ServerDurability() {}

    /** Which settings lose records, and when; empty if none does. */
    static Optional<String> weakness(Dialect dialect, Connection connection) {
        try {
            List<String> lacking = lacking(dialect, settings(dialect, connection));
            return lacking.isEmpty()
                    ? Optional.empty()
                    : Optional.of("RA-0238: This " + dialect
                            + " server is set up so that it can lose acknowledged records when it or its machine fails: "
                            + String.join(", ", lacking)
                            + ". Have its operator set this right, or take it for tests only");
        } catch (SQLException e) {
            return Optional.of("RA-0238: This " + dialect
                    + " server does not say whether it keeps acknowledged records through a failure of its machine: "
                    + e.getMessage());
        }
    }

    static Map<String, String> settings(Dialect dialect, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(dialect == Dialect.POSTGRESQL ? POSTGRESQL : MYSQL)) {
            Map<String, String> settings = new TreeMap<>();
            while (rows.next()) {
                settings.put(
                        rows.getString(1).toLowerCase(Locale.ROOT),
                        rows.getString(2).toLowerCase(Locale.ROOT));
            }
            return settings;
        }
    }

    /** The settings that should be others, each with the value it has and the one it should have. */
    static List<String> lacking(Dialect dialect, Map<String, String> settings) {
        List<String> lacking = new ArrayList<>();
        if (dialect == Dialect.POSTGRESQL) {
            requireNot(lacking, settings, "fsync", "off", "on");
            requireNot(lacking, settings, "full_page_writes", "off", "on");
            requireNot(lacking, settings, "synchronous_commit", "off", "on");
            return lacking;
        }
        requireNot(lacking, settings, "innodb_doublewrite", "off", "on");
        requireNot(lacking, settings, "innodb_doublewrite", "detect_only", "on");
        for (String lazy : List.of("0", "2")) {
            requireNot(lacking, settings, "innodb_flush_log_at_trx_commit", lazy, "1");
        }
        // With a binary log a transaction that is not in it is rolled back when the server recovers.
        if ("on".equals(settings.get("log_bin")) && !"1".equals(settings.get("sync_binlog"))) {
            lacking.add("sync_binlog is " + settings.get("sync_binlog") + " and should be 1");
        }
        return lacking;
    }

    private static void requireNot(
            List<String> lacking, Map<String, String> settings, String name, String unsafe, String safe) {
        if (unsafe.equals(settings.get(name))) {
            lacking.add(name + " is " + unsafe + " and should be " + safe);
        }
    }
}
