package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Erasure;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.record.RecordView;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor's eye should rest on in a version of a record: entered late, changed since entry, corrected after the
 * lot's release, erased in part. Follows EU GMP annex 11, sections 8.2 and 9 (what was changed since the original
 * entry), and NMPA 2025 No. 107, article 45 (及时; 更改应注明理由、人员、日期).
 *
 * @param lateBy how long after the event it was entered, if that is longer than the maker's threshold; null otherwise.
 *     The entry is the first version's: a later correction is not a late entry
 * @param changedSinceEntry names of the fields whose value is not what the first version said
 * @param correctedAfter the release of the lot that this version, from version 2 on, came after; null if none
 * @param erased fields of this version that were erased
 */
public record RecordMarks(
        @Nullable Duration lateBy,
        List<String> changedSinceEntry,
        @Nullable Release correctedAfter,
        List<ErasedField> erased) {

    /** The parts of a record that say when and why there is a version, and so differ in each. */
    private static final String CHANGE = "change";

    /** Copies the lists. */
    public RecordMarks {
        changedSinceEntry = List.copyOf(changedSinceEntry);
        erased = List.copyOf(erased);
    }

    /**
     * A decision that released a lot.
     *
     * @param recordId the record of the decision
     * @param recordedAt when the ledger took it
     */
    public record Release(String recordId, Instant recordedAt) {

        /** Checks that nothing is missing. */
        public Release {
            Objects.requireNonNull(recordId, "recordId");
            Objects.requireNonNull(recordedAt, "recordedAt");
        }
    }

    /**
     * A field that was erased.
     *
     * @param field its name
     * @param at when
     * @param legalBasis the provision that demands or allows it
     * @param reason what made it apply
     */
    public record ErasedField(String field, Instant at, String legalBasis, String reason) {

        /** Checks that nothing is missing. */
        public ErasedField {
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(legalBasis, "legalBasis");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Marks a version.
     *
     * @param first the record's first version in the auditor's scope
     * @param version the version
     * @param threshold how long after the event an entry is late
     * @param release the first release of one of the record's lots; null if none is known to the auditor
     * @param erasures what was erased of the record
     * @return the marks
     */
    public static RecordMarks of(
            RecordView first,
            RecordView version,
            Duration threshold,
            @Nullable Release release,
            List<Erasure> erasures) {
        List<String> changed = new ArrayList<>();
        if (version.version() > first.version()) {
            TreeSet<String> names = new TreeSet<>(first.fields().keySet());
            names.addAll(version.fields().keySet());
            names.remove(CHANGE);
            for (String name : names) {
                if (!first.field(name).equals(version.field(name))) {
                    changed.add(name);
                }
            }
        }
        List<ErasedField> erased = new ArrayList<>();
        for (Erasure erasure : erasures) {
            for (Erasure.Field field : erasure.fields()) {
                if (field.version() == version.version()) {
                    erased.add(new ErasedField(
                            field.name(),
                            erasure.at(),
                            erasure.grounds().legalBasis(),
                            erasure.grounds().reason()));
                }
            }
        }
        boolean corrected =
                release != null && version.version() > 1 && version.recordedAt().isAfter(release.recordedAt());
        return new RecordMarks(late(first, version, threshold), changed, corrected ? release : null, erased);
    }

    private static @Nullable Duration late(RecordView first, RecordView version, Duration threshold) {
        Optional<Instant> occurred =
                version.field("occurredAt").map(JsonNode::asText).flatMap(RecordMarks::instant);
        if (first.version() != 1 || occurred.isEmpty()) {
            return null;
        }
        Duration after = Duration.between(occurred.get(), first.recordedAt());
        return after.compareTo(threshold) > 0 ? after : null;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            // Saving refuses such a record, so something else wrote it; its time cannot be compared.
            return Optional.empty();
        }
    }

    /**
     * The marks as JSON.
     *
     * @return a new object; what does not apply is absent, and the two lists are always there
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        if (lateBy != null) {
            json.put("lateBy", lateBy.toString());
        }
        ArrayNode changed = json.putArray("changedSinceEntry");
        changedSinceEntry.forEach(changed::add);
        if (correctedAfter != null) {
            json.putObject("correctedAfter")
                    .put("record", correctedAfter.recordId())
                    .put("recordedAt", correctedAfter.recordedAt().toString());
        }
        ArrayNode gone = json.putArray("erased");
        for (ErasedField field : erased) {
            gone.addObject()
                    .put("field", field.field())
                    .put("at", field.at().toString())
                    .put("legalBasis", field.legalBasis())
                    .put("reason", field.reason());
        }
        return json;
    }

    /**
     * Reads marks.
     *
     * @param json the marks
     * @return the marks
     * @throws MalformedException if they cannot be read
     */
    public static RecordMarks fromJson(JsonNode json) {
        try {
            JsonNode release = json.get("correctedAfter");
            return new RecordMarks(
                    json.has("lateBy") ? Duration.parse(Wire.text(json, "lateBy")) : null,
                    Wire.list(json, "changedSinceEntry", JsonNode::asText),
                    release == null
                            ? null
                            : new Release(Wire.text(release, "record"), Wire.instant(release, "recordedAt")),
                    Wire.list(
                            json,
                            "erased",
                            field -> new ErasedField(
                                    Wire.text(field, "field"),
                                    Wire.instant(field, "at"),
                                    Wire.text(field, "legalBasis"),
                                    Wire.text(field, "reason"))));
        } catch (DateTimeException e) {
            throw new MalformedException("A record's marks cannot be read", e);
        }
    }
}
