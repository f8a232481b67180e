package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.search.QuerySyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;
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
 * @param translation the same in the other language; null if it is not known
 */
public record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        List<ProblemError> errors,
        @Nullable Translation translation) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int MAX_ERRORS = 1_000;

    /**
     * What a problem says in its other language.
     *
     * @param language the language, {@code zh-CN} or {@code en}
     * @param title what kind of failure it is
     * @param detail what was wrong and what to do
     * @param errors what is wrong at each place, in the problem's order
     */
    public record Translation(String language, String title, String detail, List<String> errors) {

        /** Checks that nothing is missing and copies the list. */
        public Translation {
            Objects.requireNonNull(language, "language");
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(detail, "detail");
            errors = List.copyOf(errors);
        }

        private ObjectNode toJson() {
            ObjectNode json = Json.object();
            json.put("language", language);
            json.put("title", title);
            json.put("detail", detail);
            if (!errors.isEmpty()) {
                errors.forEach(json.putArray("errors")::add);
            }
            return json;
        }
    }

    /** Checks that nothing is missing and copies the list. */
    public Problem {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(detail, "detail");
        errors = List.copyOf(errors);
    }

    /**
     * A problem in one language, with what it says in the other.
     *
     * @param language the caller's language, from {@link Messages#language}
     * @param said says the problem in a language
     * @return the problem
     */
    public static Problem in(Locale language, Function<Locale, Problem> said) {
        Locale other = language.equals(Locale.ENGLISH) ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
        Problem own = said.apply(language);
        Problem translated = said.apply(other);
        return new Problem(
                own.type,
                own.title,
                own.status,
                own.code,
                own.detail,
                own.errors,
                new Translation(
                        other.toLanguageTag(),
                        translated.title,
                        translated.detail,
                        translated.errors.stream().map(ProblemError::detail).toList()));
    }

    /**
     * What was wrong and what to do.
     *
     * @param language Chinese or English
     * @return the text in that language if there is one, otherwise in the caller's
     */
    public String detail(Locale language) {
        return translation != null
                        && Locale.forLanguageTag(translation.language())
                                .getLanguage()
                                .equals(language.getLanguage())
                ? translation.detail()
                : detail;
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
        if (translation != null) {
            json.set("translation", translation.toJson());
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
                errors,
                translation(json.path("translation")));
    }

    private static @Nullable Translation translation(JsonNode json) {
        if (!json.isObject()) {
            return null;
        }
        List<String> errors = new ArrayList<>();
        for (JsonNode error : json.path("errors")) {
            if (errors.size() < MAX_ERRORS) {
                errors.add(error.asText(""));
            }
        }
        return new Translation(
                json.path("language").asText(""),
                json.path("title").asText(""),
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
