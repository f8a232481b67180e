package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.search.Suggestion;
import io.remoteaudit.search.Suggestions;
import io.remoteaudit.standard.LocalizedText;
import java.util.Arrays;
import java.util.OptionalLong;

/** Suggestions as they cross the wire. */
public final class SuggestionsJson {

    private SuggestionsJson() {}

    /**
     * Writes suggestions.
     *
     * @param suggestions the suggestions
     * @return a new object
     */
    public static ObjectNode write(Suggestions suggestions) {
        ObjectNode json = Json.object();
        json.put("ledgerSize", suggestions.ledgerSize());
        ArrayNode items = json.putArray("items");
        for (Suggestion suggestion : suggestions.items()) {
            ObjectNode item = items.addObject();
            item.put("kind", suggestion.kind().wireName());
            item.put("from", suggestion.from());
            item.put("to", suggestion.to());
            item.put("text", suggestion.text());
            item.set("label", suggestion.label().toJson());
            if (suggestion.field() != null) {
                item.set("field", suggestion.field().toJson());
            }
            suggestion.count().ifPresent(count -> item.put("count", count));
        }
        json.put("complete", suggestions.complete());
        return json;
    }

    /**
     * Reads suggestions.
     *
     * @param json the answer
     * @return the suggestions
     * @throws MalformedException if it is not such an answer
     */
    public static Suggestions read(JsonNode json) {
        JsonNode complete = Wire.member(json, "complete");
        if (!complete.isBoolean()) {
            throw new MalformedException("'complete' of the answer is neither true nor false");
        }
        return new Suggestions(
                Wire.number(json, "ledgerSize"),
                Wire.list(json, "items", SuggestionsJson::item),
                complete.booleanValue());
    }

    private static Suggestion item(JsonNode json) {
        String kind = Wire.text(json, "kind");
        return new Suggestion(
                Arrays.stream(Suggestion.Kind.values())
                        .filter(known -> known.wireName().equals(kind))
                        .findFirst()
                        .orElse(Suggestion.Kind.WORD),
                Wire.integer(json, "from"),
                Wire.integer(json, "to"),
                Wire.text(json, "text"),
                text(Wire.member(json, "label")),
                Wire.optional(json, "field").map(SuggestionsJson::text).orElse(null),
                Wire.optional(json, "count").isPresent()
                        ? OptionalLong.of(Wire.number(json, "count"))
                        : OptionalLong.empty());
    }

    private static LocalizedText text(JsonNode json) {
        return new LocalizedText(Wire.text(json, "zh"), Wire.text(json, "en"));
    }
}
