package io.remoteaudit.timestamp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The rows of time-stamps given and pending. Stateless. */
final class AnchorRows {

    private static final int LONGEST_FAILURE = 500;

    private static final String INSERT =
            "INSERT INTO remote_audit_timestamp (ledger_size, authority, stamped_at, token) VALUES (?, ?, ?, ?)";
    private static final String INSERT_PENDING =
            "INSERT INTO remote_audit_timestamp_pending (ledger_size, authority, asked_at, attempts, next_attempt_at)"
                    + " VALUES (?, ?, ?, 0, ?)";
    private static final String DELETE_PENDING =
            "DELETE FROM remote_audit_timestamp_pending WHERE ledger_size = ? AND authority = ?";
    private static final String CLAIM = "UPDATE remote_audit_timestamp_pending SET attempts = attempts + 1,"
            + " next_attempt_at = ? WHERE ledger_size = ? AND authority = ? AND attempts = ?";
    private static final String FAILED = "UPDATE remote_audit_timestamp_pending SET next_attempt_at = ?, failure = ?"
            + " WHERE ledger_size = ? AND authority = ?";
    private static final String DUE =
            "SELECT ledger_size, authority, attempts FROM remote_audit_timestamp_pending WHERE"
                    + " next_attempt_at <= ? ORDER BY ledger_size DESC LIMIT 100";
    private static final String GIVEN_COLUMNS =
            "SELECT ledger_size, authority, stamped_at, token, NULL FROM remote_audit_timestamp ";
    private static final String PENDING_COLUMNS =
            "SELECT ledger_size, authority, asked_at, NULL, failure FROM remote_audit_timestamp_pending ";
    private static final String GIVEN_OF = GIVEN_COLUMNS + "WHERE ledger_size = ?";
    private static final String PENDING_OF = PENDING_COLUMNS + "WHERE ledger_size = ?";
    private static final String NEWEST_GIVEN = GIVEN_COLUMNS + "ORDER BY ledger_size DESC, authority LIMIT ?";
    private static final String NEWEST_PENDING = PENDING_COLUMNS + "ORDER BY ledger_size DESC, authority LIMIT ?";
    private static final String KEPT_BELOW =
            "SELECT ledger_size, authority, stamped_at, token FROM remote_audit_timestamp WHERE ledger_size = (SELECT"
                    + " MAX(ledger_size) FROM remote_audit_timestamp WHERE ledger_size < ?) ORDER BY authority";
    private static final String TOTAL = "SELECT (SELECT COUNT(*) FROM remote_audit_timestamp) + (SELECT COUNT(*) FROM"
            + " remote_audit_timestamp_pending)";
    private static final String LAST_GIVEN = "SELECT MAX(stamped_at), MAX(ledger_size) FROM remote_audit_timestamp";
    private static final String LAST_PENDING =
            "SELECT MAX(asked_at), MAX(ledger_size) FROM remote_audit_timestamp_pending";

    private AnchorRows() {}

    /** A time-stamp to be asked for now. */
    record Due(long ledgerSize, String authority, int attempts) {}

    /** When the ledger was last anchored or asked to be, and at which size. */
    record Last(OptionalLong at, long ledgerSize) {}

    /** Keeps a time-stamp that was pending; nothing if another thread or node was first. */
    static void insert(Connection connection, long ledgerSize, String authority, Timestamp timestamp)
            throws SQLException {
        if (update(connection, DELETE_PENDING, ledgerSize, authority) == 0) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, ledgerSize);
            insert.setString(2, authority);
            insert.setLong(3, timestamp.at().toEpochMilli());
            insert.setBytes(4, timestamp.token());
            insert.executeUpdate();
        }
    }

    static void insertPending(Connection connection, long ledgerSize, String authority, Instant at)
            throws SQLException {
        update(connection, INSERT_PENDING, ledgerSize, authority, at.toEpochMilli(), at.toEpochMilli());
    }

    /** Takes a pending time-stamp for this node until a time; false if another node took it in between. */
    static boolean claim(Connection connection, Due due, Instant until) throws SQLException {
        return update(connection, CLAIM, until.toEpochMilli(), due.ledgerSize(), due.authority(), due.attempts()) == 1;
    }

    static void fail(Connection connection, Due due, Instant next, String why) throws SQLException {
        String shortened = why.substring(0, Math.min(LONGEST_FAILURE, why.length()));
        update(connection, FAILED, next.toEpochMilli(), shortened, due.ledgerSize(), due.authority());
    }

    static List<Due> due(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DUE)) {
            select.setLong(1, now.toEpochMilli());
            try (ResultSet rows = select.executeQuery()) {
                List<Due> due = new ArrayList<>();
                while (rows.next()) {
                    due.add(new Due(rows.getLong(1), rows.getString(2), rows.getInt(3)));
                }
                return due;
            }
        }
    }

    static List<Anchor> of(Connection connection, long ledgerSize) throws SQLException {
        List<Anchor> anchors = new ArrayList<>(select(connection, GIVEN_OF, ledgerSize));
        anchors.addAll(select(connection, PENDING_OF, ledgerSize));
        return anchors;
    }

    static List<Anchor> newest(Connection connection, int limit) throws SQLException {
        List<Anchor> anchors = new ArrayList<>(select(connection, NEWEST_GIVEN, limit));
        anchors.addAll(select(connection, NEWEST_PENDING, limit));
        return anchors;
    }

    // Arrays compare by identity, but rows are never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Kept(long ledgerSize, String authority, long stampedAt, byte[] token) {}

    /** The time-stamps kept of the next smaller sizes, all of each size. */
    static List<Kept> keptBelow(Connection connection, long ledgerSize) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(KEPT_BELOW)) {
            select.setLong(1, ledgerSize);
            try (ResultSet rows = select.executeQuery()) {
                List<Kept> kept = new ArrayList<>();
                while (rows.next()) {
                    kept.add(new Kept(rows.getLong(1), rows.getString(2), rows.getLong(3), rows.getBytes(4)));
                }
                return kept;
            }
        }
    }

    static Optional<Anchor> newestGiven(Connection connection) throws SQLException {
        return select(connection, NEWEST_GIVEN, 1).stream().findFirst();
    }

    static long total(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(TOTAL);
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    static Last last(Connection connection) throws SQLException {
        OptionalLong at = OptionalLong.empty();
        long size = 0;
        for (String sql : List.of(LAST_GIVEN, LAST_PENDING)) {
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet rows = select.executeQuery()) {
                rows.next();
                long found = rows.getLong(1);
                if (!rows.wasNull()) {
                    at = OptionalLong.of(Math.max(at.orElse(found), found));
                    size = Math.max(size, rows.getLong(2));
                }
            }
        }
        return new Last(at, size);
    }

    private static List<Anchor> select(Connection connection, String sql, long parameter) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, parameter);
            try (ResultSet rows = select.executeQuery()) {
                List<Anchor> anchors = new ArrayList<>();
                while (rows.next()) {
                    byte[] token = rows.getBytes(4);
                    anchors.add(new Anchor(
                            rows.getLong(1),
                            rows.getString(2),
                            Instant.ofEpochMilli(rows.getLong(3)),
                            token == null ? null : Timestamp.parse(token),
                            rows.getString(5)));
                }
                return anchors;
            }
        }
    }

    private static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                update.setObject(i + 1, parameters[i]);
            }
            return update.executeUpdate();
        }
    }
}
