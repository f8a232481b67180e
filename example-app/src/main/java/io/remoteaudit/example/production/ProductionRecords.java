package io.remoteaudit.example.production;

import io.remoteaudit.example.factory.RecordForm;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.QualityRecord;

/** How the rows of this package become quality records. */
final class ProductionRecords {

    private ProductionRecords() {}

    static QualityRecord.Builder of(WorkOrder workOrder) {
        return RecordForm.start(
                        "work-order",
                        workOrder.entry(),
                        "生产工单 " + workOrder.product().chinese() + " 批号 " + workOrder.lot())
                .product(RecordForm.family(workOrder.product()), RecordForm.model(workOrder.product()))
                .lots(workOrder.lot())
                .attributes(Attributes.none()
                        .with("workOrderNo", workOrder.entry().no())
                        .with("model", workOrder.product().model())
                        .with("lot", workOrder.lot())
                        .with("quantity", workOrder.quantity())
                        .with("line", workOrder.line())
                        .with("bomRev", workOrder.bomRev()));
    }

    static QualityRecord.Builder of(LineClearance lineClearance) {
        return RecordForm.start(
                        "line-clearance",
                        lineClearance.entry(),
                        "清场记录 " + lineClearance.line() + " → " + lineClearance.nextLot())
                .product(RecordForm.family(lineClearance.product()), RecordForm.model(lineClearance.product()))
                .lots(lineClearance.nextLot())
                .attributes(Attributes.none()
                        .with("line", lineClearance.line())
                        .with("previousLot", lineClearance.previousLot())
                        .with("nextLot", lineClearance.nextLot())
                        .with("result", "cleared"));
    }

    static QualityRecord.Builder of(MaterialIssue materialIssue) {
        return RecordForm.start(
                        "material-issue",
                        materialIssue.entry(),
                        "领料单 " + materialIssue.product().chinese() + " 批号 " + materialIssue.lot())
                .product(RecordForm.family(materialIssue.product()), RecordForm.model(materialIssue.product()))
                .lots(materialIssue.lot())
                .lots(materialIssue.inputLots().toArray(String[]::new))
                .attributes(Attributes.none()
                        .with("lot", materialIssue.lot())
                        .with("inputLots", materialIssue.inputLots())
                        .with("quantity", materialIssue.quantity())
                        .with("uom", materialIssue.uom()));
    }

    static QualityRecord.Builder of(ProcessReading processReading) {
        return RecordForm.start(
                        "process-parameters",
                        processReading.entry(),
                        "工艺参数 " + processReading.parameter() + " " + processReading.machineId() + " 批号 "
                                + processReading.lot())
                .product(RecordForm.family(processReading.product()), RecordForm.model(processReading.product()))
                .lots(processReading.lot())
                .attributes(Attributes.none()
                        .with("machineId", processReading.machineId())
                        .with("parameter", processReading.parameter())
                        .with("value", processReading.value())
                        .with("unit", processReading.unit())
                        .with("lowerLimit", processReading.lowerLimit())
                        .with("upperLimit", processReading.upperLimit())
                        .with("time", RecordForm.time(processReading.entry().at())));
    }

    static QualityRecord.Builder of(Batch batch) {
        return RecordForm.start(
                        "batch-record",
                        batch.entry(),
                        "批生产记录 " + batch.product().chinese() + " 批号 " + batch.lot())
                .product(RecordForm.family(batch.product()), RecordForm.model(batch.product()))
                .lots(batch.lot())
                .standards(batch.product().edition(batch.entry().at().toLocalDate()))
                .attributes(Attributes.none()
                        .with("lot", batch.lot())
                        .with("workOrderNo", batch.workOrderNo())
                        .with("start", RecordForm.time(batch.start()))
                        .with("end", RecordForm.time(batch.entry().at()))
                        .with("quantityMade", batch.quantityMade())
                        .with("quantityScrap", batch.quantityScrap())
                        .with("steps", batch.steps()));
    }

    static QualityRecord.Builder of(LabelCount labelCount) {
        return RecordForm.start("label-reconciliation", labelCount.entry(), "标签与UDI平衡 批号 " + labelCount.lot())
                .product(RecordForm.family(labelCount.product()), RecordForm.model(labelCount.product()))
                .lots(labelCount.lot())
                .attributes(Attributes.none()
                        .with("labelRev", labelCount.labelRev())
                        .with("udiDi", labelCount.product().udiDi())
                        .with("lot", labelCount.lot())
                        .with("printed", labelCount.printed())
                        .with("used", labelCount.used())
                        .with("destroyed", labelCount.destroyed()));
    }

    static QualityRecord.Builder of(RoomReading roomReading) {
        return RecordForm.start(
                        "environment-monitoring",
                        roomReading.entry(),
                        "洁净室监测 " + roomReading.roomId() + " " + roomReading.point())
                .measurements(roomReading.measurements())
                .attributes(Attributes.none()
                        .with("roomId", roomReading.roomId())
                        .with("cleanClass", roomReading.cleanClass())
                        .with("point", roomReading.point())
                        .with("value", roomReading.value())
                        .with("quantity", roomReading.quantity()));
    }

    static QualityRecord.Builder of(Maintenance maintenance) {
        return RecordForm.start(
                        "equipment-maintenance",
                        maintenance.entry(),
                        "设备维护 " + maintenance.equipmentId() + " " + maintenance.task())
                .attributes(Attributes.none()
                        .with("equipmentId", maintenance.equipmentId())
                        .with("task", maintenance.task())
                        .with("date", maintenance.entry().at().toLocalDate().toString()));
    }
}
