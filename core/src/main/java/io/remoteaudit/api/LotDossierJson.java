package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.LotKind;
import io.remoteaudit.trace.DossierLine;
import io.remoteaudit.trace.DossierRecord;
import io.remoteaudit.trace.EvidenceState;
import io.remoteaudit.trace.LotDossier;
import io.remoteaudit.trace.OutOfOrder;
import io.remoteaudit.trace.TracedRecord;
import io.remoteaudit.trace.Validity;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dossiers of lots as they cross the wire. */
public final class LotDossierJson {

    private LotDossierJson() {}

    /**
     * Writes a dossier.
     *
     * @param dossier the dossier
     * @param catalogue tells what record types are called
     * @return a new object
     */
    public static ObjectNode write(LotDossier dossier, Catalogue catalogue) {
        LotTraceJson.Names names = new LotTraceJson.Names(catalogue);
        ObjectNode json = Json.object();
        json.put("ledgerSize", dossier.ledgerSize());
        json.put("lot", dossier.lot());
        if (dossier.kind() != null) {
            json.put("kind", dossier.kind().wireName());
        }
        if (dossier.sterile() != null) {
            json.put("sterile", dossier.sterile());
        }
        json.put("gaps", dossier.gaps());
        ArrayNode lines = json.putArray("lines");
        for (DossierLine line : dossier.lines()) {
            ObjectNode item = lines.addObject();
            needed(item, line.id(), names.noted(line.recordType()), line.evidence(), line.limits(), line.verified());
            item.put("lot", line.lot());
            item.put("ifSterile", line.ifSterile());
            ArrayNode records = item.putArray("records");
            line.records().forEach(record -> records.add(record(record)));
            item.put("total", line.total());
        }
        ArrayNode wrong = json.putArray("outOfOrder");
        for (OutOfOrder one : dossier.outOfOrder()) {
            ObjectNode item = wrong.addObject();
            item.put("id", one.id());
            item.put("lot", one.lot());
            names.noted(one.first().record().recordType());
            names.noted(one.then().record().recordType());
            item.set("first", record(one.first()));
            item.set("then", record(one.then()));
            item.put("verified", one.verified());
        }
        json.put("orderKnown", dossier.orderKnown());
        ArrayNode validities = json.putArray("validities");
        for (Validity one : dossier.validities()) {
            ObjectNode item = validities.addObject();
            needed(item, one.id(), names.noted(one.recordType()), one.evidence(), one.limits(), one.verified());
            item.put("subject", one.subject());
            names.noted(one.usedIn().recordType());
            item.set("usedIn", LotTraceJson.record(one.usedIn()));
            item.put("day", one.day().toString());
            TracedRecord by = one.by();
            if (by != null) {
                item.set("by", LotTraceJson.record(by));
            }
        }
        json.put("unread", dossier.unread());
        json.set("names", names.json());
        return json;
    }

    private static void needed(
            ObjectNode item,
            String id,
            String recordType,
            EvidenceState evidence,
            List<String> limits,
            boolean verified) {
        item.put("id", id);
        item.put("recordType", recordType);
        item.put("evidence", evidence.wireName());
        ArrayNode array = item.putArray("limits");
        limits.forEach(array::add);
        item.put("verified", verified);
    }

    private static ObjectNode record(DossierRecord record) {
        ObjectNode json = LotTraceJson.record(record.record());
        if (record.occurredAt() != null) {
            json.put("occurredAt", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(record.occurredAt()));
        }
        json.put("recordedAt", record.recordedAt().toString());
        json.put("late", record.late());
        return json;
    }

    /**
     * Reads a dossier.
     *
     * @param json the answer
     * @return the dossier
     * @throws MalformedException if it is not such an answer
     */
    public static LotDossier read(JsonNode json) {
        try {
            return new LotDossier(
                    Wire.number(json, "ledgerSize"),
                    Wire.text(json, "lot"),
                    Wire.optionalText(json, "kind").map(LotKind::ofWireName).orElse(null),
                    Wire.optional(json, "sterile").map(JsonNode::asBoolean).orElse(null),
                    Wire.list(json, "lines", LotDossierJson::line),
                    Wire.list(json, "outOfOrder", LotDossierJson::wrong),
                    Wire.member(json, "orderKnown").asBoolean(),
                    Wire.list(json, "validities", LotDossierJson::validity),
                    Wire.integer(json, "unread"));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new MalformedException("The dossier of the answer cannot be read: " + e.getMessage(), e);
        }
    }

    private static DossierLine line(JsonNode json) {
        return new DossierLine(
                Wire.text(json, "id"),
                Wire.text(json, "recordType"),
                Wire.text(json, "lot"),
                Wire.member(json, "ifSterile").asBoolean(),
                EvidenceState.ofWireName(Wire.text(json, "evidence")),
                Wire.list(json, "limits", Wire::itemText),
                Wire.list(json, "records", LotDossierJson::record),
                Wire.integer(json, "total"),
                Wire.member(json, "verified").asBoolean());
    }

    private static DossierRecord record(JsonNode json) {
        return new DossierRecord(
                LotTraceJson.record(json),
                Wire.optionalText(json, "occurredAt").map(OffsetDateTime::parse).orElse(null),
                Wire.instant(json, "recordedAt"),
                Wire.member(json, "late").asBoolean());
    }

    private static OutOfOrder wrong(JsonNode json) {
        return new OutOfOrder(
                Wire.text(json, "id"),
                Wire.text(json, "lot"),
                record(Wire.member(json, "first")),
                record(Wire.member(json, "then")),
                Wire.member(json, "verified").asBoolean());
    }

    private static Validity validity(JsonNode json) {
        @Nullable
        TracedRecord by = Wire.optional(json, "by").map(LotTraceJson::record).orElse(null);
        return new Validity(
                Wire.text(json, "id"),
                Wire.text(json, "recordType"),
                Wire.text(json, "subject"),
                EvidenceState.ofWireName(Wire.text(json, "evidence")),
                Wire.list(json, "limits", Wire::itemText),
                LotTraceJson.record(Wire.member(json, "usedIn")),
                LocalDate.parse(Wire.text(json, "day")),
                by,
                Wire.member(json, "verified").asBoolean());
    }
}
