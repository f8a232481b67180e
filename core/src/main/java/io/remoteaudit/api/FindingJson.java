package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.finding.Evidence;
import io.remoteaudit.finding.Finding;
import io.remoteaudit.finding.FindingAction;
import io.remoteaudit.finding.FindingKind;
import io.remoteaudit.finding.FindingRemark;
import io.remoteaudit.finding.FindingResponse;
import io.remoteaudit.finding.FindingRules;
import io.remoteaudit.finding.FindingState;
import io.remoteaudit.finding.FindingStatement;
import io.remoteaudit.finding.FindingStep;
import io.remoteaudit.finding.StepContent;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.standard.ClauseReference;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Findings on the wire. */
public final class FindingJson {

    private static final String RECORD = "record";
    private static final String QUESTION = "question";
    private static final String SAMPLE = "sample";

    private FindingJson() {}

    /**
     * A finding as JSON.
     *
     * @param finding the finding
     * @param reader whose possible actions it names
     * @return a new object
     */
    public static ObjectNode write(Finding finding, Party reader) {
        FindingStatement statement = finding.statement();
        FindingState state = finding.state();
        ObjectNode json = Json.object();
        json.put("id", finding.id());
        json.put("kind", statement.kind().wireName());
        json.set("clause", write(statement.clause()));
        json.put("state", state.wireName());
        json.put("version", finding.version());
        json.put("waitsFor", finding.waitsFor().map(Party::wireName).orElse(null));
        json.put("due", finding.due().map(LocalDate::toString).orElse(null));
        json.put("closedAt", finding.closedAt().map(Object::toString).orElse(null));
        ArrayNode actions = json.putArray("actions");
        FindingRules.possible(statement.kind(), state, reader).forEach(action -> actions.add(action.wireName()));
        ArrayNode steps = json.putArray("steps");
        List<FindingState> states = finding.states();
        for (int i = 0; i < states.size(); i++) {
            steps.add(write(finding.steps().get(i), states.get(i)));
        }
        return json;
    }

    private static ObjectNode write(FindingStep step, FindingState state) {
        ObjectNode json = Json.object();
        json.put("number", step.number());
        json.put("action", step.action().wireName());
        json.put("party", step.action().by().wireName());
        json.put("state", state.wireName());
        json.put("by", step.by());
        json.put("at", step.at().toString());
        if (step.leafIndex().isPresent()) {
            json.put("leafIndex", step.leafIndex().getAsLong());
        } else {
            json.putNull("leafIndex");
        }
        StepContent content = step.content();
        json.put("language", content.language());
        json.set("evidence", writeEvidence(content.evidence()));
        addTo(json, content);
        return json;
    }

    /**
     * The members a request and a step have in common: what is said.
     *
     * @param json gets them
     * @param content what is said
     */
    public static void addTo(ObjectNode json, StepContent content) {
        if (content instanceof FindingStatement statement) {
            json.put("kind", statement.kind().wireName());
            json.set("clause", write(statement.clause()));
            json.put("text", statement.text());
            putDay(json, "respondBy", statement.respondBy());
            if (!statement.reason().isEmpty()) {
                json.put("reason", statement.reason());
            }
        } else if (content instanceof FindingResponse response) {
            json.put("correction", response.correction());
            json.put("cause", response.cause());
            json.put("correctiveAction", response.correctiveAction());
            putDay(json, "dueDate", response.dueDate());
        } else if (content instanceof FindingRemark remark) {
            json.put("text", remark.text());
            putDay(json, "respondBy", remark.respondBy());
        }
    }

    /**
     * Evidence as JSON.
     *
     * @param evidence the pieces
     * @return a new array
     */
    public static ArrayNode writeEvidence(List<Evidence> evidence) {
        ArrayNode array = Json.array();
        for (Evidence piece : evidence) {
            if (piece instanceof Evidence.OfRecord record) {
                array.addObject()
                        .put("type", RECORD)
                        .put("recordId", record.recordId())
                        .put("version", record.version());
            } else if (piece instanceof Evidence.OfQuestion question) {
                array.addObject()
                        .put("type", QUESTION)
                        .put("questionId", question.questionId())
                        .put("version", question.version());
            } else if (piece instanceof Evidence.OfSample sample) {
                array.addObject()
                        .put("type", SAMPLE)
                        .put("sampleId", sample.sampleId())
                        .put("version", sample.version());
            }
        }
        return array;
    }

    /**
     * Reads a finding.
     *
     * @param json the finding
     * @param engagement the engagement it was raised in
     * @return the finding
     * @throws MalformedException if it is not a finding
     */
    public static Finding read(JsonNode json, String engagement) {
        try {
            return new Finding(Wire.text(json, "id"), engagement, Wire.list(json, "steps", FindingJson::readStep));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A finding of the answer is not one this version knows", e);
        }
    }

    private static FindingStep readStep(JsonNode json) {
        FindingAction action = FindingAction.ofWireName(Wire.text(json, "action"));
        return new FindingStep(
                Wire.integer(json, "number"),
                action,
                readContent(action, json),
                Wire.text(json, "by"),
                Wire.instant(json, "at"),
                Wire.optional(json, "leafIndex").isPresent()
                        ? OptionalLong.of(Wire.number(json, "leafIndex"))
                        : OptionalLong.empty());
    }

    private static StepContent readContent(FindingAction action, JsonNode json) {
        String language = Wire.text(json, "language");
        List<Evidence> evidence = Wire.list(json, "evidence", FindingJson::readEvidence);
        if (action.content() == FindingStatement.class) {
            JsonNode clause = Wire.member(json, "clause");
            return new FindingStatement(
                    FindingKind.ofWireName(Wire.text(json, "kind")),
                    new ClauseReference(Wire.text(clause, "edition"), Wire.text(clause, "number")),
                    Wire.text(json, "text"),
                    language,
                    evidence,
                    day(json, "respondBy").orElse(null),
                    Wire.optionalText(json, "reason").orElse(""));
        }
        if (action.content() == FindingResponse.class) {
            return new FindingResponse(
                    Wire.text(json, "correction"),
                    Wire.text(json, "cause"),
                    Wire.text(json, "correctiveAction"),
                    day(json, "dueDate").orElseThrow(() -> new MalformedException("A response has no 'dueDate'")),
                    language,
                    evidence);
        }
        return new FindingRemark(
                Wire.text(json, "text"),
                language,
                evidence,
                day(json, "respondBy").orElse(null));
    }

    private static Evidence readEvidence(JsonNode json) {
        int version = Wire.integer(json, "version");
        return switch (Wire.text(json, "type")) {
            case RECORD -> new Evidence.OfRecord(Wire.text(json, "recordId"), version);
            case QUESTION -> new Evidence.OfQuestion(Wire.text(json, "questionId"), version);
            case SAMPLE -> new Evidence.OfSample(Wire.text(json, "sampleId"), version);
            default -> throw new MalformedException("Evidence of the answer is of a type this version does not know");
        };
    }

    private static ObjectNode write(ClauseReference clause) {
        return Json.object().put("edition", clause.edition()).put("number", clause.number());
    }

    private static void putDay(ObjectNode json, String name, @Nullable LocalDate day) {
        if (day != null) {
            json.put(name, day.toString());
        }
    }

    static Optional<LocalDate> day(JsonNode json, String name) {
        try {
            return Wire.optionalText(json, name).map(LocalDate::parse);
        } catch (DateTimeException e) {
            throw new MalformedException("'" + name + "' of the answer is not a day", e);
        }
    }
}
