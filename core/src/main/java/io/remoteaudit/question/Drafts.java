package io.remoteaudit.question;

import io.remoteaudit.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The drafts' rows: one a question, replaced as it is written and deleted when it is released. */
final class Drafts {

    private static final String DELETE = "DELETE FROM remote_audit_answer_draft WHERE question_id = ?";
    private static final String INSERT = "INSERT INTO remote_audit_answer_draft (question_id, body, language,"
            + " written_by, written_at) VALUES (?, ?, ?, ?, ?)";
    private static final String SELECT =
            "SELECT body, language, written_by, written_at FROM remote_audit_answer_draft" + " WHERE question_id = ?";

    private final Database database;

    Drafts(Database database) {
        this.database = database;
    }

    void put(AnswerDraft draft) {
        database.joining("save a draft", connection -> {
            delete(connection, draft.questionId());
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                insert.setString(1, draft.questionId());
                insert.setString(2, draft.text());
                insert.setString(3, draft.language());
                insert.setString(4, draft.by());
                insert.setLong(5, draft.at().toEpochMilli());
                return insert.executeUpdate();
            }
        });
    }

    Optional<AnswerDraft> find(String questionId) {
        return database.reading("read a draft", connection -> find(connection, questionId));
    }

    Optional<AnswerDraft> find(Connection connection, String questionId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, questionId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new AnswerDraft(
                                questionId,
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                Instant.ofEpochMilli(rows.getLong(4))))
                        : Optional.empty();
            }
        }
    }

    int delete(Connection connection, String questionId) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setString(1, questionId);
            return delete.executeUpdate();
        }
    }
}
