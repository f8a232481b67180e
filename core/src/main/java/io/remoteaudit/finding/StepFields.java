package io.remoteaudit.finding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.standard.ClauseReference;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A step as the fields of a ledger entry, and back. */
final class StepFields {

    private static final String RECORD = "record";
    private static final String QUESTION = "question";
    private static final String SAMPLE = "sample";

    private StepFields() {}

    static SortedMap<String, JsonNode> write(FindingAction action, StepContent content, String by) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("action", Json.text(action.wireName()));
        fields.put("by", Json.text(by));
        fields.put("language", Json.text(Wording.language(content.language())));
        fields.put("evidence", evidence(content.evidence()));
        if (content instanceof FindingStatement statement) {
            fields.put("kind", Json.text(statement.kind().wireName()));
            fields.put("edition", Json.text(statement.clause().edition()));
            fields.put("clause", Json.text(statement.clause().number()));
            fields.put("text", Json.text(statement.text()));
            putDay(fields, "respondBy", statement.respondBy());
            if (!statement.reason().isEmpty()) {
                fields.put("reason", Json.text(statement.reason()));
            }
        } else if (content instanceof FindingResponse response) {
            fields.put("correction", Json.text(response.correction()));
            fields.put("cause", Json.text(response.cause()));
            fields.put("correctiveAction", Json.text(response.correctiveAction()));
            putDay(fields, "dueDate", response.dueDate());
        } else if (content instanceof FindingRemark remark) {
            fields.put("text", Json.text(remark.text()));
            putDay(fields, "respondBy", remark.respondBy());
        }
        return fields;
    }

    static FindingStep read(Entry entry) {
        FindingAction action = FindingAction.ofWireName(text(entry, "action"));
        return new FindingStep(
                entry.version(), action, content(action, entry), text(entry, "by"), entry.at(), entry.leafIndex());
    }

    private static StepContent content(FindingAction action, Entry entry) {
        String language = text(entry, "language");
        List<Evidence> evidence = readEvidence(entry);
        if (action.content() == FindingStatement.class) {
            return new FindingStatement(
                    FindingKind.ofWireName(text(entry, "kind")),
                    new ClauseReference(text(entry, "edition"), text(entry, "clause")),
                    text(entry, "text"),
                    language,
                    evidence,
                    day(entry, "respondBy"),
                    text(entry, "reason"));
        }
        if (action.content() == FindingResponse.class) {
            return new FindingResponse(
                    text(entry, "correction"),
                    text(entry, "cause"),
                    text(entry, "correctiveAction"),
                    LocalDate.parse(text(entry, "dueDate")),
                    language,
                    evidence);
        }
        return new FindingRemark(text(entry, "text"), language, evidence, day(entry, "respondBy"));
    }

    private static ArrayNode evidence(List<Evidence> evidence) {
        ArrayNode array = Json.array();
        for (Evidence piece : evidence) {
            if (piece instanceof Evidence.OfRecord record) {
                array.addObject()
                        .put("type", RECORD)
                        .put("id", record.recordId())
                        .put("version", record.version());
            } else if (piece instanceof Evidence.OfQuestion question) {
                array.addObject()
                        .put("type", QUESTION)
                        .put("id", question.questionId())
                        .put("version", question.version());
            } else if (piece instanceof Evidence.OfSample sample) {
                array.addObject()
                        .put("type", SAMPLE)
                        .put("id", sample.sampleId())
                        .put("version", sample.version());
            }
        }
        return array;
    }

    private static List<Evidence> readEvidence(Entry entry) {
        List<Evidence> evidence = new ArrayList<>();
        entry.field("evidence")
                .ifPresent(all -> all.forEach(piece -> {
                    String id = piece.path("id").asText();
                    int version = piece.path("version").asInt();
                    evidence.add(
                            switch (piece.path("type").asText()) {
                                case QUESTION -> new Evidence.OfQuestion(id, version);
                                case SAMPLE -> new Evidence.OfSample(id, version);
                                default -> new Evidence.OfRecord(id, version);
                            });
                }));
        return evidence;
    }

    private static void putDay(SortedMap<String, JsonNode> fields, String name, @Nullable LocalDate day) {
        if (day != null) {
            fields.put(name, Json.text(day.toString()));
        }
    }

    private static @Nullable LocalDate day(Entry entry, String name) {
        String text = text(entry, name);
        return text.isEmpty() ? null : LocalDate.parse(text);
    }

    /** Empty where the field was erased. */
    private static String text(Entry entry, String name) {
        return entry.field(name).map(JsonNode::asText).orElse("");
    }
}
