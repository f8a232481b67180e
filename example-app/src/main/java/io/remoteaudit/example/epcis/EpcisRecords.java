package io.remoteaudit.example.epcis;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.RecordForm;
import io.remoteaudit.example.factory.Site;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How events become quality records: received, transformed, packed, shipped. Other events leave no record. */
final class EpcisRecords {

    /** ISO 3166 keeps this code for users; a shipment's record needs a country and EPCIS has none. */
    private static final String COUNTRY_NOT_SAID = "ZZ";

    private EpcisRecords() {}

    static Optional<QualityRecord.Builder> of(EpcisEvent event, Site site, Person importer) {
        @Nullable String step = event.bizStep();
        Entry entry = new Entry(recordNo(event), site, importer, null, event.time());
        if (event.type().equals("TransformationEvent")
                && !event.outputs().isEmpty()
                && !event.inputs().isEmpty()) {
            return Optional.of(transformed(event, entry));
        }
        if (event.type().equals("AggregationEvent")
                && !event.outputs().isEmpty()
                && !event.inputs().isEmpty()) {
            return Optional.of(packed(event, entry));
        }
        if (event.type().equals("ObjectEvent") && !event.inputs().isEmpty() && step != null) {
            return switch (step) {
                case "receiving" -> Optional.of(received(event, entry));
                case "shipping" -> Optional.of(shipped(event, entry));
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    /** The event's id may hold any character; the record's may not. */
    static String recordNo(EpcisEvent event) {
        return "EPCIS-"
                + io.remoteaudit.ledger.Hash.sha256(event.id().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .hex()
                        .substring(0, 32);
    }

    private static QualityRecord.Builder received(EpcisEvent event, Entry entry) {
        String lot = event.inputs().get(0);
        return RecordForm.start("goods-receipt", entry, "到货接收（EPCIS receiving）" + lot)
                .lots(event.inputs().toArray(String[]::new))
                .attributes(common(event)
                        .with(
                                "receiptNo",
                                event.transaction("recadv", "desadv", "po").orElse(entry.no()))
                        .with("supplierLot", lot)
                        .with("internalLot", lot)
                        .with("quantity", event.quantity())
                        .with("uom", event.uom()));
    }

    private static QualityRecord.Builder shipped(EpcisEvent event, Entry entry) {
        @Nullable String destination = event.destination();
        return RecordForm.start(
                        "shipment", entry, "发运（EPCIS shipping）" + event.inputs().get(0))
                .lots(event.inputs().toArray(String[]::new))
                .attributes(common(event)
                        .with(
                                "shipmentNo",
                                event.transaction("desadv", "inv", "po").orElse(entry.no()))
                        .with("lot", event.inputs().get(0))
                        .with("quantity", event.quantity())
                        .with("consignee", destination == null ? "未注明 not stated" : destination)
                        .with("country", COUNTRY_NOT_SAID));
    }

    private static QualityRecord.Builder transformed(EpcisEvent event, Entry entry) {
        String lot = event.outputs().get(0);
        return RecordForm.start("material-issue", entry, "领料与批次谱系（EPCIS transformation）" + lot)
                .lots(both(event.outputs(), event.inputs()))
                .attributes(common(event)
                        .with("lot", lot)
                        .with("outputLots", event.outputs())
                        .with("inputLots", event.inputs())
                        .with("quantity", event.quantity())
                        .with("uom", event.uom()));
    }

    private static QualityRecord.Builder packed(EpcisEvent event, Entry entry) {
        String parent = event.outputs().get(0);
        String time = RecordForm.time(event.time());
        return RecordForm.start("batch-record", entry, "包装（EPCIS aggregation）" + parent)
                .lots(both(event.outputs(), event.inputs()))
                .attributes(common(event)
                        .with("lot", parent)
                        .with(
                                "workOrderNo",
                                event.transaction("prodorder", "po").orElse("未注明 not stated"))
                        .with("start", time)
                        .with("end", time)
                        .with("quantityMade", event.quantity())
                        .with("quantityScrap", BigDecimal.ZERO)
                        .with("inputLots", event.inputs())
                        .with("steps", List.of("包装 packing")));
    }

    private static Attributes common(EpcisEvent event) {
        Attributes attributes = Attributes.none().with("epcisEventId", event.id());
        attributes = with(attributes, "epcisBizStep", event.bizStep());
        attributes = with(attributes, "epcisDisposition", event.disposition());
        attributes = with(attributes, "epcisReadPoint", event.readPoint());
        return with(attributes, "epcisErrorReason", event.errorReason());
    }

    private static Attributes with(Attributes attributes, String name, @Nullable String value) {
        return value == null ? attributes : attributes.with(name, value);
    }

    private static String[] both(List<String> first, List<String> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream())
                .distinct()
                .toArray(String[]::new);
    }
}
