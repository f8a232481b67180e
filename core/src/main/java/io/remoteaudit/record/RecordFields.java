package io.remoteaudit.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.Json;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns a record into ledger fields and back. Each field becomes one disclosure, so that each can be masked or erased
 * by itself: {@code title}, {@code measurements/0}, {@code attributes/supplier}, {@code attachments/0}. Measured numbers
 * are texts there: most JSON readers turn numbers into doubles, and a measured {@code 98.70} must stay what it was.
 */
public final class RecordFields {

    static final String MEASUREMENTS = "measurements/";
    static final String ATTACHMENTS = "attachments/";
    static final String CHANGE = "change";

    static final String ATTRIBUTES = "attributes/";

    private RecordFields() {}

    /**
     * The fields of a record, ready to be appended.
     *
     * @param record the record
     * @return values by disclosure name; what is absent in the record has no name here
     */
    public static SortedMap<String, JsonNode> of(QualityRecord record) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("type", Json.text(record.type()));
        fields.put("title", Json.text(record.title()));
        fields.put("site", Json.text(record.site()));
        putText(fields, "productFamily", record.productFamily());
        putText(fields, "model", record.model());
        putTexts(fields, "lots", record.lots());
        putTexts(fields, "standards", record.standards());
        putTexts(fields, "clauses", record.clauses());
        fields.put("performedBy", person(record.performedBy()));
        if (record.reviewedBy() != null) {
            fields.put("reviewedBy", person(record.reviewedBy()));
        }
        fields.put("occurredAt", Json.text(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(record.occurredAt())));
        if (record.change() != null) {
            ObjectNode change = Json.object();
            change.put("reason", record.change().reason());
            change.set("changedBy", person(record.change().changedBy()));
            fields.put(CHANGE, change);
        }
        for (int i = 0; i < record.measurements().size(); i++) {
            fields.put(MEASUREMENTS + i, measurement(record.measurements().get(i)));
        }
        record.attributes().toMap().forEach((name, value) -> fields.put(ATTRIBUTES + name, value));
        for (int i = 0; i < record.attachments().size(); i++) {
            fields.put(ATTACHMENTS + i, attachment(record.attachments().get(i)));
        }
        return fields;
    }

    /**
     * The record an entry holds. What was erased is absent, or {@link RecordVersion#ERASED} where a record needs one.
     *
     * @param entry an entry of kind {@code record} with all its disclosures
     * @return the record
     * @throws IllegalArgumentException if a required field is missing or is not of the form {@link #of} gives
     */
    public static QualityRecord toRecord(Entry entry) {
        SortedMap<String, JsonNode> fields = entry.fields();
        if (entry.erased().containsKey("title")) {
            fields.put("title", Json.text(RecordVersion.ERASED));
        }
        if (entry.erased().containsKey("performedBy")) {
            fields.put("performedBy", person(new Person(RecordVersion.ERASED, null)));
        }
        TreeMap<Integer, Measurement> measurements = new TreeMap<>();
        TreeMap<Integer, Attachment> attachments = new TreeMap<>();
        TreeMap<String, JsonNode> attributes = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (name.startsWith(MEASUREMENTS)) {
                measurements.put(index(name), toMeasurement(value));
            } else if (name.startsWith(ATTACHMENTS)) {
                attachments.put(index(name), toAttachment(value));
            } else if (name.startsWith(ATTRIBUTES)) {
                attributes.put(name.substring(ATTRIBUTES.length()), value);
            }
        });
        JsonNode reviewedBy = fields.get("reviewedBy");
        JsonNode change = fields.get(CHANGE);
        return new QualityRecord(
                entry.subject(),
                required(fields, "type").asText(),
                entry.version(),
                required(fields, "title").asText(),
                required(fields, "site").asText(),
                optionalText(fields.get("productFamily")),
                optionalText(fields.get("model")),
                texts(fields.get("lots")),
                texts(fields.get("standards")),
                texts(fields.get("clauses")),
                List.copyOf(measurements.values()),
                toPerson(required(fields, "performedBy")),
                reviewedBy == null ? null : toPerson(reviewedBy),
                OffsetDateTime.parse(required(fields, "occurredAt").asText()),
                Attributes.of(attributes),
                List.copyOf(attachments.values()),
                change == null
                        ? null
                        : new Change(required(change, "reason").asText(), toPerson(required(change, "changedBy"))));
    }

    /**
     * A measurement as the ledger holds it.
     *
     * @param measurement the JSON value of a {@code measurements/…} field
     * @return the measurement
     * @throws IllegalArgumentException if a required part is missing
     */
    public static Measurement toMeasurement(JsonNode measurement) {
        JsonNode limit = measurement.get("limit");
        List<BigDecimal> results = new ArrayList<>();
        texts(measurement.get("results")).forEach(result -> results.add(new BigDecimal(result)));
        return new Measurement(
                required(measurement, "characteristic").asText(),
                results,
                texts(measurement.get("observations")),
                optionalText(measurement.get("unit")),
                optionalText(measurement.get("statistic")),
                optionalNumber(measurement.get("value")),
                limit == null
                        ? null
                        : new LimitReference(
                                required(limit, "operator").asText(),
                                new BigDecimal(required(limit, "value").asText()),
                                optionalNumber(limit.get("upper"))),
                Verdict.ofWireName(required(measurement, "verdict").asText()),
                optionalText(measurement.get("standard")),
                optionalText(measurement.get("method")),
                optionalText(measurement.get("instrument")));
    }

    /**
     * An attachment as the ledger holds it.
     *
     * @param attachment the JSON value of an {@code attachments/…} field
     * @return the attachment
     * @throws IllegalArgumentException if a required part is missing
     */
    public static Attachment toAttachment(JsonNode attachment) {
        return new Attachment(
                required(attachment, "name").asText(),
                required(attachment, "mediaType").asText(),
                required(attachment, "size").asLong(),
                required(attachment, "sha256").asText());
    }

    static int index(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf('/') + 1));
    }

    private static JsonNode measurement(Measurement measurement) {
        ObjectNode json = Json.object();
        json.put("characteristic", measurement.characteristic());
        if (!measurement.results().isEmpty()) {
            ArrayNode results = json.putArray("results");
            measurement.results().forEach(result -> results.add(result.toPlainString()));
        }
        if (!measurement.observations().isEmpty()) {
            ArrayNode observations = json.putArray("observations");
            measurement.observations().forEach(observations::add);
        }
        putText(json, "unit", measurement.unit());
        putText(json, "statistic", measurement.statistic());
        if (measurement.value() != null) {
            json.put("value", measurement.value().toPlainString());
        }
        LimitReference limit = measurement.limit();
        if (limit != null) {
            ObjectNode limitJson = json.putObject("limit");
            limitJson.put("operator", limit.operator());
            limitJson.put("value", limit.value().toPlainString());
            if (limit.upper() != null) {
                limitJson.put("upper", limit.upper().toPlainString());
            }
        }
        json.put("verdict", measurement.verdict().wireName());
        putText(json, "standard", measurement.standard());
        putText(json, "method", measurement.method());
        putText(json, "instrument", measurement.instrument());
        return json;
    }

    private static JsonNode attachment(Attachment attachment) {
        ObjectNode json = Json.object();
        json.put("name", attachment.name());
        json.put("mediaType", attachment.mediaType());
        json.put("size", attachment.size());
        json.put("sha256", attachment.sha256());
        return json;
    }

    private static ObjectNode person(Person person) {
        ObjectNode json = Json.object();
        json.put("name", person.name());
        putText(json, "role", person.role());
        return json;
    }

    private static Person toPerson(JsonNode person) {
        return new Person(required(person, "name").asText(), optionalText(person.get("role")));
    }

    private static void putText(SortedMap<String, JsonNode> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, Json.text(value));
        }
    }

    private static void putText(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static void putTexts(SortedMap<String, JsonNode> fields, String name, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = Json.array();
            values.forEach(array::add);
            fields.put(name, array);
        }
    }

    private static @Nullable String optionalText(@Nullable JsonNode value) {
        return value == null ? null : value.asText();
    }

    private static @Nullable BigDecimal optionalNumber(@Nullable JsonNode value) {
        return value == null ? null : new BigDecimal(value.asText());
    }

    private static List<String> texts(@Nullable JsonNode array) {
        List<String> texts = new ArrayList<>();
        if (array != null) {
            array.forEach(value -> texts.add(value.asText()));
        }
        return texts;
    }

    private static JsonNode required(SortedMap<String, JsonNode> fields, String name) {
        return present(fields.get(name), name);
    }

    private static JsonNode required(JsonNode object, String name) {
        return present(object.get(name), name);
    }

    private static JsonNode present(@Nullable JsonNode value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("Field '" + name + "' is missing");
        }
        return value;
    }
}
