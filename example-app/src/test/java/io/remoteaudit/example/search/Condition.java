package io.remoteaudit.example.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Change;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a record must be like, read from the judged set and answered from the record's own fields alone: no analysis, no
 * index, no query language. All members of a condition's object must hold.
 */
final class Condition {

    private Condition() {}

    static Predicate<QualityRecord> of(JsonNode json) {
        if (!json.isObject() || json.isEmpty()) {
            throw new IllegalArgumentException("A condition is an object with members: " + json);
        }
        List<Predicate<QualityRecord>> all = new ArrayList<>();
        json.properties().forEach(member -> all.add(member(member.getKey(), member.getValue())));
        return record -> all.stream().allMatch(one -> one.test(record));
    }

    private static Predicate<QualityRecord> member(String name, JsonNode value) {
        return switch (name) {
            case "any" -> {
                List<Predicate<QualityRecord>> alternatives = new ArrayList<>();
                value.forEach(each -> alternatives.add(of(each)));
                yield record -> alternatives.stream().anyMatch(one -> one.test(record));
            }
            case "not" -> of(value).negate();
            case "id" -> record -> record.id().equals(value.textValue());
            case "type" -> record -> among(value, record.type());
            case "site" -> record -> record.site().equals(value.textValue());
            case "family" -> record -> value.textValue().equals(record.productFamily());
            case "lot" -> record -> record.lots().contains(value.textValue());
            case "lotBegins" -> record -> record.lots().stream().anyMatch(lot -> lot.startsWith(value.textValue()));
            case "standard" -> record -> record.standards().contains(value.textValue());
            case "title" -> record -> contains(List.of(record.title()), value);
            case "text" -> record -> contains(texts(record), value);
            case "mentions" -> record -> texts(record).stream().anyMatch(text -> mentions(text, value.textValue()));
            case "wordBegins" ->
                record -> texts(record).stream().anyMatch(text -> beginsSomewhere(text, value.textValue()));
            case "attribute" -> record -> attribute(record, value);
            case "measured" -> record -> record.measurements().stream().anyMatch(one -> measured(one, value));
            case "instrument" ->
                record -> record.measurements().stream()
                        .anyMatch(one -> value.textValue().equals(one.instrument()));
            case "occurred" -> record -> occurred(record, value);
            case "changed" -> record -> (record.version() > 1) == value.booleanValue();
            case "performedBy" -> record -> record.performedBy().name().contains(value.textValue());
            case "attachment" ->
                record -> contains(
                        record.attachments().stream().map(Attachment::name).toList(), value);
            default -> throw new IllegalArgumentException("There is no condition '" + name + "'");
        };
    }

    private static boolean among(JsonNode value, String text) {
        return value.isArray() ? strings(value).contains(text) : text.equals(value.textValue());
    }

    private static boolean contains(List<String> texts, JsonNode value) {
        List<String> wanted = value.isArray() ? strings(value) : List.of(value.textValue());
        return texts.stream()
                .map(text -> text.toLowerCase(Locale.ROOT))
                .anyMatch(text -> wanted.stream().anyMatch(each -> text.contains(each.toLowerCase(Locale.ROOT))));
    }

    /** As a whole: what stands before and after is neither letter nor digit, nor a hyphen with more of the number. */
    private static boolean mentions(String text, String identifier) {
        int at = text.indexOf(identifier);
        while (at >= 0) {
            int end = at + identifier.length();
            if (!goesOn(text, at - 1, -1) && !goesOn(text, end, 1)) {
                return true;
            }
            at = text.indexOf(identifier, at + 1);
        }
        return false;
    }

    private static boolean beginsSomewhere(String text, String beginning) {
        int at = text.indexOf(beginning);
        while (at >= 0) {
            if (!goesOn(text, at - 1, -1)) {
                return true;
            }
            at = text.indexOf(beginning, at + 1);
        }
        return false;
    }

    private static boolean goesOn(String text, int at, int step) {
        if (at < 0 || at >= text.length()) {
            return false;
        }
        char c = text.charAt(at);
        boolean joins = c == '-' || c == '/' || c == '.' || c == '_';
        return isNumberPart(c)
                || (joins && at + step >= 0 && at + step < text.length() && isNumberPart(text.charAt(at + step)));
    }

    private static boolean isNumberPart(char c) {
        return c < 0x80 && Character.isLetterOrDigit(c);
    }

    private static boolean attribute(QualityRecord record, JsonNode wanted) {
        JsonNode value =
                record.attributes().get(wanted.path("name").textValue()).orElse(null);
        if (value == null) {
            return false;
        }
        if (wanted.has("is")) {
            return among(wanted.get("is"), value.asText());
        }
        return value.isNumber() && within(value.decimalValue(), wanted);
    }

    private static boolean measured(Measurement measurement, JsonNode wanted) {
        if (!measurement.characteristic().equals(wanted.path("characteristic").textValue())) {
            return false;
        }
        if (wanted.has("verdict")
                && !measurement
                        .verdict()
                        .wireName()
                        .equals(wanted.get("verdict").textValue())) {
            return false;
        }
        BigDecimal value = measurement.value();
        Stream<BigDecimal> values = value == null
                ? measurement.results().stream()
                : Stream.concat(measurement.results().stream(), Stream.of(value));
        return values.anyMatch(one -> within(one, wanted));
    }

    private static boolean within(BigDecimal value, JsonNode wanted) {
        return compared(value, wanted.get("below")) < 0
                && compared(wanted.get("above"), value) < 0
                && compared(value, wanted.get("atMost")) <= 0
                && compared(wanted.get("atLeast"), value) <= 0;
    }

    private static int compared(BigDecimal value, @Nullable JsonNode bound) {
        return bound == null ? -1 : value.compareTo(new BigDecimal(bound.asText()));
    }

    private static int compared(@Nullable JsonNode bound, BigDecimal value) {
        return bound == null ? -1 : new BigDecimal(bound.asText()).compareTo(value);
    }

    private static boolean occurred(QualityRecord record, JsonNode wanted) {
        LocalDate day = record.occurredAt().toLocalDate();
        return !day.isBefore(LocalDate.parse(wanted.path("from").asText("0001-01-01")))
                && !day.isAfter(LocalDate.parse(wanted.path("to").asText("9999-12-31")));
    }

    /** Every text of a record that a person could read. */
    private static List<String> texts(QualityRecord record) {
        List<String> texts = new ArrayList<>(List.of(record.id(), record.type(), record.title(), record.site()));
        add(record.productFamily(), texts);
        add(record.model(), texts);
        texts.addAll(record.lots());
        texts.addAll(record.standards());
        texts.addAll(record.clauses());
        add(record.performedBy(), texts);
        add(record.reviewedBy(), texts);
        for (Measurement measurement : record.measurements()) {
            texts.add(measurement.characteristic());
            texts.addAll(measurement.observations());
            add(measurement.standard(), texts);
            add(measurement.method(), texts);
            add(measurement.instrument(), texts);
        }
        record.attributes().toMap().values().forEach(value -> leaves(value, texts));
        record.attachments().forEach(attachment -> texts.add(attachment.name()));
        Change change = record.change();
        if (change != null) {
            texts.add(change.reason());
            add(change.changedBy(), texts);
        }
        return texts;
    }

    private static void leaves(JsonNode value, List<String> texts) {
        if (value.isContainerNode()) {
            value.forEach(child -> leaves(child, texts));
        } else {
            texts.add(value.asText());
        }
    }

    private static void add(@Nullable Person person, List<String> texts) {
        if (person != null) {
            texts.add(person.name());
            add(person.role(), texts);
        }
    }

    private static void add(@Nullable String text, List<String> texts) {
        if (text != null) {
            texts.add(text);
        }
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(each -> strings.add(each.asText()));
        return strings;
    }
}
