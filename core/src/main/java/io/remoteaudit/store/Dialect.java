package io.remoteaudit.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/** The databases whose ways differ where portable SQL does not reach. */
public enum Dialect {
    /** SQLite, the embedded default. */
    SQLITE("INTEGER PRIMARY KEY", "INTEGER", "TEXT", "TEXT", "BLOB", ""),
    /** PostgreSQL 13 or newer. */
    POSTGRESQL("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "BIGINT", "VARCHAR(%d)", "TEXT", "BYTEA", ""),
    /** MySQL 8.0.17 or newer. Its plain {@code _bin} collations take {@code A} and {@code A } for the same. */
    MYSQL(
            "BIGINT AUTO_INCREMENT PRIMARY KEY",
            "BIGINT",
            "VARCHAR(%d) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin",
            "LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin",
            "LONGBLOB",
            " ENGINE=InnoDB"),
    /** MariaDB 10.6 or newer, whose collations that compare all characters have other names than MySQL's. */
    MARIADB(
            "BIGINT AUTO_INCREMENT PRIMARY KEY",
            "BIGINT",
            "VARCHAR(%d) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin",
            "LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin",
            "LONGBLOB",
            " ENGINE=InnoDB"),
    /** H2, for a host's tests only: it does not keep what it acknowledged. */
    H2(
            "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
            "BIGINT",
            "VARCHAR(%d)",
            "CHARACTER LARGE OBJECT",
            "BINARY LARGE OBJECT",
            "");

    private final String identity;
    private final String integer;
    private final String shortText;
    private final String longText;
    private final String bytes;
    private final String tableSuffix;

    Dialect(String identity, String integer, String shortText, String longText, String bytes, String tableSuffix) {
        this.identity = identity;
        this.integer = integer;
        this.shortText = shortText;
        this.longText = longText;
        this.bytes = bytes;
        this.tableSuffix = tableSuffix;
    }

    /**
     * The dialect of the database behind a connection.
     *
     * @param connection an open connection
     * @return its dialect
     * @throws SQLException if the database does not say what it is
     * @throws StoreException if it is one the library does not know
     */
    public static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "sqlite" -> SQLITE;
            case "postgresql" -> POSTGRESQL;
            // MySQL's own driver calls a MariaDB by its own name, and only the version tells.
            case "mysql" -> version(connection).contains("mariadb") ? MARIADB : MYSQL;
            case "mariadb" -> MARIADB;
            case "h2" -> H2;
            default ->
                throw new StoreException(
                        "RA-0220",
                        "The database '" + product
                                + "' is not supported; use PostgreSQL, MySQL, MariaDB or the embedded SQLite");
        };
    }

    private static String version(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion().toLowerCase(Locale.ROOT);
    }

    /**
     * The database's own clock, whatever time the node that asks believes it is.
     *
     * @return an expression for the milliseconds since 1970
     */
    public String now() {
        return switch (this) {
            case SQLITE -> "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";
            case POSTGRESQL -> "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
            case MYSQL, MARIADB -> "CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS SIGNED)";
            case H2 -> "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)";
        };
    }

    /**
     * Lets the database end a transaction whose process falls silent in its middle: one that is paused, or whose machine
     * is gone, would keep its row locks for ever. For the rest of this transaction; embedded databases die with their
     * process and need nothing.
     *
     * @param connection a connection in a transaction
     * @param silence how long the process may say nothing
     * @throws SQLException if the database refuses
     */
    public void boundSilence(Connection connection, Duration silence) throws SQLException {
        if (this == POSTGRESQL) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL idle_in_transaction_session_timeout = " + silence.toMillis());
            }
        } else if (this == MYSQL || this == MARIADB) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION wait_timeout = " + silence.toSeconds());
            }
        }
    }

    /**
     * Takes back {@link #boundSilence} where it would outlast the transaction, and a pool's idle connection with it.
     *
     * @param connection the same connection, before the transaction ends
     * @throws SQLException if the database refuses
     */
    public void unboundSilence(Connection connection) throws SQLException {
        if (this == MYSQL || this == MARIADB) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION wait_timeout = DEFAULT");
            }
        }
    }

    /** Whether making a table or index commits the transaction it is made in. */
    boolean commitsDefinitions() {
        return this == MYSQL || this == MARIADB || this == H2;
    }

    /**
     * Turns the library's own table definitions into this dialect's. {@code $IDENTITY}, {@code $LONG},
     * {@code $VARCHAR(n)}, {@code $TEXT}, {@code $BYTES} and {@code $END} stand for what differs.
     *
     * @param template a statement
     * @return the statement in this dialect
     */
    String render(String template) {
        StringBuilder sql = new StringBuilder();
        int position = 0;
        for (int start = template.indexOf("$VARCHAR("); start >= 0; start = template.indexOf("$VARCHAR(", position)) {
            int end = template.indexOf(')', start);
            int length = Integer.parseInt(template.substring(start + "$VARCHAR(".length(), end));
            sql.append(template, position, start).append(shortText.formatted(length));
            position = end + 1;
        }
        return sql.append(template.substring(position))
                .toString()
                .replace("$IDENTITY", identity)
                .replace("$LONG", integer)
                .replace("$TEXT", longText)
                .replace("$BYTES", bytes)
                .replace("$END", tableSuffix);
    }
}
