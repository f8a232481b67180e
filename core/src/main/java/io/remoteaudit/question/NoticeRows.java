package io.remoteaudit.question;

import io.remoteaudit.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The rows of notices: how far the ledger was read, what is to be delivered, and what was reminded of. */
final class NoticeRows {

    private static final String NAME = "questions";
    private static final int LONGEST_FAILURE = 500;

    private static final String POSITION = "SELECT next_leaf FROM remote_audit_notice_position WHERE name = ?";
    private static final String BEGIN = "INSERT INTO remote_audit_notice_position (name, next_leaf) VALUES (?, ?)";
    private static final String ADVANCE =
            "UPDATE remote_audit_notice_position SET next_leaf = ? WHERE name = ? AND next_leaf = ?";
    private static final String INSERT = "INSERT INTO remote_audit_notice (id, target, content, created_at, attempts,"
            + " next_attempt_at, dead, failure) VALUES (?, ?, ?, ?, 0, ?, 0, NULL)";
    private static final String REMIND =
            "INSERT INTO remote_audit_reminder (question_id, kind, round, reminded_at)" + " VALUES (?, ?, ?, ?)";
    private static final String COLUMNS =
            "SELECT id, target, content, created_at, attempts, failure" + " FROM remote_audit_notice WHERE ";
    private static final String DUE =
            COLUMNS + "target = ? AND dead = 0 AND next_attempt_at <= ? ORDER BY created_at, id";
    private static final String DEAD = COLUMNS + "dead = 1 ORDER BY created_at, id";
    private static final String CLAIM = "UPDATE remote_audit_notice SET attempts = attempts + 1, next_attempt_at = ?"
            + " WHERE id = ? AND target = ? AND attempts = ? AND dead = 0";
    private static final String DELIVERED = "DELETE FROM remote_audit_notice WHERE id = ? AND target = ?";
    private static final String FAILED =
            "UPDATE remote_audit_notice SET next_attempt_at = ?, dead = ?, failure = ? WHERE id = ? AND target = ?";
    private static final String REPLAY = "UPDATE remote_audit_notice SET attempts = 0, next_attempt_at = ?, dead = 0"
            + " WHERE id = ? AND target = ? AND dead = 1";

    private NoticeRows() {}

    static OptionalLong position(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(POSITION)) {
            select.setString(1, NAME);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** Begins at a leaf unless another node has begun. */
    static void begin(Connection connection, long leaf) throws SQLException {
        try {
            Database.within(connection, own -> {
                try (PreparedStatement insert = own.prepareStatement(BEGIN)) {
                    insert.setString(1, NAME);
                    insert.setLong(2, leaf);
                    return insert.executeUpdate();
                }
            });
        } catch (SQLException e) {
            if (!Database.isUniqueViolation(e)) {
                throw e;
            }
        }
    }

    /** Whether this node read from one leaf to another, and no other node did before. */
    static boolean advance(Connection connection, long from, long to) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(ADVANCE)) {
            update.setLong(1, to);
            update.setString(2, NAME);
            update.setLong(3, from);
            return update.executeUpdate() == 1;
        }
    }

    static void insert(Connection connection, Notice notice, String target, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, notice.id());
            insert.setString(2, target);
            insert.setString(3, notice.content());
            insert.setLong(4, now.toEpochMilli());
            insert.setLong(5, now.toEpochMilli());
            insert.executeUpdate();
        }
    }

    /** Items of the lists of several engagements may have one name. */
    private static String subjectOf(Notice notice) {
        boolean item =
                notice.kind() == NoticeKind.PREPARATION_DUE_SOON || notice.kind() == NoticeKind.PREPARATION_OVERDUE;
        return item ? notice.id() : notice.subjectId();
    }

    /** Whether nobody was reminded of this before. */
    static boolean remind(Connection connection, Notice notice, Instant now) throws SQLException {
        try {
            return Database.within(connection, own -> {
                try (PreparedStatement insert = own.prepareStatement(REMIND)) {
                    insert.setString(1, subjectOf(notice));
                    insert.setString(2, notice.kind().wireName());
                    insert.setInt(3, notice.number());
                    insert.setLong(4, now.toEpochMilli());
                    return insert.executeUpdate() == 1;
                }
            });
        } catch (SQLException e) {
            if (Database.isUniqueViolation(e)) {
                return false;
            }
            throw e;
        }
    }

    static List<Delivery> due(Connection connection, String target, Instant now, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DUE)) {
            select.setMaxRows(limit);
            select.setString(1, target);
            select.setLong(2, now.toEpochMilli());
            return deliveries(select);
        }
    }

    static List<Delivery> dead(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DEAD)) {
            return deliveries(select);
        }
    }

    private static List<Delivery> deliveries(PreparedStatement select) throws SQLException {
        List<Delivery> deliveries = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String failure = rows.getString(6);
                deliveries.add(new Delivery(
                        Notice.read(rows.getString(1), rows.getString(3)),
                        rows.getString(2),
                        Instant.ofEpochMilli(rows.getLong(4)),
                        rows.getInt(5),
                        failure == null ? "" : failure));
            }
        }
        return deliveries;
    }

    /** Whether this attempt is this node's. Should the node die, another tries again at that time. */
    static boolean claim(Connection connection, Delivery delivery, Instant until) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(CLAIM)) {
            update.setLong(1, until.toEpochMilli());
            update.setString(2, delivery.notice().id());
            update.setString(3, delivery.target());
            update.setInt(4, delivery.attempts());
            return update.executeUpdate() == 1;
        }
    }

    static void delivered(Connection connection, Delivery delivery) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELIVERED)) {
            delete.setString(1, delivery.notice().id());
            delete.setString(2, delivery.target());
            delete.executeUpdate();
        }
    }

    static void failed(Connection connection, Delivery delivery, Instant next, boolean dead, String failure)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(FAILED)) {
            update.setLong(1, next.toEpochMilli());
            update.setInt(2, dead ? 1 : 0);
            update.setString(3, failure.substring(0, Math.min(failure.length(), LONGEST_FAILURE)));
            update.setString(4, delivery.notice().id());
            update.setString(5, delivery.target());
            update.executeUpdate();
        }
    }

    static boolean replay(Connection connection, String id, String target, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(REPLAY)) {
            update.setLong(1, now.toEpochMilli());
            update.setString(2, id);
            update.setString(3, target);
            return update.executeUpdate() == 1;
        }
    }
}
