package io.remoteaudit.example.release;

import io.remoteaudit.example.factory.RecordForm;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.QualityRecord;

/** How the rows of this package become quality records. */
final class ReleaseRecords {

    private ReleaseRecords() {}

    static QualityRecord.Builder of(ReleaseDecision releaseDecision) {
        return RecordForm.start(
                        "lot-release",
                        releaseDecision.entry(),
                        "产品放行审核 " + releaseDecision.product().chinese() + " 批号 " + releaseDecision.lot())
                .product(RecordForm.family(releaseDecision.product()), RecordForm.model(releaseDecision.product()))
                .lots(releaseDecision.lot())
                .standards(releaseDecision
                        .product()
                        .edition(releaseDecision.entry().at().toLocalDate()))
                .attributes(Attributes.none()
                        .with("lot", releaseDecision.lot())
                        .with("checklist", "QS-REL-01 放行审核表：批记录、检验、灭菌、标签均已核对")
                        .with("releasedBy", releaseDecision.releasedBy())
                        .with("date", releaseDecision.entry().at().toLocalDate().toString())
                        .with("decision", releaseDecision.decision()));
    }

    static QualityRecord.Builder of(Shipment shipment) {
        return RecordForm.start(
                        "shipment", shipment.entry(), "发运 " + shipment.product().chinese() + " 批号 " + shipment.lot())
                .product(RecordForm.family(shipment.product()), RecordForm.model(shipment.product()))
                .lots(shipment.lot())
                .attributes(Attributes.none()
                        .with("shipmentNo", shipment.entry().no())
                        .with("lot", shipment.lot())
                        .with("quantity", shipment.quantity())
                        .with("consignee", shipment.consignee())
                        .with("country", shipment.country()));
    }
}
