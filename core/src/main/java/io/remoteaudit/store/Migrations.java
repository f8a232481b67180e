package io.remoteaudit.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Brings the library's own tables to the version this release needs, forward only, with a history of its own. The
 * host's migrations are never touched, and neither are tables whose names do not begin with {@code remote_audit_}.
 */
public final class Migrations {

    /** One script a version, in order. A released script is never changed: a further one follows it. */
    private static final List<String> SCRIPTS = List.of(
            "V1__ledger.sql",
            "V2__engagement.sql",
            "V3__endpoint.sql",
            "V4__cosignature.sql",
            "V5__timestamp.sql",
            "V6__first_key.sql",
            "V7__export.sql",
            "V8__exposed_person.sql",
            "V9__channel.sql",
            "V10__masking.sql",
            "V11__daily_use.sql",
            "V12__invitation.sql",
            "V13__bond.sql",
            "V14__passkey.sql",
            "V15__feed.sql",
            "V16__page_session.sql",
            "V17__consent.sql",
            "V18__feed_report.sql");

    private static final String HISTORY =
            "CREATE TABLE IF NOT EXISTS remote_audit_migration (version INTEGER PRIMARY KEY, script $VARCHAR(100) NOT NULL,"
                    + " checksum $VARCHAR(64) NOT NULL, applied_at $VARCHAR(40) NOT NULL)$END";
    private static final String APPLIED = "SELECT version, checksum FROM remote_audit_migration";
    private static final String RECORD =
            "INSERT INTO remote_audit_migration (version, script, checksum, applied_at) VALUES (?, ?, ?, ?)";

    private static final int RACES = 5;

    /** How MySQL and H2 say that a table or index is there. */
    private static final Set<Integer> EXISTS_ALREADY = Set.of(1050, 1061, 42_101, 42_111);

    private final Database database;
    private final Clock clock;

    /**
     * Migrations of a database.
     *
     * @param database the database
     * @param clock gives the times kept in the history
     */
    public Migrations(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What is done when the library opens. */
    public enum Mode {
        /** Missing scripts are applied. */
        AUTO,
        /** Nothing is changed; a missing script is a failure. */
        VALIDATE,
        /** Nothing is looked at. */
        OFF
    }

    /**
     * Brings the tables up to date, or checks that they are.
     *
     * @param mode what to do
     * @return the version the tables are at; the newest one for {@link Mode#OFF}
     * @throws StoreException if a script is missing in {@link Mode#VALIDATE}, was changed after it was applied, is of a
     *     newer release, or fails
     */
    public int run(Mode mode) {
        if (mode == Mode.OFF) {
            return SCRIPTS.size();
        }
        Map<Integer, String> applied = database.reading("read the migration history", Migrations::appliedOrNone);
        check(applied);
        if (applied.size() == SCRIPTS.size()) {
            return SCRIPTS.size();
        }
        if (mode == Mode.VALIDATE) {
            throw new StoreException(
                    "RA-0260",
                    "The tables are at version " + applied.size() + " and this release needs " + SCRIPTS.size()
                            + "; apply the scripts that are missing, or set the migration mode to auto");
        }
        createHistory();
        for (int version = 1; version <= SCRIPTS.size(); version++) {
            if (!applied.containsKey(version)) {
                applyOne(version);
            }
        }
        return SCRIPTS.size();
    }

    /**
     * The statements that make the tables, for a host that applies them itself.
     *
     * @param dialect the database
     * @return SQL, each statement ended by a semicolon
     */
    public static String ddl(Dialect dialect) {
        StringBuilder sql = new StringBuilder(dialect.render(HISTORY)).append(";\n");
        for (String script : SCRIPTS) {
            sql.append("-- ").append(script).append('\n');
            statements(dialect.render(read(script)))
                    .forEach(statement -> sql.append(statement).append(";\n"));
        }
        return sql.toString();
    }

    private void createHistory() {
        try {
            database.execute(
                    "create the migration history",
                    connection -> execute(connection, database.dialect().render(HISTORY)));
        } catch (StoreException e) {
            // PostgreSQL lets two processes that start at once both try, and fails the slower one.
            if (!database.reading("read the migration history", Migrations::hasHistory)) {
                throw e;
            }
        }
    }

    private void applyOne(int version) {
        for (int tries = 1; ; tries++) {
            try {
                database.execute(
                        "apply the migration " + SCRIPTS.get(version - 1), connection -> applyOne(connection, version));
                return;
            } catch (StoreException e) {
                boolean raced = e.getCause() instanceof SQLException sql && Database.isUniqueViolation(sql);
                // The other process has committed by then, so the next look finds the script applied.
                if (!raced || tries == RACES) {
                    throw e;
                }
            }
        }
    }

    private void applyOne(Connection connection, int version) throws SQLException {
        Map<Integer, String> applied = applied(connection);
        check(applied);
        if (applied.containsKey(version)) {
            return;
        }
        String name = SCRIPTS.get(version - 1);
        List<String> statements = statements(database.dialect().render(read(name)));
        if (database.dialect().commitsDefinitions()) {
            // Each statement is committed by itself, so the row comes last, and a script that broke off is begun anew.
            for (String statement : statements) {
                executeUnlessDone(connection, statement);
            }
            insertRow(connection, version, name);
        } else {
            // The row goes in first: a second process doing the same waits on it, and fails on it before it makes a
            // table.
            insertRow(connection, version, name);
            for (String statement : statements) {
                execute(connection, statement);
            }
        }
    }

    private void insertRow(Connection connection, int version, String name) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
            insert.setInt(1, version);
            insert.setString(2, name);
            insert.setString(3, checksum(read(name)));
            insert.setString(4, clock.instant().toString());
            insert.executeUpdate();
        }
    }

    private static void executeUnlessDone(Connection connection, String sql) throws SQLException {
        try {
            execute(connection, sql);
        } catch (SQLException e) {
            if (!EXISTS_ALREADY.contains(e.getErrorCode())) {
                throw e;
            }
        }
    }

    private static void check(Map<Integer, String> applied) {
        applied.forEach((version, checksum) -> {
            if (version > SCRIPTS.size()) {
                throw new StoreException(
                        "RA-0261",
                        "The tables are at version " + version + ", which a newer release made; this release knows "
                                + SCRIPTS.size() + ": use the newer release");
            }
            String name = SCRIPTS.get(version - 1);
            if (!checksum(read(name)).equals(checksum)) {
                throw new StoreException(
                        "RA-0261",
                        "The migration " + name + " was applied with other content; restore the release it came from");
            }
        });
    }

    private static Map<Integer, String> appliedOrNone(Connection connection) throws SQLException {
        return hasHistory(connection) ? applied(connection) : Map.of();
    }

    private static boolean hasHistory(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String table = metaData.storesUpperCaseIdentifiers() ? "REMOTE_AUDIT_MIGRATION" : "remote_audit_migration";
        try (ResultSet tables = metaData.getTables(connection.getCatalog(), connection.getSchema(), table, null)) {
            return tables.next();
        }
    }

    private static Map<Integer, String> applied(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(APPLIED);
                ResultSet rows = select.executeQuery()) {
            Map<Integer, String> applied = new TreeMap<>();
            while (rows.next()) {
                applied.put(rows.getInt(1), rows.getString(2));
            }
            return applied;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder code = new StringBuilder();
        for (String line : script.lines().toList()) {
            if (!line.startsWith("--")) {
                code.append(line).append('\n');
            }
        }
        Pattern.compile(";")
                .splitAsStream(code)
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .forEach(statements::add);
        return statements;
    }

    private static String read(String script) {
        try (InputStream in = Objects.requireNonNull(Migrations.class.getResourceAsStream(script), script)) {
            // A checkout on Windows may have changed line ends, which must not change the checksum.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String checksum(String script) {
        return HexFormat.of().formatHex(Sha256.newDigest().digest(script.getBytes(StandardCharsets.UTF_8)));
    }
}
