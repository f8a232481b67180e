package io.remoteaudit.example.epcis;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.example.epcis.InvalidEpcisException.Fault;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an EPCIS 2.0 document, bounded in size and depth, and says of each fault in which event it is. */
final class EpcisReader {

    /** A larger document is refused unread. */
    static final int MOST_BYTES = 2 << 20;

    private static final int MOST_EVENTS = 1_000;
    private static final int MOST_ITEMS = 900;
    private static final int DEPTH = 20;
    private static final int TEXT = 8_192;
    private static final int LONGEST_ID = 200;
    private static final Json.Bounds BOUNDS = new Json.Bounds(MOST_BYTES, DEPTH, TEXT);
    private static final Set<String> TYPES =
            Set.of("ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent");
    private static final Set<String> ACTIONS = Set.of("ADD", "OBSERVE", "DELETE");
    private static final Set<String> QUANTITY_FIELDS = Set.of("epcClass", "quantity", "uom");

    List<EpcisEvent> read(byte[] document) {
        JsonNode json = parse(document);
        if (!"EPCISDocument".equals(json.path("type").asText())) {
            throw new InvalidEpcisException(Fault.DOCUMENT, "'type' must be EPCISDocument");
        }
        if (!json.has("@context")) {
            throw new InvalidEpcisException(Fault.DOCUMENT, "'@context' is missing");
        }
        if (!json.path("schemaVersion").asText().startsWith("2.")) {
            throw new InvalidEpcisException(Fault.DOCUMENT, "'schemaVersion' must be 2.0");
        }
        JsonNode list = json.path("epcisBody").path("eventList");
        if (!list.isArray() || list.isEmpty()) {
            throw new InvalidEpcisException(Fault.DOCUMENT, "'epcisBody/eventList' must hold at least one event");
        }
        if (list.size() > MOST_EVENTS) {
            throw new InvalidEpcisException(
                    Fault.DOCUMENT, list.size() + " events are more than the " + MOST_EVENTS + " taken at once");
        }
        List<EpcisEvent> events = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            events.add(new EventReader(list.get(i), i + 1).read());
        }
        return events;
    }

    private static JsonNode parse(byte[] document) {
        if (document.length > MOST_BYTES) {
            throw new InvalidEpcisException(Fault.DOCUMENT, "it is larger than " + MOST_BYTES + " bytes");
        }
        try {
            return Json.parse(document, BOUNDS);
        } catch (MalformedException e) {
            throw new InvalidEpcisException(Fault.DOCUMENT, String.valueOf(e.getMessage()));
        }
    }

    /** Reads one event; every fault it finds carries the event's label. */
    private static final class EventReader {

        private final JsonNode event;
        private final String type;
        private final String label;
        private final Set<String> inputs = new LinkedHashSet<>();
        private final Set<String> outputs = new LinkedHashSet<>();
        private BigDecimal quantity = BigDecimal.ZERO;
        private @Nullable String uom;

        EventReader(JsonNode event, int number) {
            this.event = event;
            this.type = event.path("type").asText("?");
            String id = event.path("eventID").asText("");
            this.label = "Event " + number + " (" + type + (id.isEmpty() ? "" : " " + id) + ")";
        }

        EpcisEvent read() {
            if (!TYPES.contains(type)) {
                throw wrong("type", type, "one of the five EPCIS event types");
            }
            OffsetDateTime time = time();
            if (!type.equals("TransformationEvent")) {
                String action = required("action");
                if (!ACTIONS.contains(action)) {
                    throw wrong("action", action, "ADD, OBSERVE or DELETE");
                }
            }
            @Nullable String bizStep = word("bizStep", Vocabulary.STEPS);
            @Nullable String disposition = word("disposition", Vocabulary.DISPOSITIONS);
            items();
            String digest = Hash.sha256(Json.write(sorted(event)).getBytes(StandardCharsets.UTF_8))
                    .hex();
            String id = event.path("eventID").asText("");
            JsonNode error = event.path("errorDeclaration");
            return new EpcisEvent(
                    label,
                    id.isEmpty() ? "sha-256:" + digest : id,
                    digest,
                    type,
                    time,
                    bizStep,
                    disposition,
                    List.copyOf(inputs),
                    List.copyOf(outputs),
                    quantity,
                    uom == null ? "pcs" : uom,
                    transactions(),
                    text(event.path("readPoint").path("id")),
                    text(event.path("destinationList").path(0).path("destination")),
                    error.isObject() ? error.path("reason").asText("incorrect_data") : null);
        }

        private OffsetDateTime time() {
            String time = required("eventTime");
            String offset = required("eventTimeZoneOffset");
            try {
                Instant instant = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(time, Instant::from);
                return instant.atOffset(ZoneOffset.of(offset));
            } catch (DateTimeException e) {
                throw wrong(
                        "eventTime",
                        time + " " + offset,
                        "a time such as 2026-01-31T08:00:00Z with an offset such as +08:00");
            }
        }

        private @Nullable String word(String field, Set<String> known) {
            String value = event.path(field).asText("");
            if (value.isEmpty()) {
                return null;
            }
            String bare = Vocabulary.bare(value, known);
            if (!Vocabulary.allowed(bare, known)) {
                throw wrong(field, value, "a word of the CBV or a URI");
            }
            return bare;
        }

        private void items() {
            switch (type) {
                case "TransformationEvent" -> {
                    epcs("inputEPCList", inputs, false);
                    quantities("inputQuantityList", inputs, false);
                    epcs("outputEPCList", outputs, true);
                    quantities("outputQuantityList", outputs, true);
                    boolean part = event.has("transformationID");
                    requireItems(!part && inputs.isEmpty(), "inputEPCList or inputQuantityList");
                    requireItems(!part && outputs.isEmpty(), "outputEPCList or outputQuantityList");
                }
                case "AggregationEvent", "AssociationEvent" -> {
                    epcs("childEPCs", inputs, true);
                    quantities("childQuantityList", inputs, true);
                    String parent = event.path("parentID").asText("");
                    requireItems(
                            parent.isEmpty() && !event.path("action").asText().equals("OBSERVE"), "parentID");
                    if (!parent.isEmpty()) {
                        outputs.add(identifier("parentID", parent));
                    }
                }
                default -> {
                    epcs("epcList", inputs, true);
                    quantities("quantityList", inputs, true);
                    boolean excused = event.has("sensorElementList")
                            || (event.has("bizTransactionList") && !type.equals("ObjectEvent"));
                    requireItems(inputs.isEmpty() && !excused, "epcList or quantityList");
                }
            }
        }

        private void requireItems(boolean missing, String field) {
            if (missing) {
                throw new InvalidEpcisException(Fault.MISSING, label, field);
            }
        }

        private void epcs(String field, Set<String> into, boolean counted) {
            for (JsonNode epc : list(field)) {
                into.add(identifier(field, epc.asText("")));
                if (counted) {
                    quantity = quantity.add(BigDecimal.ONE);
                }
            }
        }

        private void quantities(String field, Set<String> into, boolean counted) {
            for (JsonNode element : list(field)) {
                element.fieldNames().forEachRemaining(name -> {
                    if (!QUANTITY_FIELDS.contains(name) && name.indexOf(':') < 0) {
                        throw wrong(field, name, "epcClass, quantity and uom only");
                    }
                });
                into.add(identifier(field, element.path("epcClass").asText("")));
                JsonNode amount = element.path("quantity");
                if (!amount.isMissingNode() && !amount.isNumber()) {
                    throw wrong(field + "/quantity", amount.toString(), "a number");
                }
                if (counted) {
                    quantity = quantity.add(amount.isNumber() ? amount.decimalValue() : BigDecimal.ONE);
                    uom = element.path("uom").asText(uom);
                }
            }
        }

        private JsonNode list(String field) {
            JsonNode list = event.path(field);
            if (!list.isMissingNode() && !list.isArray()) {
                throw wrong(field, list.getNodeType().toString(), "a list");
            }
            if (list.size() > MOST_ITEMS) {
                throw wrong(field, list.size() + " items", "at most " + MOST_ITEMS);
            }
            return list;
        }

        private String identifier(String field, String identifier) {
            if (identifier.indexOf(':') < 1 || identifier.length() > LONGEST_ID || identifier.contains(" ")) {
                throw wrong(field, identifier, "URIs of at most " + LONGEST_ID + " characters");
            }
            return identifier;
        }

        private Map<String, String> transactions() {
            Map<String, String> transactions = new LinkedHashMap<>();
            for (JsonNode transaction : list("bizTransactionList")) {
                String kind = transaction.path("type").asText("");
                String bare = kind.substring(Math.max(kind.lastIndexOf(':'), kind.lastIndexOf('-')) + 1);
                transactions.put(
                        bare,
                        identifier(
                                "bizTransactionList",
                                transaction.path("bizTransaction").asText("")));
            }
            return transactions;
        }

        private String required(String field) {
            String value = event.path(field).asText("");
            if (value.isEmpty()) {
                throw new InvalidEpcisException(Fault.MISSING, label, field);
            }
            return value;
        }

        private InvalidEpcisException wrong(String field, String value, String expected) {
            String shown = value.length() > 80 ? value.substring(0, 80) + "…" : value;
            return new InvalidEpcisException(Fault.WRONG, label, field, shown, expected);
        }

        private static @Nullable String text(JsonNode node) {
            return node.isTextual() && !node.asText().isBlank() ? node.asText() : null;
        }
    }

    /** Names in order at every level, so that the order in which a partner writes them does not matter. */
    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            List<String> names = new ArrayList<>();
            node.fieldNames().forEachRemaining(names::add);
            names.sort(null);
            var object = Json.object();
            names.forEach(name -> object.set(name, sorted(node.get(name))));
            return object;
        }
        if (node.isArray()) {
            var array = Json.array();
            node.forEach(item -> array.add(sorted(item)));
            return array;
        }
        return node;
    }
}
