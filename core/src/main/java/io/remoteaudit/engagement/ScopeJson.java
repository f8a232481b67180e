package io.remoteaudit.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Scopes as JSON. A side is {@code "*"} for everything, or {@code {"values": […], "orAbsent": true}}; what is not named
 * is not agreed.
 */
final class ScopeJson {

    private static final String EVERYTHING = "*";

    private ScopeJson() {}

    static ObjectNode write(Scope scope) {
        ObjectNode json = Json.object();
        json.set("sites", write(scope.sites()));
        json.set("productFamilies", write(scope.productFamilies()));
        json.set("recordTypes", write(scope.recordTypes()));
        json.set("standards", write(scope.standards()));
        json.set("lots", write(scope.lots()));
        if (scope.from() != null) {
            json.put("from", scope.from().toString());
        }
        if (scope.to() != null) {
            json.put("to", scope.to().toString());
        }
        ArrayNode masked = json.putArray("maskedFields");
        scope.maskedFields().forEach(masked::add);
        return json;
    }

    static Scope read(JsonNode json) {
        TreeSet<String> masked = new TreeSet<>();
        list(json, "maskedFields").forEach(field -> masked.add(field.asText()));
        return new Scope(
                selection(json, "sites"),
                selection(json, "productFamilies"),
                selection(json, "recordTypes"),
                selection(json, "standards"),
                selection(json, "lots"),
                date(json, "from"),
                date(json, "to"),
                masked);
    }

    private static JsonNode write(Selection selection) {
        if (selection.all()) {
            return Json.text(EVERYTHING);
        }
        ObjectNode json = Json.object();
        ArrayNode values = json.putArray("values");
        selection.values().forEach(values::add);
        json.put("orAbsent", selection.orAbsent());
        return json;
    }

    private static Selection selection(JsonNode json, String name) {
        JsonNode side = member(json, name);
        if (side.isTextual() && side.textValue().equals(EVERYTHING)) {
            return Selection.everything();
        }
        TreeSet<String> values = new TreeSet<>();
        list(side, "values").forEach(value -> values.add(value.asText()));
        return new Selection(false, values, side.path("orAbsent").asBoolean(false));
    }

    static JsonNode member(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }

    static String text(JsonNode json, String name) {
        JsonNode value = member(json, name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("'" + name + "' must be a text");
        }
        return value.textValue();
    }

    static List<JsonNode> list(JsonNode json, String name) {
        JsonNode value = member(json, name);
        if (!value.isArray()) {
            throw new IllegalArgumentException("'" + name + "' must be a list");
        }
        List<JsonNode> items = new ArrayList<>();
        value.forEach(items::add);
        return items;
    }

    static Instant instant(JsonNode json, String name) {
        try {
            return Instant.parse(text(json, name));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + name + "' must be a time such as 2026-04-15T00:00:00Z", e);
        }
    }

    private static @Nullable LocalDate date(JsonNode json, String name) {
        if (!json.hasNonNull(name)) {
            return null;
        }
        try {
            return LocalDate.parse(text(json, name));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + name + "' must be a day such as 2026-04-15", e);
        }
    }
}
