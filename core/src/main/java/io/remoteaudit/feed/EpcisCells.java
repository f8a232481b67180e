package io.remoteaudit.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An EPCIS event as a row: all its members as {@link JsonCells} names them, and besides, under short names, what mappings
 * need most: {@code inputs}, {@code outputs}, {@code items}, {@code quantity}, {@code uom}, {@code transaction.po} and so on.
 * Stateless.
 */
final class EpcisCells {

    private static final Set<String> TYPES =
            Set.of("ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent");

    private EpcisCells() {}

    static Row of(JsonNode event) {
        String type = event.path("type").asText("");
        if (!TYPES.contains(type)) {
            throw new RowFault(
                    "事件类型 " + RowFault.shown(type) + " 不是 EPCIS 的五种之一",
                    "the event's type " + RowFault.shown(type) + " is none of the five of EPCIS");
        }
        Map<String, @Nullable String> cells = new HashMap<>();
        JsonCells.put(cells, "", event);
        cells.put("eventTime", time(event));
        cells.put("bizStep", bare(event.path("bizStep").asText("")));
        cells.put("disposition", bare(event.path("disposition").asText("")));
        cells.put("readPoint", event.path("readPoint").path("id").asText(""));
        cells.put("bizLocation", event.path("bizLocation").path("id").asText(""));
        cells.put("source", event.path("sourceList").path(0).path("source").asText(""));
        cells.put(
                "destination",
                event.path("destinationList").path(0).path("destination").asText(""));
        cells.put(
                "errorReason",
                bare(event.path("errorDeclaration").path("reason").asText("")));
        transactions(event, cells);
        items(event, type, cells);
        return Row.of(cells);
    }

    /** The time in the offset of where it happened, which the document keeps beside it. */
    private static String time(JsonNode event) {
        String time = event.path("eventTime").asText("");
        String offset = event.path("eventTimeZoneOffset").asText("");
        try {
            OffsetDateTime at = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(time, OffsetDateTime::from);
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.withOffsetSameInstant(ZoneOffset.of(offset)));
        } catch (DateTimeException e) {
            throw new RowFault(
                    "eventTime " + RowFault.shown(time) + " 与 eventTimeZoneOffset " + RowFault.shown(offset) + " 不是时间",
                    "eventTime " + RowFault.shown(time) + " with eventTimeZoneOffset " + RowFault.shown(offset)
                            + " is not a time such as 2026-01-31T08:00:00Z with +08:00");
        }
    }

    /** The word of the vocabulary in any of its spellings; an own URI stays as it is. */
    private static String bare(String word) {
        boolean vocabulary = word.startsWith("urn:epcglobal:cbv:") || word.contains("ref.gs1.org/cbv/");
        if (!vocabulary) {
            return word;
        }
        int end = Math.max(word.lastIndexOf(':'), Math.max(word.lastIndexOf('/'), word.lastIndexOf('-')));
        return word.substring(end + 1);
    }

    private static void transactions(JsonNode event, Map<String, @Nullable String> cells) {
        for (JsonNode transaction : event.path("bizTransactionList")) {
            String type = bare(transaction.path("type").asText(""));
            cells.put(
                    type.isEmpty() ? "transaction" : "transaction." + type,
                    transaction.path("bizTransaction").asText(""));
        }
    }

    private static void items(JsonNode event, String type, Map<String, @Nullable String> cells) {
        Items items = new Items(event);
        switch (type) {
            case "TransformationEvent" -> {
                cells.put("inputs", items.of(false, "inputEPCList", "inputQuantityList"));
                cells.put("outputs", items.of(true, "outputEPCList", "outputQuantityList"));
            }
            case "AggregationEvent", "AssociationEvent" -> {
                cells.put("inputs", items.of(true, "childEPCs", "childQuantityList"));
                cells.put("outputs", event.path("parentID").asText(""));
            }
            default -> cells.put("items", items.of(true, "epcList", "quantityList"));
        }
        if (items.quantity.signum() > 0) {
            cells.put("quantity", items.quantity.toPlainString());
            cells.put("uom", items.uom);
        }
    }

    /** Collects identifiers, which hold no blank, and adds up what is counted. */
    private static final class Items {

        private final JsonNode event;
        private BigDecimal quantity = BigDecimal.ZERO;
        private @Nullable String uom;

        Items(JsonNode event) {
            this.event = event;
        }

        String of(boolean counted, String epcs, String quantities) {
            Set<String> found = new LinkedHashSet<>();
            for (JsonNode epc : event.path(epcs)) {
                found.add(epc.asText(""));
                count(counted, BigDecimal.ONE, null);
            }
            for (JsonNode element : event.path(quantities)) {
                found.add(element.path("epcClass").asText(""));
                String amount = element.path("quantity").asText("");
                if (!amount.isEmpty()) {
                    count(
                            counted,
                            new BigDecimal(Texts.number(amount, '.', null)),
                            element.path("uom").asText("pcs"));
                }
            }
            List<String> present =
                    found.stream().filter(item -> !item.isBlank()).toList();
            return String.join(" ", present);
        }

        private void count(boolean counted, BigDecimal amount, @Nullable String unit) {
            if (!counted) {
                return;
            }
            String counting = unit == null ? "pcs" : unit;
            if (uom != null && !uom.equals(counting)) {
                throw new RowFault(
                        "数量的单位不一致：" + uom + "、" + counting, "quantities in different units: " + uom + ", " + counting);
            }
            uom = counting;
            quantity = quantity.add(amount);
        }
    }
}
