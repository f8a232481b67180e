package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.standard.LocalizedText;
import io.remoteaudit.standard.Stage;
import java.util.Arrays;
import java.util.Optional;

/** What the codes of records are called, as {@code names.json} says. Immutable. */
final class PageNames {

    private static final Json.Bounds BOUNDS = new Json.Bounds(8 << 20, 8, 10_000);

    /** A longer one is no name, and the page repeats names. */
    private static final int LONGEST = 300;

    private final JsonNode json;

    private PageNames(JsonNode json) {
        this.json = json;
    }

    /**
     * Reads names.
     *
     * @throws MalformedException if it is no JSON object within bounds
     */
    static PageNames parse(String text) {
        JsonNode json = Json.parse(text, BOUNDS);
        if (!json.isObject()) {
            throw new MalformedException("names.json is not an object");
        }
        return new PageNames(json);
    }

    String catalogue() {
        return json.path("catalogue").asText();
    }

    Optional<LocalizedText> recordType(String type) {
        return name(json.path("recordTypes").path(type));
    }

    Optional<LocalizedText> stage(String type) {
        String code = json.path("recordTypes").path(type).path("stage").asText();
        return Arrays.stream(Stage.values())
                .filter(stage -> stage.wireName().equals(code))
                .findFirst()
                .map(Stage::label);
    }

    Optional<LocalizedText> attribute(String type, String attribute) {
        return name(attributeOf(type, attribute));
    }

    Optional<LocalizedText> value(String type, String attribute, String value) {
        return name(attributeOf(type, attribute).path("values").path(value));
    }

    Optional<LocalizedText> clause(String reference) {
        return name(json.path("clauses").path(reference));
    }

    Optional<LocalizedText> standard(String edition) {
        return name(json.path("standards").path(edition));
    }

    Optional<LocalizedText> characteristic(String code) {
        return name(json.path("characteristics").path(code));
    }

    private JsonNode attributeOf(String type, String attribute) {
        return json.path("recordTypes").path(type).path("attributes").path(attribute);
    }

    private static Optional<LocalizedText> name(JsonNode name) {
        String chinese = name.path("zh").asText();
        String english = name.path("en").asText();
        boolean usable =
                !chinese.isBlank() && !english.isBlank() && Math.max(chinese.length(), english.length()) <= LONGEST;
        return !usable ? Optional.empty() : Optional.of(new LocalizedText(chinese, english));
    }
}
