package io.remoteaudit.endpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Header fields. Names are compared without case; order within a name is kept. Immutable. */
public final class Headers {

    private static final Headers NONE = new Headers(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));

    private final Map<String, List<String>> fields;

    private Headers(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /**
     * No fields.
     *
     * @return the empty fields
     */
    public static Headers none() {
        return NONE;
    }

    /**
     * Fields from a map.
     *
     * @param fields values by name; names that differ only in case are joined
     * @return the fields
     */
    public static Headers of(Map<String, List<String>> fields) {
        Headers headers = NONE;
        for (Map.Entry<String, List<String>> field : fields.entrySet()) {
            for (String value : field.getValue()) {
                headers = headers.plus(field.getKey(), value);
            }
        }
        return headers;
    }

    /**
     * These fields and one more value.
     *
     * @param name the field's name
     * @param value its value; added behind those it has
     * @return new fields
     */
    public Headers plus(String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        Map<String, List<String>> copy = copy();
        List<String> values = new ArrayList<>(copy.getOrDefault(name, List.of()));
        values.add(value);
        copy.put(name, Collections.unmodifiableList(values));
        return new Headers(copy);
    }

    /**
     * These fields with one set to a value.
     *
     * @param name the field's name
     * @param value its only value
     * @return new fields
     */
    public Headers with(String name, String value) {
        Map<String, List<String>> copy = copy();
        copy.put(name, List.of(value));
        return new Headers(copy);
    }

    /**
     * These fields and those of another set, whose values replace these.
     *
     * @param others the other set
     * @return new fields
     */
    public Headers and(Headers others) {
        Map<String, List<String>> copy = copy();
        copy.putAll(others.fields);
        return new Headers(copy);
    }

    /**
     * These fields without one.
     *
     * @param name the field's name
     * @return new fields
     */
    public Headers without(String name) {
        Map<String, List<String>> copy = copy();
        copy.remove(name);
        return new Headers(copy);
    }

    /**
     * A field's first value.
     *
     * @param name the field's name
     * @return the value, or empty if the field is absent
     */
    public Optional<String> first(String name) {
        List<String> values = fields.get(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /**
     * A field's values.
     *
     * @param name the field's name
     * @return the values in order; empty if the field is absent
     */
    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /**
     * Visits each value with its name.
     *
     * @param visitor gets name and value
     */
    public void forEach(BiConsumer<String, String> visitor) {
        fields.forEach((name, values) -> values.forEach(value -> visitor.accept(name, value)));
    }

    /**
     * How long the fields are as HTTP/1.1 writes them.
     *
     * @return characters, with separators and line ends
     */
    public int length() {
        int[] length = {0};
        forEach((name, value) -> length[0] += name.length() + value.length() + 4);
        return length[0];
    }

    private Map<String, List<String>> copy() {
        TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(fields);
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.keySet().size();
    }

    /** Names the fields without their values, since one of them is a token. */
    @Override
    public String toString() {
        return "Headers" + fields.keySet();
    }
}
