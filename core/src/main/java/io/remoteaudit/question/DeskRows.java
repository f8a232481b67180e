package io.remoteaudit.question;

import io.remoteaudit.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of internal notes and of assignments, which are only ever inserted. */
final class DeskRows {

    private static final String NEWEST_NOTE = "SELECT MAX(number) FROM remote_audit_note WHERE question_id = ?";
    private static final String INSERT_NOTE = "INSERT INTO remote_audit_note (question_id, number, body, written_by,"
            + " written_at) VALUES (?, ?, ?, ?, ?)";
    private static final String NOTES = "SELECT number, body, written_by, written_at FROM remote_audit_note"
            + " WHERE question_id = ? ORDER BY number";
    private static final String NEWEST_ASSIGNMENT =
            "SELECT MAX(number) FROM remote_audit_assignment WHERE question_id = ?";
    private static final String INSERT_ASSIGNMENT =
            "INSERT INTO remote_audit_assignment (question_id, number, assignee, assigned_by, assigned_at)"
                    + " VALUES (?, ?, ?, ?, ?)";
    private static final String ASSIGNMENTS =
            "SELECT question_id, assignee, assigned_by, assigned_at FROM remote_audit_assignment ORDER BY number";

    private static final int RACES = 5;

    private final Database database;

    DeskRows(Database database) {
        this.database = database;
    }

    void addNote(String questionId, String text, String by, Instant at) {
        add("keep a note", NEWEST_NOTE, INSERT_NOTE, questionId, text, by, at);
    }

    void assign(String questionId, String assignee, String by, Instant at) {
        add("assign a question", NEWEST_ASSIGNMENT, INSERT_ASSIGNMENT, questionId, assignee, by, at);
    }

    List<InternalNote> notes(String questionId) {
        return database.reading("read notes", connection -> {
            List<InternalNote> notes = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(NOTES)) {
                select.setString(1, questionId);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        notes.add(new InternalNote(
                                questionId,
                                rows.getInt(1),
                                rows.getString(2),
                                rows.getString(3),
                                Instant.ofEpochMilli(rows.getLong(4))));
                    }
                }
            }
            return notes;
        });
    }

    /** The newest assignment of each question that has one. */
    Map<String, Assignment> assignments() {
        return database.reading("read assignments", connection -> {
            Map<String, Assignment> assignments = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement(ASSIGNMENTS);
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    assignments.put(
                            rows.getString(1),
                            new Assignment(
                                    rows.getString(2), rows.getString(3), Instant.ofEpochMilli(rows.getLong(4))));
                }
            }
            return assignments;
        });
    }

    /** Two who write at once take the same number; the slower one takes the next. */
    private void add(String what, String newest, String insert, String questionId, String text, String by, Instant at) {
        boolean added = false;
        for (int tries = 1; !added; tries++) {
            boolean last = tries == RACES;
            added = database.joining(what, connection -> {
                int number = newest(connection, newest, questionId) + 1;
                try {
                    return Database.within(connection, own -> insert(own, insert, questionId, number, text, by, at));
                } catch (SQLException e) {
                    if (last || !Database.isUniqueViolation(e)) {
                        throw e;
                    }
                    return false;
                }
            });
        }
    }

    /** The highest number; 0 before the first. */
    private static int newest(Connection connection, String sql, String questionId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, questionId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    private static boolean insert(
            Connection connection, String sql, String questionId, int number, String text, String by, Instant at)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, questionId);
            insert.setInt(2, number);
            insert.setString(3, text);
            insert.setString(4, by);
            insert.setLong(5, at.toEpochMilli());
            return insert.executeUpdate() == 1;
        }
    }
}
