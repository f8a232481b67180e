package io.remoteaudit.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Tells the maker that something happened to a question, a finding, the audit plan, the preparation list or a request for
 * consent. It names that and says none of its words, since nobody knows who reads it on its way.
 *
 * @param id the same however often it is delivered, by which a receiver knows one it has had
 * @param kind what happened
 * @param engagement the engagement it belongs to
 * @param subjectId the question, the finding, the request for consent, or the item of the preparation list; the engagement
 *     where it is about a plan or a list as a whole
 * @param number the message or step it is about
 * @param at when it happened
 * @param category what a question is about; null for what is no question
 * @param priority how much a question presses; null for what is no question
 * @param due the last day on which the answer is in time; null for none
 * @param assignee who is to answer; null for nobody
 */
public record Notice(
        String id,
        NoticeKind kind,
        String engagement,
        String subjectId,
        int number,
        Instant at,
        @Nullable QuestionCategory category,
        @Nullable QuestionPriority priority,
        @Nullable LocalDate due,
        @Nullable String assignee) {

    private static final String QUESTION = "question";

    /** The message of a webhook: type, time and data, as Standard Webhooks has them. */
    String content() {
        ObjectNode json = Json.object();
        json.put("type", kind.wireName());
        json.put("timestamp", at.toString());
        ObjectNode data = json.putObject("data");
        data.put("engagement", engagement);
        data.put(kind.subject() + "Id", subjectId);
        data.put(kind.subject().equals(QUESTION) ? "message" : "step", number);
        if (category != null) {
            data.put("category", category.wireName());
        }
        if (priority != null) {
            data.put("priority", priority.wireName());
        }
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
        NoticeKind kind = NoticeKind.ofWireName(json.path("type").asText());
        return new Notice(
                id,
                kind,
                data.path("engagement").asText(),
                data.path(kind.subject() + "Id").asText(),
                data.path(kind.subject().equals(QUESTION) ? "message" : "step").asInt(),
                Instant.parse(json.path("timestamp").asText()),
                data.has("category")
                        ? QuestionCategory.ofWireName(data.path("category").asText())
                        : null,
                data.has("priority")
                        ? QuestionPriority.ofWireName(data.path("priority").asText())
                        : null,
                due == null ? null : LocalDate.parse(due),
                data.path("assignee").textValue());
    }
}
