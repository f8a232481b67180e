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

    private static final String INSERT_NOTE = "INSERT INTO remote_audit_note (question_id, number, body, written_by,"
            + " written_at) SELECT ?, COALESCE(MAX(number), 0) + 1, ?, ?, ? FROM remote_audit_note"
            + " WHERE question_id = ?";
    private static final String NOTES = "SELECT number, body, written_by, written_at FROM remote_audit_note"
            + " WHERE question_id = ? ORDER BY number";
    private static final String INSERT_ASSIGNMENT =
            "INSERT INTO remote_audit_assignment (question_id, number, assignee, assigned_by, assigned_at)"
                    + " SELECT ?, COALESCE(MAX(number), 0) + 1, ?, ?, ? FROM remote_audit_assignment"
                    + " WHERE question_id = ?";
    private static final String ASSIGNMENTS =
            "SELECT question_id, assignee, assigned_by, assigned_at FROM remote_audit_assignment ORDER BY number";

    private static final int RACES = 5;

    private final Database database;

    DeskRows(Database database) {
        this.database = database;
    }

    void addNote(String questionId, String text, String by, Instant at) {
        add("keep a note", INSERT_NOTE, questionId, text, by, at);
    }

    void assign(String questionId, String assignee, String by, Instant at) {
        add("assign a question", INSERT_ASSIGNMENT, questionId, assignee, by, at);
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
    private void add(String what, String sql, String questionId, String text, String by, Instant at) {
        boolean added = false;
        for (int tries = 1; !added; tries++) {
            boolean last = tries == RACES;
            added = database.joining(what, connection -> insert(connection, last, sql, questionId, text, by, at));
        }
    }

    private static boolean insert(
            Connection connection, boolean last, String sql, String questionId, String text, String by, Instant at)
            throws SQLException {
        try {
            return Database.within(connection, own -> {
                try (PreparedStatement insert = own.prepareStatement(sql)) {
                    insert.setString(1, questionId);
                    insert.setString(2, text);
                    insert.setString(3, by);
                    insert.setLong(4, at.toEpochMilli());
                    insert.setString(5, questionId);
                    return insert.executeUpdate() == 1;
                }
            });
        } catch (SQLException e) {
            if (last || !Database.isUniqueViolation(e)) {
                throw e;
            }
            return false;
        }
    }
}
