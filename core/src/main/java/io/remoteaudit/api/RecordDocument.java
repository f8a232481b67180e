package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.MaskedValue;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.RecordFields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A record version as it crosses the wire, without the fields that are masked for the caller. Immutable. */
public final class RecordDocument {

    private final ObjectNode json;

    private RecordDocument(ObjectNode json) {
        this.json = json;
    }

    /**
     * Reads a record version.
     *
     * @param json the record
     * @return the record
     * @throws MalformedException if it is not a record
     */
    public static RecordDocument fromJson(JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            throw new MalformedException("A record is a JSON object");
        }
        RecordDocument document = new RecordDocument(object.deepCopy());
        Wire.text(json, "id");
        Wire.integer(json, "version");
        Wire.number(json, "leafIndex");
        Wire.number(json, "hidden");
        Wire.instant(json, "recordedAt");
        return document;
    }

    /**
     * The record's id.
     *
     * @return the business id
     */
    public String id() {
        return Wire.text(json, "id");
    }

    /**
     * The version's number.
     *
     * @return from 1 on
     */
    public int version() {
        return Wire.integer(json, "version");
    }

    /**
     * The version's place in the ledger.
     *
     * @return the leaf index
     */
    public long leafIndex() {
        return Wire.number(json, "leafIndex");
    }

    /**
     * How many fields are not shown.
     *
     * @return the number of fields masked or erased
     */
    public int hidden() {
        return Wire.integer(json, "hidden");
    }

    /**
     * When the ledger took the version.
     *
     * @return the time
     */
    public Instant recordedAt() {
        return Wire.instant(json, "recordedAt");
    }

    /**
     * A field that is a text, for example {@code title}, {@code type} or {@code site}.
     *
     * @param name the field's name
     * @return the text, or empty if the record has none or it is not shown
     */
    public Optional<String> text(String name) {
        return Wire.optional(json, name).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    /**
     * What was measured, as far as it is shown.
     *
     * @return the measurements in the record's order
     * @throws MalformedException if one cannot be read
     */
    public List<Measurement> measurements() {
        try {
            return Wire.list(json, "measurements", RecordFields::toMeasurement);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A measurement of the answer cannot be read", e);
        }
    }

    /**
     * The files, as far as they are shown.
     *
     * @return the attachments in the record's order
     * @throws MalformedException if one cannot be read
     */
    public List<Attachment> attachments() {
        try {
            return Wire.list(json, "attachments", RecordFields::toAttachment);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("An attachment of the answer cannot be read", e);
        }
    }

    /**
     * Which of the files shown can be searched.
     *
     * @return a state for each; empty if there is no file, or where the answer does not say
     * @throws MalformedException if one cannot be read
     */
    public List<AttachmentTextState> attachmentTexts() {
        return Wire.optional(json, "attachmentTexts").isPresent()
                ? Wire.list(json, "attachmentTexts", AttachmentTextState::fromJson)
                : List.of();
    }

    /**
     * What stands for masked fields, as far as anything does. The maker's word, which no proof covers.
     *
     * @return the pseudonyms, ranges and months in the record's order; may be empty
     * @throws MalformedException if one cannot be read
     */
    public List<MaskedValue> masked() {
        try {
            return Wire.optional(json, "masked").isPresent()
                    ? Wire.list(json, "masked", MaskedValue::fromJson)
                    : List.of();
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A masked value of the answer cannot be read", e);
        }
    }

    /**
     * What to look at: entered late, changed since entry, corrected after release, erased.
     *
     * @return the marks; empty where the answer is a list of what was found, which has none
     * @throws MalformedException if they cannot be read
     */
    public Optional<RecordMarks> marks() {
        return Wire.optional(json, "marks").map(RecordMarks::fromJson);
    }

    /**
     * Everything the answer holds.
     *
     * @return a copy
     */
    public ObjectNode toJson() {
        return json.deepCopy();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordDocument that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    /** Names the version but not its content, since texts like this end in logs. */
    @Override
    public String toString() {
        return "RecordDocument[" + id() + " version " + version() + "]";
    }
}
