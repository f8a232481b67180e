package io.remoteaudit.search.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The fields of one measurement, as queries name them inside {@code measurement(...)}. */
public enum MeasurementField {
    /** The characteristic's code. */
    CHARACTERISTIC("characteristic", QueryField.Kind.EXACT, "检验项目", "项目"),
    /** The value the verdict was given on. */
    VALUE("value", QueryField.Kind.NUMBER, "值", "结果值"),
    /** An individual result: a number or what was observed. */
    RESULT("result", QueryField.Kind.ANY, "results", "个别值", "单个结果"),
    /** The verdict on this measurement. */
    VERDICT("verdict", QueryField.Kind.EXACT, "判定"),
    /** The unit. */
    UNIT("unit", QueryField.Kind.EXACT, "单位"),
    /** The edition judged by. */
    STANDARD("standard", QueryField.Kind.TEXT, "standards", "标准"),
    /** The test method. */
    METHOD("method", QueryField.Kind.TEXT, "方法"),
    /** The instrument. */
    INSTRUMENT("instrument", QueryField.Kind.TEXT, "仪器"),
    /** A bound of the requirement. */
    LIMIT("limit", QueryField.Kind.NUMBER, "限值", "要求");

    private final QueryField field;
    private final List<String> otherNames;

    MeasurementField(String name, QueryField.Kind kind, String... otherNames) {
        this.field = new QueryField(name, QueryField.Origin.MEASUREMENT, kind);
        this.otherNames = List.of(otherNames);
    }

    /**
     * The field as clauses hold it.
     *
     * @return the field
     */
    public QueryField field() {
        return field;
    }

    /**
     * The name used in queries.
     *
     * @return the canonical name
     */
    public String queryName() {
        return field.name();
    }

    /** Every name it is found by, the canonical one first. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of(queryName()));
        names.addAll(otherNames);
        return names;
    }

    /** Finds a field by one of its names, in any case. */
    static Optional<MeasurementField> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (MeasurementField field : values()) {
            if (field.queryName().equals(lower) || field.otherNames.contains(lower)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    static MeasurementField of(QueryField field) {
        return named(field.name())
                .orElseThrow(() -> new IllegalArgumentException("No field of a measurement: " + field.name()));
    }
}
