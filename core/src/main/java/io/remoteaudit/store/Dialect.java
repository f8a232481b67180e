package io.remoteaudit.store;

import java.sql.Connection;
import java.sql.SQLException;
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
