package io.remoteaudit.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields that belong to a record's type, for example {@code supplierLot} of an incoming inspection. Immutable; a
 * {@code with…} method gives a new value. The record type's JSON Schema says which names and values are valid.
 */
public final class Attributes {

    private static final Attributes NONE = new Attributes(Collections.emptySortedMap());

    private final SortedMap<String, JsonNode> values;

    private Attributes(SortedMap<String, JsonNode> values) {
        this.values = values;
    }

    /**
     * No attributes.
     *
     * @return the empty value
     */
    public static Attributes none() {
        return NONE;
    }

    /**
     * Attributes from JSON values.
     *
     * @param values by name; copied
     * @return the attributes
     */
    public static Attributes of(Map<String, JsonNode> values) {
        TreeMap<String, JsonNode> copy = new TreeMap<>();
        values.forEach((name, value) -> copy.put(name, value.deepCopy()));
        return new Attributes(Collections.unmodifiableSortedMap(copy));
    }

    /**
     * Adds or replaces a text, also a date in ISO 8601 form.
     *
     * @param name the attribute's name
     * @param value the text
     * @return the attributes with it
     */
    public Attributes with(String name, String value) {
        return with(name, TextNode.valueOf(Objects.requireNonNull(value, "value")));
    }

    /**
     * Adds or replaces a number.
     *
     * @param name the attribute's name
     * @param value the number
     * @return the attributes with it
     */
    public Attributes with(String name, BigDecimal value) {
        return with(name, DecimalNode.valueOf(Objects.requireNonNull(value, "value")));
    }

    /**
     * Adds or replaces a whole number.
     *
     * @param name the attribute's name
     * @param value the number
     * @return the attributes with it
     */
    public Attributes with(String name, long value) {
        // The node a JSON parser would make of it, so that a record read back equals the one saved.
        return with(
                name,
                value == (int) value
                        ? JsonNodeFactory.instance.numberNode((int) value)
                        : JsonNodeFactory.instance.numberNode(value));
    }

    /**
     * Adds or replaces a truth value.
     *
     * @param name the attribute's name
     * @param value the truth value
     * @return the attributes with it
     */
    public Attributes with(String name, boolean value) {
        return with(name, BooleanNode.valueOf(value));
    }

    /**
     * Adds or replaces a list of texts.
     *
     * @param name the attribute's name
     * @param values the texts
     * @return the attributes with them
     */
    public Attributes with(String name, List<String> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(values.size());
        values.forEach(array::add);
        return with(name, array);
    }

    /**
     * Adds or replaces any JSON value.
     *
     * @param name the attribute's name
     * @param value the value; copied
     * @return the attributes with it
     */
    public Attributes with(String name, JsonNode value) {
        Objects.requireNonNull(name, "name");
        TreeMap<String, JsonNode> copy = new TreeMap<>(values);
        copy.put(name, value.deepCopy());
        return new Attributes(Collections.unmodifiableSortedMap(copy));
    }

    /**
     * One attribute as JSON.
     *
     * @param name the attribute's name
     * @return a copy of its value, or empty if there is none
     */
    public Optional<JsonNode> get(String name) {
        return Optional.ofNullable(values.get(name)).map(JsonNode::deepCopy);
    }

    /**
     * One attribute as text.
     *
     * @param name the attribute's name
     * @return the text of a text, number or truth value; empty if there is none or it is a list
     */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText);
    }

    /**
     * All attributes by name, in name order.
     *
     * @return copies of the values
     */
    public SortedMap<String, JsonNode> toMap() {
        TreeMap<String, JsonNode> copy = new TreeMap<>();
        values.forEach((name, value) -> copy.put(name, value.deepCopy()));
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attributes that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
