package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.trace.Branch;
import io.remoteaudit.trace.LotFact;
import io.remoteaudit.trace.LotRelation;
import io.remoteaudit.trace.LotTrace;
import io.remoteaudit.trace.RecordCount;
import io.remoteaudit.trace.TraceDirection;
import io.remoteaudit.trace.TracedLot;
import io.remoteaudit.trace.TracedRecord;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Traces of lots as they cross the wire. */
public final class LotTraceJson {

    private LotTraceJson() {}

    /**
     * Writes a trace.
     *
     * @param trace the trace
     * @param catalogue tells what record types and attributes are called
     * @return a new object
     */
    public static ObjectNode write(LotTrace trace, Catalogue catalogue) {
        Names names = new Names(catalogue);
        ObjectNode json = Json.object();
        json.put("ledgerSize", trace.ledgerSize());
        json.set("lot", lot(trace.lot(), names));
        trace.branches().forEach((direction, branch) -> json.set(direction.wireName(), branch(branch, names)));
        json.set("names", names.json());
        return json;
    }

    /**
     * Reads a trace.
     *
     * @param json the answer
     * @return the trace
     * @throws MalformedException if it is not such an answer
     */
    public static LotTrace read(JsonNode json) {
        Map<TraceDirection, Branch> branches = new EnumMap<>(TraceDirection.class);
        for (TraceDirection direction : TraceDirection.values()) {
            Wire.optional(json, direction.wireName()).ifPresent(branch -> branches.put(direction, branch(branch)));
        }
        return new LotTrace(Wire.number(json, "ledgerSize"), lot(Wire.member(json, "lot")), branches);
    }

    /** A record by its type, id and version. */
    static ObjectNode record(TracedRecord record) {
        return Json.object()
                .put("type", record.recordType())
                .put("id", record.id())
                .put("version", record.version());
    }

    static TracedRecord record(JsonNode json) {
        return new TracedRecord(Wire.text(json, "type"), Wire.text(json, "id"), Wire.integer(json, "version"));
    }

    private static ObjectNode lot(TracedLot lot, Names names) {
        ObjectNode json = Json.object();
        json.put("lot", lot.lot());
        json.put("depth", lot.depth());
        json.set("relations", relations(lot.relations(), names));
        json.put("outside", lot.outside());
        ArrayNode records = json.putArray("records");
        for (RecordCount count : lot.records()) {
            ObjectNode counted = records.addObject();
            counted.put("type", names.noted(count.recordType()));
            counted.put("count", count.count());
            count.nonconforming().ifPresent(number -> counted.put("nonconforming", number));
            ArrayNode first = counted.putArray("records");
            count.records().forEach(record -> first.add(record(record)));
        }
        ArrayNode facts = json.putArray("facts");
        for (LotFact fact : lot.facts()) {
            ObjectNode told = facts.addObject();
            told.set("record", record(fact.record()));
            told.set("origins", values(fact.record().recordType(), fact.origins(), names));
            told.set("destinations", values(fact.record().recordType(), fact.destinations(), names));
        }
        json.put("moreFacts", lot.moreFacts());
        return json;
    }

    private static TracedLot lot(JsonNode json) {
        return new TracedLot(
                Wire.text(json, "lot"),
                Wire.integer(json, "depth"),
                Wire.list(json, "relations", LotTraceJson::relation),
                Wire.integer(json, "outside"),
                Wire.list(json, "records", LotTraceJson::count),
                Wire.list(json, "facts", LotTraceJson::fact),
                Wire.number(json, "moreFacts"));
    }

    private static RecordCount count(JsonNode json) {
        return new RecordCount(
                Wire.text(json, "type"),
                Wire.number(json, "count"),
                Wire.optional(json, "nonconforming").isPresent()
                        ? OptionalLong.of(Wire.number(json, "nonconforming"))
                        : OptionalLong.empty(),
                Wire.list(json, "records", LotTraceJson::record));
    }

    private static LotFact fact(JsonNode json) {
        return new LotFact(
                record(Wire.member(json, "record")),
                values(Wire.member(json, "origins")),
                values(Wire.member(json, "destinations")));
    }

    private static ObjectNode values(String type, Map<String, List<String>> values, Names names) {
        ObjectNode json = Json.object();
        values.forEach((attribute, each) -> {
            names.note(type, attribute);
            ArrayNode array = json.putArray(attribute);
            each.forEach(array::add);
        });
        return json;
    }

    private static Map<String, List<String>> values(JsonNode json) {
        Map<String, List<String>> values = new TreeMap<>();
        json.fieldNames()
                .forEachRemaining(name -> values.put(name, List.copyOf(Wire.list(json, name, Wire::itemText))));
        return values;
    }

    private static ArrayNode relations(List<LotRelation> relations, Names names) {
        ArrayNode json = Json.array();
        for (LotRelation relation : relations) {
            names.noted(relation.record().recordType());
            json.addObject().put("lot", relation.lot()).set("record", record(relation.record()));
        }
        return json;
    }

    private static LotRelation relation(JsonNode json) {
        return new LotRelation(Wire.text(json, "lot"), record(Wire.member(json, "record")));
    }

    private static ObjectNode branch(Branch branch, Names names) {
        ObjectNode json = Json.object();
        ArrayNode lots = json.putArray("lots");
        branch.lots().forEach(lot -> lots.add(lot(lot, names)));
        json.set("circles", relations(branch.circles(), names));
        json.put("outside", branch.outside());
        json.put("outsideNext", branch.outsideNext());
        json.put("deeper", branch.deeper());
        json.put("cut", branch.cut());
        return json;
    }

    private static Branch branch(JsonNode json) {
        return new Branch(
                Wire.list(json, "lots", LotTraceJson::lot),
                Wire.list(json, "circles", LotTraceJson::relation),
                Wire.integer(json, "outside"),
                Wire.integer(json, "outsideNext"),
                Wire.integer(json, "deeper"),
                Wire.integer(json, "cut"));
    }

    /** What the record types and attributes of an answer are called, each once. */
    static final class Names {

        private final Catalogue catalogue;
        private final ObjectNode types = Json.object();
        private final ObjectNode attributes = Json.object();

        Names(Catalogue catalogue) {
            this.catalogue = catalogue;
        }

        String noted(String type) {
            if (!types.has(type)) {
                catalogue
                        .recordType(type)
                        .ifPresent(known -> types.set(type, known.name().toJson()));
            }
            return type;
        }

        void note(String type, String attribute) {
            catalogue
                    .recordType(noted(type))
                    .flatMap(known -> known.attributeLabel(attribute))
                    .ifPresent(label -> attributes.set(type + "/" + attribute, label.toJson()));
        }

        ObjectNode json() {
            ObjectNode json = Json.object();
            json.set("recordTypes", types);
            json.set("attributes", attributes);
            return json;
        }
    }
}
