package io.remoteaudit.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Tells the maker that something happened to a question. It names the question and says none of its words, since nobody
 * knows who reads it on its way.
 *
 * @param id the same however often it is delivered, by which a receiver knows one it has had
 * @param kind what happened
 * @param engagement the engagement the question was asked in
 * @param questionId the question
 * @param number the message it is about
 * @param at when it happened
 * @param category what the question is about
 * @param priority how much it presses
 * @param due the last day on which the answer is in time; null for none
 * @param assignee who is to answer; null for nobody
 */
public record Notice(
        String id,
        NoticeKind kind,
        String engagement,
        String questionId,
        int number,
        Instant at,
        QuestionCategory category,
        QuestionPriority priority,
        @Nullable LocalDate due,
        @Nullable String assignee) {

    /** The message of a webhook: type, time and data, as Standard Webhooks has them. */
    String content() {
        ObjectNode json = Json.object();
        json.put("type", kind.wireName());
        json.put("timestamp", at.toString());
        ObjectNode data = json.putObject("data");
        data.put("engagement", engagement);
        data.put("questionId", questionId);
        data.put("message", number);
        data.put("category", category.wireName());
        data.put("priority", priority.wireName());
        if (due != null) {
            data.put("due", due.toString());
        }
        if (assignee != null) {
            data.put("assignee", assignee);
        }
        return Json.write(json);
    }

    static Notice read(String id, String content) {
        JsonNode json = Json.parse(content);
        JsonNode data = json.path("data");
        String due = data.path("due").textValue();
        return new Notice(
                id,
                NoticeKind.ofWireName(json.path("type").asText()),
                data.path("engagement").asText(),
                data.path("questionId").asText(),
                data.path("message").asInt(),
                Instant.parse(json.path("timestamp").asText()),
                QuestionCategory.ofWireName(data.path("category").asText()),
                QuestionPriority.ofWireName(data.path("priority").asText()),
                due == null ? null : LocalDate.parse(due),
                data.path("assignee").textValue());
    }
}
