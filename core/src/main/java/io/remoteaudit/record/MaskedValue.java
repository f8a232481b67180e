package io.remoteaudit.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What stands for the value of a masked field. It is the maker's word: the ledger proves the value that is withheld, and
 * nothing proves that this was made from it.
 *
 * @param field the disclosure's name, for example {@code performedBy}
 * @param kind how it is masked; never {@link MaskingRule.Kind#OMIT}
 * @param shown one text for each value of the field: a pseudonym such as {@code P-7F3K9Q2M4T8X}, a range such as
 *     {@code [10, 20)}, which includes its first number only, or a month such as {@code 2026-04}
 */
public record MaskedValue(String field, MaskingRule.Kind kind, List<String> shown) {

    private static final Pattern PSEUDONYM = Pattern.compile("P-[0-9A-HJKMNP-TV-Z]{12}");
    private static final Pattern RANGE =
            Pattern.compile("\\[-?[0-9]{1,90}(\\.[0-9]{1,60})?, -?[0-9]{1,90}(\\.[0-9]{1,60})?\\)|[0-9]{4}-[0-9]{2}");

    /** Copies the list and checks that each text has the form of its kind, so that no true value can take its place. */
    public MaskedValue {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(kind, "kind");
        shown = List.copyOf(shown);
        Pattern form = kind == MaskingRule.Kind.PSEUDONYM ? PSEUDONYM : RANGE;
        if (kind == MaskingRule.Kind.OMIT
                || shown.isEmpty()
                || !shown.stream().allMatch(text -> form.matcher(text).matches())) {
            throw new IllegalArgumentException(
                    "What is shown for the masked field '" + field + "' is not of the form of its kind");
        }
    }

    /**
     * The value as JSON: {@code field, kind, shown}.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("field", field).put("kind", kind.wireName());
        shown.forEach(json.putArray("shown")::add);
        return json;
    }

    /**
     * Reads a value.
     *
     * @param json as {@link #toJson()} writes it
     * @return the value
     * @throws IllegalArgumentException if it is not one
     */
    public static MaskedValue fromJson(JsonNode json) {
        List<String> shown = new ArrayList<>();
        json.path("shown").forEach(text -> shown.add(text.asText()));
        return new MaskedValue(
                json.path("field").asText(),
                MaskingRule.Kind.ofWireName(json.path("kind").asText()),
                shown);
    }
}
