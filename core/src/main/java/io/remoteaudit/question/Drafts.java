package io.remoteaudit.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The drafts' rows: one a version, and one without a text that ends the versions before it. */
final class Drafts {

    private static final String INSERT =
            "INSERT INTO remote_audit_draft (question_id, version, body, language, besides,"
                    + " written_by, written_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String SELECT = "SELECT version, body, language, besides, written_by, written_at"
            + " FROM remote_audit_draft WHERE question_id = ? ORDER BY version";

    private final Database database;

    Drafts(Database database) {
        this.database = database;
    }

    /**
     * All rows of a question.
     *
     * @param drafts every version ever written
     * @param ended how many versions are ended, released ones and the rows that end them
     */
    record History(List<AnswerDraft> drafts, int ended) {

        /** Those that are not ended. */
        List<AnswerDraft> current() {
            return drafts.stream().filter(draft -> draft.version() > ended).toList();
        }

        /** The newest one, if it is not ended. */
        Optional<AnswerDraft> newest() {
            List<AnswerDraft> current = current();
            return current.isEmpty() ? Optional.empty() : Optional.of(current.get(current.size() - 1));
        }

        /** The highest version there is a row of. */
        int version() {
            return drafts.isEmpty()
                    ? ended
                    : Math.max(ended, drafts.get(drafts.size() - 1).version());
        }
    }

    History history(String questionId) {
        return database.reading("read drafts", connection -> history(connection, questionId));
    }

    History history(Connection connection, String questionId) throws SQLException {
        List<AnswerDraft> drafts = new ArrayList<>();
        int ended = 0;
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, questionId);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String body = rows.getString(2);
                    if (body == null) {
                        ended = rows.getInt(1);
                    } else {
                        drafts.add(new AnswerDraft(
                                questionId,
                                rows.getInt(1),
                                content(body, rows.getString(3), rows.getString(4)),
                                rows.getString(5),
                                Instant.ofEpochMilli(rows.getLong(6))));
                    }
                }
            }
        }
        return new History(drafts, ended);
    }

    void insert(Connection connection, AnswerDraft draft) throws SQLException {
        DraftContent content = draft.content();
        insert(
                connection,
                draft.questionId(),
                draft.version(),
                content.text(),
                content.language(),
                besides(content),
                draft.by(),
                draft.at());
    }

    /** Ends the versions before this one. */
    void end(Connection connection, String questionId, int version, String by, Instant at) throws SQLException {
        insert(connection, questionId, version, null, null, null, by, at);
    }

    /** Whoever writes a version that another has written meanwhile is told so, and nothing is written. */
    private void insert(
            Connection connection,
            String questionId,
            int version,
            @Nullable String body,
            @Nullable String language,
            @Nullable String besides,
            String by,
            Instant at)
            throws SQLException {
        try {
            Database.within(connection, own -> {
                try (PreparedStatement insert = own.prepareStatement(INSERT)) {
                    insert.setString(1, questionId);
                    insert.setInt(2, version);
                    insert.setString(3, body);
                    insert.setString(4, language);
                    insert.setString(5, besides);
                    insert.setString(6, by);
                    insert.setLong(7, at.toEpochMilli());
                    return insert.executeUpdate();
                }
            });
        } catch (SQLException e) {
            if (Database.isUniqueViolation(e)) {
                QuestionConflictException conflict = changed(questionId);
                conflict.initCause(e);
                throw conflict;
            }
            throw e;
        }
    }

    static QuestionConflictException changed(String questionId) {
        return new QuestionConflictException("The draft of question '" + questionId
                + "' has been changed or released since you read it; read it again and repeat");
    }

    private static @Nullable String besides(DraftContent content) {
        Translation translation = content.translation();
        if (translation == null && content.attachments().isEmpty()) {
            return null;
        }
        ObjectNode json = Json.object();
        if (translation != null) {
            json.set("translation", MessageFields.write(translation));
        }
        json.set("attachments", MessageFields.write(content.attachments()));
        return Json.write(json);
    }

    private static DraftContent content(String body, String language, @Nullable String besides) {
        if (besides == null) {
            return DraftContent.of(body, language);
        }
        JsonNode json = Json.parse(besides);
        return new DraftContent(
                body,
                language,
                json.has("translation") ? MessageFields.translation(json.path("translation")) : null,
                MessageFields.attachments(json.path("attachments")));
    }
}
