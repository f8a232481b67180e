package io.remoteaudit.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.MaskingRule;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Scopes as JSON. A side is {@code "*"} for everything, or {@code {"values": […], "orAbsent": true}}; what is not named
 * is not agreed.
 */
final class ScopeJson {

    private static final String EVERYTHING = "*";
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,30}(\\.[0-9]{1,30})?");

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
        ArrayNode otherwise = Json.array();
        for (MaskingRule rule : scope.masking().values()) {
            if (rule.kind() == MaskingRule.Kind.OMIT) {
                masked.add(rule.field());
            } else {
                ObjectNode one = otherwise
                        .addObject()
                        .put("field", rule.field())
                        .put("kind", rule.kind().wireName());
                if (rule.width() != null) {
                    one.put("width", rule.width().toPlainString());
                }
            }
        }
        // Terms that only omit are written as they were before there were other kinds, and keep their digest.
        if (!otherwise.isEmpty()) {
            json.set("masking", otherwise);
        }
        return json;
    }

    static Scope read(JsonNode json) {
        Set<MaskingRule> rules = new LinkedHashSet<>();
        list(json, "maskedFields").forEach(field -> rules.add(MaskingRule.omit(field.asText())));
        if (json.has("masking")) {
            list(json, "masking").forEach(rule -> rules.add(rule(rule)));
        }
        return new Scope(
                        selection(json, "sites"),
                        selection(json, "productFamilies"),
                        selection(json, "recordTypes"),
                        selection(json, "standards"),
                        selection(json, "lots"),
                        date(json, "from"),
                        date(json, "to"),
                        List.of())
                .maskedBy(rules);
    }

    private static MaskingRule rule(JsonNode json) {
        String width = json.hasNonNull("width") ? text(json, "width") : null;
        if (width != null && !DECIMAL.matcher(width).matches()) {
            throw new IllegalArgumentException("'width' must be a positive number as a text, such as \"10\"");
        }
        return new MaskingRule(
                text(json, "field"),
                MaskingRule.Kind.ofWireName(text(json, "kind")),
                width == null ? null : new BigDecimal(width));
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
