package io.remoteaudit.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.LimitReference;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Verdict;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.LocalizedText;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the first version of a record out of the rows that belong to it, or says all that keeps it from being made. */
final class RecordAssembly {

    private final RecordMapping mapping;
    private final Map<String, String> attributeTypes;
    private final @Nullable ZoneId zone;
    private final SourceFiles files;

    RecordAssembly(RecordMapping mapping, Catalogue catalogue, @Nullable ZoneId zone, SourceFiles files) {
        this.mapping = mapping;
        this.attributeTypes = attributeTypes(mapping, catalogue);
        this.zone = zone;
        this.files = files;
    }

    /** A record, or why there is none. */
    record Assembled(
            @Nullable QualityRecord record, @Nullable Person changedBy, List<LocalizedText> faults) {

        static Assembled refused(LocalizedText fault) {
            return new Assembled(null, null, List.of(fault));
        }
    }

    private static Map<String, String> attributeTypes(RecordMapping mapping, Catalogue catalogue) {
        JsonNode properties = catalogue
                .recordType(mapping.type())
                .filter(type -> type.id().equals(mapping.type()))
                .orElseThrow(() -> new MappingException(
                        "RA-1002",
                        "The mapping's type '" + mapping.type() + "' is not the id of a record type of the catalogue"))
                .schema()
                .path("properties");
        Map<String, String> types = new LinkedHashMap<>();
        mapping.attributes()
                .keySet()
                .forEach(name ->
                        types.put(name, properties.path(name).path("type").asText("string")));
        return types;
    }

    Assembled assemble(List<Row> rows) {
        List<LocalizedText> faults = new ArrayList<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (String field : mapping.fieldNames()) {
            String text = attempt(faults, () -> agreed(field, rows));
            if (text != null) {
                texts.put(field, text);
            }
        }
        Attributes attributes = attempt(faults, () -> attributes(rows, faults));
        Set<String> lots = all(mapping.lots(), rows, faults);
        Set<String> standards = all(mapping.standards(), rows, faults);
        Set<String> clauses = all(mapping.clauses(), rows, faults);
        List<Measurement> measurements = attempt(faults, () -> measurements(rows));
        List<Attachment> attachments = attempt(faults, () -> attachments(rows));
        for (String required : List.of(
                RecordMapping.ID,
                RecordMapping.TITLE,
                RecordMapping.SITE,
                RecordMapping.PERFORMED_BY,
                RecordMapping.OCCURRED_AT)) {
            if (!texts.containsKey(required) && faults.isEmpty()) {
                faults.add(new LocalizedText(required + "：没有值", required + ": has no value"));
            }
        }
        OffsetDateTime occurredAt = attempt(faults, () -> time(texts.get(RecordMapping.OCCURRED_AT)));
        if (!faults.isEmpty()
                || attributes == null
                || measurements == null
                || attachments == null
                || occurredAt == null) {
            return new Assembled(null, null, faults);
        }
        QualityRecord.Builder record = QualityRecord.of(mapping.type(), present(texts, RecordMapping.ID))
                .title(present(texts, RecordMapping.TITLE))
                .site(present(texts, RecordMapping.SITE))
                .product(texts.get(RecordMapping.PRODUCT_FAMILY), texts.get(RecordMapping.MODEL))
                .lots(lots.toArray(String[]::new))
                .standards(standards.toArray(String[]::new))
                .clauses(clauses.toArray(String[]::new))
                .measurements(measurements)
                .performedBy(present(texts, RecordMapping.PERFORMED_BY), texts.get(RecordMapping.PERFORMED_BY_ROLE))
                .occurredAt(occurredAt)
                .attributes(attributes);
        String reviewer = texts.get(RecordMapping.REVIEWED_BY);
        if (reviewer != null) {
            record.reviewedBy(reviewer, texts.get(RecordMapping.REVIEWED_BY_ROLE));
        }
        attachments.forEach(record::attachment);
        String changer = texts.get(RecordMapping.CHANGED_BY);
        return new Assembled(record.build(), changer == null ? null : new Person(changer, null), List.of());
    }

    private static String present(Map<String, String> texts, String required) {
        return Objects.requireNonNull(texts.get(required), required);
    }

    private static <T> @Nullable T attempt(List<LocalizedText> faults, Supplier<@Nullable T> work) {
        try {
            return work.get();
        } catch (RowFault fault) {
            faults.add(fault.reason());
            return null;
        }
    }

    /** What all rows of the record say; where they differ, none of them is taken for the record's. */
    private @Nullable String agreed(String field, List<Row> rows) {
        String first = mapping.text(field, rows.get(0));
        for (Row row : rows.subList(1, rows.size())) {
            String other = mapping.text(field, row);
            // Whoever changed one of the rows changed the record.
            if (!field.equals(RecordMapping.CHANGED_BY) && !Objects.equals(first, other)) {
                throw differing(field, String.valueOf(first), String.valueOf(other));
            }
        }
        return first == null || first.isBlank() ? null : first;
    }

    private static RowFault differing(String field, String first, String other) {
        return new RowFault(
                field + "：同一记录的各行不一致：" + RowFault.shown(first) + "、" + RowFault.shown(other),
                field + ": the rows of one record disagree: " + RowFault.shown(first) + ", " + RowFault.shown(other));
    }

    private static Set<String> all(List<Expression> expressions, List<Row> rows, List<LocalizedText> faults) {
        Set<String> all = new LinkedHashSet<>();
        for (Row row : rows) {
            for (Expression expression : expressions) {
                List<String> values = attempt(faults, () -> expression.evaluateAll(row));
                if (values != null) {
                    all.addAll(values);
                }
            }
        }
        return all;
    }

    private Attributes attributes(List<Row> rows, List<LocalizedText> faults) {
        Attributes attributes = Attributes.none();
        for (Map.Entry<String, Expression> attribute : mapping.attributes().entrySet()) {
            String name = attribute.getKey();
            String type = attributeTypes.getOrDefault(name, "string");
            Attributes before = attributes;
            Attributes with = attempt(faults, () -> with(before, name, type, attribute.getValue(), rows));
            attributes = with == null ? before : with;
        }
        return attributes;
    }

    private static Attributes with(
            Attributes attributes, String name, String type, Expression expression, List<Row> rows) {
        List<String> values = expression.evaluateAll(rows.get(0));
        if (type.equals("array")) {
            Set<String> all = new LinkedHashSet<>(values);
            rows.forEach(row -> all.addAll(expression.evaluateAll(row)));
            return all.isEmpty() ? attributes : attributes.with(name, List.copyOf(all));
        }
        for (Row row : rows.subList(1, rows.size())) {
            List<String> others = expression.evaluateAll(row);
            if (!others.equals(values)) {
                throw differing(expression.field(), String.join(", ", values), String.join(", ", others));
            }
        }
        if (values.isEmpty()) {
            return attributes;
        }
        String value = expression.evaluate(rows.get(0));
        return value == null ? attributes : typed(attributes, name, type, value, expression.field());
    }

    private static Attributes typed(Attributes attributes, String name, String type, String value, String field) {
        try {
            return switch (type) {
                case "integer" -> whole(attributes, name, value);
                case "number" -> attributes.with(name, new BigDecimal(Texts.number(value.strip(), '.', null)));
                case "boolean" -> attributes.with(name, truth(value));
                default -> attributes.with(name, value);
            };
        } catch (RowFault fault) {
            throw fault.in(field);
        }
    }

    /** A database may give a whole number with zeros behind its point. */
    private static Attributes whole(Attributes attributes, String name, String value) {
        BigDecimal number = new BigDecimal(Texts.number(value.strip(), '.', null));
        if (number.stripTrailingZeros().scale() <= 0 && number.precision() - number.scale() <= 18) {
            return attributes.with(name, number.longValueExact());
        }
        return attributes.with(name, number);
    }

    private static boolean truth(String value) {
        return switch (value.strip()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new RowFault(
                        RowFault.shown(value) + " 不是 true 或 false；请用 map(…) 对照",
                        RowFault.shown(value) + " is neither true nor false; use map(…)");
        };
    }

    private @Nullable OffsetDateTime time(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(Texts.time(text.strip(), null, zone));
        } catch (RowFault fault) {
            throw fault.in(RecordMapping.OCCURRED_AT);
        }
    }

    private List<Measurement> measurements(List<Row> rows) {
        // By all but the results, so that rows with one result each become one measurement.
        Map<Measurement, List<Measurement>> alike = new LinkedHashMap<>();
        for (Row row : rows) {
            for (MeasurementMapping measurement : mapping.measurements()) {
                if (measurement.appliesTo(row)) {
                    Measurement made = measurement(measurement, row);
                    if (made != null) {
                        alike.computeIfAbsent(without(made), key -> new ArrayList<>())
                                .add(made);
                    }
                }
            }
        }
        return alike.entrySet().stream()
                .map(same -> together(same.getKey(), same.getValue()))
                .toList();
    }

    private static @Nullable Measurement measurement(MeasurementMapping mapping, Row row) {
        List<BigDecimal> results = new ArrayList<>();
        for (Expression expression : mapping.results()) {
            for (String text : expression.evaluateAll(row)) {
                results.add(number(expression.field(), text));
            }
        }
        List<String> observations = mapping.observations().stream()
                .flatMap(expression -> expression.evaluateAll(row).stream())
                .toList();
        String value = mapping.text("value", row);
        if (results.isEmpty() && observations.isEmpty() && value == null) {
            return null;
        }
        String characteristic = mapping.text("characteristic", row);
        if (characteristic == null) {
            throw new RowFault("measurements.characteristic：没有值", "measurements.characteristic: has no value");
        }
        return new Measurement(
                characteristic,
                results,
                observations,
                mapping.text("unit", row),
                value == null ? null : mapping.text("statistic", row),
                value == null ? null : number("measurements.value", value),
                limit(mapping, row),
                verdict(mapping.text("verdict", row)),
                mapping.text("standard", row),
                mapping.text("method", row),
                mapping.text("instrument", row));
    }

    private static BigDecimal number(String field, String text) {
        try {
            return new BigDecimal(Texts.number(text.strip(), '.', null));
        } catch (RowFault fault) {
            throw fault.in(field);
        }
    }

    private static @Nullable LimitReference limit(MeasurementMapping mapping, Row row) {
        String operator = mapping.text("limit-operator", row);
        String value = mapping.text("limit-value", row);
        if (operator == null || value == null) {
            return null;
        }
        String upper = mapping.text("limit-upper", row);
        return new LimitReference(
                operator,
                number("measurements.limit-value", value),
                upper == null ? null : number("measurements.limit-upper", upper));
    }

    private static Verdict verdict(@Nullable String text) {
        if (text == null) {
            return Verdict.NOT_JUDGED;
        }
        try {
            return Verdict.ofWireName(text.strip());
        } catch (IllegalArgumentException e) {
            throw new RowFault(
                    "measurements.verdict：" + RowFault.shown(text) + " 不是 conforming、nonconforming 或 not-judged",
                    "measurements.verdict: " + e.getMessage());
        }
    }

    private static Measurement without(Measurement made) {
        return together(made, List.of());
    }

    private static Measurement together(Measurement like, Collection<Measurement> parts) {
        return new Measurement(
                like.characteristic(),
                parts.stream().flatMap(part -> part.results().stream()).toList(),
                parts.stream().flatMap(part -> part.observations().stream()).toList(),
                like.unit(),
                like.statistic(),
                like.value(),
                like.limit(),
                like.verdict(),
                like.standard(),
                like.method(),
                like.instrument());
    }

    private List<Attachment> attachments(List<Row> rows) {
        Set<Attachment> all = new LinkedHashSet<>();
        for (Row row : rows) {
            row.files().stream().map(StoredFile::attachment).forEach(all::add);
            for (AttachmentMapping attachment : mapping.attachments()) {
                files.atPath(attachment, row).ifPresent(all::add);
            }
        }
        return List.copyOf(all);
    }

    /** Faults as one text for people. */
    static LocalizedText joined(List<LocalizedText> faults) {
        return new LocalizedText(
                faults.stream().map(LocalizedText::zh).distinct().collect(Collectors.joining("；")),
                faults.stream().map(LocalizedText::en).distinct().collect(Collectors.joining("; ")));
    }
}
