package io.remoteaudit.search.lucene;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.RecordFields;
import io.remoteaudit.record.Verdict;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.query.MeasuredScale;
import io.remoteaudit.search.query.RecordField;
import io.remoteaudit.search.text.AttachmentText;
import io.remoteaudit.search.text.NoTextReason;
import io.remoteaudit.search.text.TextShare;
import io.remoteaudit.search.text.TextState;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.Characteristic;
import io.remoteaudit.standard.RecordType;
import io.remoteaudit.standard.TraceRole;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedNumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;

/**
 * Makes the index's document of a record version. Reads what the ledger holds field by field, and takes each missing one
 * as erased: such a version stays in the ledger and can still be found by the rest.
 */
final class RecordDocument {

    private static final int MAX_WHOLE_BYTES = 8_000;
    private static final int MAX_NESTING = 20;
    private static final FieldType IDENTIFIERS = identifiers();

    /** A long text keeps the places of its words, so that they need not be looked for again in each hit. */
    static final FieldType PLACED = placed();

    private final Document document = new Document();
    private final Entry entry;
    private final Function<Attachment, Optional<AttachmentText>> texts;
    private final Catalogue catalogue;
    private final SortedMap<String, JsonNode> fields;
    private final Set<String> names = new TreeSet<>();
    private boolean nonconforming;
    private boolean conforming;
    private boolean judged;

    private RecordDocument(Entry entry, Function<Attachment, Optional<AttachmentText>> texts, Catalogue catalogue) {
        this.entry = entry;
        this.texts = texts;
        this.catalogue = catalogue;
        this.fields = entry.fields();
    }

    /**
     * The document of a version.
     *
     * @param texts what is known of the text of attachments
     * @param supersededBy the leaf of the version after it; {@link Long#MAX_VALUE} if there is none
     * @param catalogue tells the units of characteristics, and what of a record type lots are traced by
     */
    static Document of(
            Entry entry,
            Function<Attachment, Optional<AttachmentText>> texts,
            long leafIndex,
            long supersededBy,
            Catalogue catalogue) {
        return new RecordDocument(entry, texts, catalogue).build(leafIndex, supersededBy);
    }

    private Document build(long leafIndex, long supersededBy) {
        place(leafIndex, supersededBy);
        whole(RecordField.ID, entry.subject());
        text(RecordField.ID.queryName(), List.of(entry.subject()));
        document.add(new SortedDocValuesField(IndexFields.ID_ORDER, new BytesRef(entry.subject())));
        selectable(RecordField.TYPE);
        selectable(RecordField.SITE);
        selectable(RecordField.PRODUCT_FAMILY);
        texts(RecordField.TITLE);
        texts(RecordField.MODEL);
        texts(RecordField.PERFORMED_BY);
        texts(RecordField.REVIEWED_BY);
        texts(RecordField.CHANGE);
        several(RecordField.LOTS);
        several(RecordField.STANDARDS);
        several(RecordField.CLAUSES);
        occurred();
        measurements();
        verdict(IndexFields.MEASURED_VERDICT);
        attributesAndAttachments();
        verdict(RecordField.VERDICT.queryName());
        names.forEach(name -> document.add(new StringField(IndexFields.NAMES, name, Field.Store.NO)));
        return document;
    }

    private void place(long leafIndex, long supersededBy) {
        document.add(
                new StringField(IndexFields.KEY, IndexFields.key(entry.subject(), entry.version()), Field.Store.NO));
        document.add(new NumericDocValuesField(IndexFields.LEAF, leafIndex));
        if (supersededBy != Long.MAX_VALUE) {
            document.add(new NumericDocValuesField(IndexFields.SUPERSEDED, supersededBy));
        }
        document.add(new NumericDocValuesField(IndexFields.RECORDED, entry.at().toEpochMilli()));
        document.add(new IntPoint(
                IndexFields.RECORDED_DAY,
                Math.toIntExact(
                        entry.at().atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay())));
        document.add(new NumericDocValuesField(RecordField.VERSION.queryName(), entry.version()));
        document.add(new StoredField(RecordField.ID.queryName(), entry.subject()));
        document.add(new StoredField(RecordField.VERSION.queryName(), entry.version()));
        document.add(new DoublePoint(IndexFields.NUMBERS + RecordField.VERSION.queryName(), entry.version()));
    }

    private void selectable(RecordField field) {
        List<String> values = values(field.queryName());
        select(field.queryName(), values);
        for (String value : values) {
            whole(field, value);
        }
        text(field.queryName(), values);
    }

    private void several(RecordField field) {
        List<String> values = values(field.queryName());
        select(field.queryName(), values);
        text(field.queryName(), values);
    }

    private void texts(RecordField field) {
        text(field.queryName(), values(field.queryName()));
    }

    /** What scopes, filters and counts go by. */
    private void select(String name, List<String> values) {
        count(name, values);
        if (values.isEmpty()) {
            absent(name);
        }
    }

    private void count(String name, List<String> values) {
        for (String value : new TreeSet<>(values)) {
            if (fits(value)) {
                document.add(new StringField(IndexFields.RAW + name, value, Field.Store.NO));
                document.add(new SortedSetDocValuesField(IndexFields.COUNTED + name, new BytesRef(value)));
            }
        }
    }

    private void occurred() {
        JsonNode value = fields.get(RecordField.OCCURRED_AT.queryName());
        OffsetDateTime at = value == null ? null : time(value.asText());
        if (at == null) {
            absent(RecordField.OCCURRED_AT.queryName());
            return;
        }
        document.add(new LongPoint(
                IndexFields.LATE, entry.at().toEpochMilli() - at.toInstant().toEpochMilli()));
        document.add(
                new NumericDocValuesField(IndexFields.OCCURRED, at.toInstant().toEpochMilli()));
        document.add(new NumericDocValuesField(
                IndexFields.OCCURRED_DAY, at.toLocalDate().toEpochDay()));
        select(IndexFields.MONTH, List.of(YearMonth.from(at).toString()));
    }

    private void measurements() {
        List<String> words = new ArrayList<>();
        List<String> characteristics = new ArrayList<>();
        List<String> instruments = new ArrayList<>();
        List<String> methods = new ArrayList<>();
        List<Measurement> whole = new ArrayList<>();
        for (JsonNode json : below("measurements/").values()) {
            Measurement measurement = RecordFields.toMeasurement(json);
            judge(measurement.verdict());
            numbers(measurement);
            whole.add(measurement);
            names.add(IndexFields.NAME_OF_CHARACTERISTIC + measurement.characteristic());
            characteristics.add(measurement.characteristic());
            addIfPresent(measurement.instrument(), instruments);
            addIfPresent(measurement.method(), methods);
            words.add(measurement.characteristic());
            words.addAll(measurement.observations());
            addIfPresent(measurement.standard(), words);
            addIfPresent(measurement.method(), words);
            addIfPresent(measurement.instrument(), words);
        }
        text(RecordField.MEASUREMENTS.queryName(), words);
        text(RecordField.CHARACTERISTIC.queryName(), characteristics);
        text(RecordField.INSTRUMENT.queryName(), instruments);
        text(RecordField.METHOD.queryName(), methods);
        count(RecordField.CHARACTERISTIC.queryName(), characteristics);
        if (!whole.isEmpty()) {
            document.add(new BinaryDocValuesField(IndexFields.MEASUREMENTS, MeasurementCodec.encode(whole)));
        }
    }

    private void numbers(Measurement measurement) {
        for (BigDecimal result : measurement.results()) {
            number(measurement, result);
        }
        BigDecimal value = measurement.value();
        if (value != null) {
            number(measurement, value);
        }
    }

    /** Adds a number in the base unit of its scale, so that values compare whatever their units. */
    private void number(Measurement measurement, BigDecimal number) {
        String code = measurement.characteristic();
        List<String> units = catalogue
                .characteristic(code)
                .filter(found -> found.code().equals(code))
                .map(Characteristic::units)
                .orElse(List.of());
        // A unit that nobody knows compares with nothing.
        MeasuredScale.of(units, measurement.unit())
                .ifPresent(scale -> add(WordFields.measured(code, scale), scale.toBase(number)));
    }

    private void add(String name, BigDecimal number) {
        double value = number.doubleValue();
        document.add(new DoublePoint(IndexFields.NUMBERS + name, value));
        document.add(
                new SortedNumericDocValuesField(IndexFields.ORDERED + name, NumericUtils.doubleToSortableLong(value)));
    }

    private void attributesAndAttachments() {
        Map<String, TraceRole> roles = roles();
        below(IndexFields.ATTRIBUTES).forEach((name, value) -> {
            String bare = name.substring(IndexFields.ATTRIBUTES.length());
            names.add(IndexFields.NAME_OF_ATTRIBUTE + bare);
            List<String> values = new ArrayList<>();
            flatten(value, 0, values);
            text(name, values);
            for (String each : values) {
                Double number = number(each);
                if (number != null) {
                    document.add(new DoublePoint(IndexFields.NUMBERS + name, number));
                }
            }
            if (bare.equals(RecordField.VERDICT.queryName()) && value.isTextual()) {
                judge(value.textValue());
            }
            if (roles.containsKey(bare)) {
                count(name, values);
            }
            if (name.equals(Facet.SUPPLIER.field())) {
                count(IndexFields.SUPPLIER, values);
            }
        });
        List<String> attachments = new ArrayList<>();
        below("attachments/")
                .values()
                .forEach(json -> addIfPresent(json.path("name").textValue(), attachments));
        text(RecordField.ATTACHMENTS.queryName(), attachments);
        attachmentTexts();
    }

    /** What lots are traced by is looked up whole. */
    private Map<String, TraceRole> roles() {
        return values(RecordField.TYPE.queryName()).stream()
                .findFirst()
                .flatMap(catalogue::recordType)
                .map(RecordType::traceRoles)
                .orElse(Map.of());
    }

    private void attachmentTexts() {
        String name = RecordField.ATTACHMENT_TEXT.queryName();
        TextShare share = new TextShare();
        for (JsonNode json : below("attachments/").values()) {
            Attachment attachment = RecordFields.toAttachment(json);
            Optional<AttachmentText> text = texts.apply(attachment);
            if (text.isEmpty()) {
                document.add(new StringField(IndexFields.AWAITED, attachment.sha256(), Field.Store.NO));
                unsearchable(NoTextReason.NOT_YET_READ);
            } else if (text.get() instanceof AttachmentText.Read read) {
                String shown = share.of(read).text();
                document.add(new Field(IndexFields.WORDS + name, shown, PLACED));
                document.add(new Field(IndexFields.IDENTIFIERS + name, shown, PLACED));
                document.add(new StoredField(IndexFields.TEXT + name, shown));
            } else if (text.get().state() instanceof TextState.NotSearchable not) {
                unsearchable(not.reason());
            }
        }
        if (document.getField(IndexFields.TEXT + name) == null) {
            absent(name);
        }
    }

    private void unsearchable(NoTextReason reason) {
        document.add(new StringField(IndexFields.UNSEARCHABLE, reason.wireName(), Field.Store.NO));
    }

    private void judge(Verdict verdict) {
        judged = true;
        nonconforming |= verdict == Verdict.NONCONFORMING;
        conforming |= verdict == Verdict.CONFORMING;
    }

    /** The words record types use; product let pass by concession does not conform (ISO 9000:2015, 3.12.5). */
    private void judge(String verdict) {
        switch (verdict) {
            case "conforming", "accepted" -> judge(Verdict.CONFORMING);
            case "nonconforming", "rejected", "concession" -> judge(Verdict.NONCONFORMING);
            default -> judge(Verdict.NOT_JUDGED);
        }
    }

    private void verdict(String name) {
        Verdict verdict = nonconforming ? Verdict.NONCONFORMING : conforming ? Verdict.CONFORMING : Verdict.NOT_JUDGED;
        select(name, List.of(verdict.wireName()));
        document.add(new StringField(IndexFields.WHOLE + name, verdict.wireName(), Field.Store.NO));
        if (!judged) {
            absent(name);
        }
    }

    private void absent(String name) {
        document.add(new StringField(IndexFields.ABSENT, name, Field.Store.NO));
    }

    private void whole(RecordField field, String value) {
        String normal = WholeValue.of(value);
        if (fits(normal)) {
            document.add(new StringField(IndexFields.WHOLE + field.queryName(), normal, Field.Store.NO));
        }
    }

    private void text(String name, List<String> values) {
        if (values.isEmpty()) {
            absent(name);
        }
        for (String value : values) {
            document.add(new TextField(IndexFields.WORDS + name, value, Field.Store.NO));
            if (hasDigit(value)) {
                document.add(new Field(IndexFields.IDENTIFIERS + name, value, IDENTIFIERS));
            }
            document.add(new StoredField(IndexFields.TEXT + name, value));
        }
    }

    private List<String> values(String name) {
        List<String> values = new ArrayList<>();
        JsonNode value = fields.get(name);
        if (value != null) {
            flatten(value, 0, values);
        }
        return values;
    }

    private Map<String, JsonNode> below(String prefix) {
        // The character after the slash, so that the map ends with the last name that begins with the prefix.
        return fields.subMap(prefix, prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1));
    }

    private static void flatten(JsonNode value, int depth, List<String> values) {
        if (value.isContainerNode()) {
            if (depth < MAX_NESTING) {
                value.forEach(child -> flatten(child, depth + 1, values));
            }
        } else if (!value.isNull() && !value.asText().isBlank()) {
            values.add(value.asText());
        }
    }

    private static void addIfPresent(@Nullable String value, List<String> values) {
        if (value != null) {
            values.add(value);
        }
    }

    private static @Nullable OffsetDateTime time(String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            // Saving refuses such a record, so the ledger was written by something else; it has no date to go by.
            return null;
        }
    }

    private static @Nullable Double number(String text) {
        if (text.length() > 40) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && !(i == 0 && c == '-')) {
                return null;
            }
        }
        try {
            // Adding zero makes -0.0 the number people mean.
            return Double.parseDouble(text) + 0.0;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean hasDigit(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c >= '0' && c <= '9') || (c >= '０' && c <= '９')) {
                return true;
            }
        }
        return false;
    }

    /** Lucene takes no longer terms. A value left out here is never admitted by a scope that names values. */
    private static boolean fits(String value) {
        return value.getBytes(StandardCharsets.UTF_8).length <= MAX_WHOLE_BYTES;
    }

    private static FieldType placed() {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
        type.freeze();
        return type;
    }

    private static FieldType identifiers() {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setOmitNorms(true);
        type.setIndexOptions(IndexOptions.DOCS);
        type.freeze();
        return type;
    }
}
