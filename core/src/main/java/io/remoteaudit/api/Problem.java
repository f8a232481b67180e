package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.search.QuerySyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A failure as it crosses the wire, RFC 9457.
 *
 * @param type a URN that names the kind, see {@link ProblemType}
 * @param title what kind of failure it is, in the caller's language
 * @param status the HTTP status
 * @param code the code under which the documentation has it
 * @param detail what was wrong and what to do, in the caller's language
 * @param errors the places that are wrong; may be empty
 */
public record Problem(String type, String title, int status, String code, String detail, List<ProblemError> errors) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int MAX_ERRORS = 1_000;

    /** Checks that nothing is missing and copies the list. */
    public Problem {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(detail, "detail");
        errors = List.copyOf(errors);
    }

    /**
     * The problem as JSON.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("type", type);
        json.put("title", title);
        json.put("status", status);
        json.put("code", code);
        json.put("detail", detail);
        if (!errors.isEmpty()) {
            ArrayNode array = json.putArray("errors");
            errors.forEach(error -> array.add(error.toJson()));
        }
        return json;
    }

    /**
     * Reads a problem. What is missing is filled as RFC 9457 says; nothing in it is trusted.
     *
     * @param json the document
     * @param status the answer's HTTP status
     * @return the problem
     * @throws MalformedException if it is not an object
     */
    public static Problem fromJson(JsonNode json, int status) {
        if (!json.isObject()) {
            throw new MalformedException("A problem document is a JSON object");
        }
        List<ProblemError> errors = new ArrayList<>();
        for (JsonNode error : json.path("errors")) {
            if (errors.size() < MAX_ERRORS) {
                errors.add(new ProblemError(
                        text(error, "pointer"),
                        text(error, "parameter"),
                        error.path("position").isInt()
                                ? OptionalInt.of(error.path("position").intValue())
                                : OptionalInt.empty(),
                        error.path("detail").asText(""),
                        correction(error.path("correction"))));
            }
        }
        return new Problem(
                json.path("type").asText("about:blank"),
                json.path("title").asText(""),
                status,
                json.path("code").asText(""),
                json.path("detail").asText(""),
                errors);
    }

    private static QuerySyntaxException.@Nullable Correction correction(JsonNode json) {
        return json.path("from").isInt()
                        && json.path("to").isInt()
                        && json.path("text").isTextual()
                ? new QuerySyntaxException.Correction(
                        json.path("from").intValue(),
                        json.path("to").intValue(),
                        json.path("text").textValue())
                : null;
    }

    private static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null || !value.isTextual() ? null : value.textValue();
    }
}
