package io.remoteaudit.example.quality;

import io.remoteaudit.example.factory.RecordForm;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.QualityRecord;

/** How the rows of this package become quality records. */
final class QualitySystemRecords {

    private QualitySystemRecords() {}

    static QualityRecord.Builder of(Nonconformity nonconformity) {
        return RecordForm.start(
                        "nonconforming-product",
                        nonconformity.entry(),
                        "不合格品 NCR 批号 " + nonconformity.lot() + " " + nonconformity.what())
                .product(RecordForm.family(nonconformity.product()), RecordForm.model(nonconformity.product()))
                .lots(nonconformity.lot())
                .attributes(Attributes.none()
                        .with("ncrNo", nonconformity.entry().no())
                        .with("lot", nonconformity.lot())
                        .with("description", nonconformity.what())
                        .with("quantity", nonconformity.quantity())
                        .with("disposition", nonconformity.disposition())
                        .with(
                                "concession",
                                RecordForm.yesNo(nonconformity.disposition().equals("concession"))));
    }

    static QualityRecord.Builder of(Rework rework) {
        return RecordForm.start("rework", rework.entry(), "返工 批号 " + rework.lot())
                .product(RecordForm.family(rework.product()), RecordForm.model(rework.product()))
                .lots(rework.lot())
                .attributes(Attributes.none()
                        .with("reworkNo", rework.entry().no())
                        .with("ncrNo", rework.ncrNo())
                        .with("lot", rework.lot()));
    }

    static QualityRecord.Builder of(CorrectiveAction correctiveAction) {
        return RecordForm.start(
                        "corrective-action", correctiveAction.entry(), "纠正预防措施 CAPA " + correctiveAction.source())
                .product(RecordForm.family(correctiveAction.product()), RecordForm.model(correctiveAction.product()))
                .attributes(Attributes.none()
                        .with("capaNo", correctiveAction.entry().no())
                        .with("source", correctiveAction.source())
                        .with("cause", correctiveAction.cause())
                        .with("action", correctiveAction.action())
                        .with("due", correctiveAction.due().toString())
                        .with("effectiveness", correctiveAction.effectiveness()));
    }

    static QualityRecord.Builder of(Deviation deviation) {
        return RecordForm.start("deviation", deviation.entry(), "偏差 " + deviation.step() + " 批号 " + deviation.lot())
                .product(RecordForm.family(deviation.product()), RecordForm.model(deviation.product()))
                .lots(deviation.lot())
                .attributes(Attributes.none()
                        .with("deviationNo", deviation.entry().no())
                        .with("step", deviation.step())
                        .with("lot", deviation.lot())
                        .with("impact", deviation.impact()));
    }

    static QualityRecord.Builder of(Complaint complaint) {
        return RecordForm.start("complaint", complaint.entry(), "投诉 " + complaint.what() + " 批号 " + complaint.lot())
                .product(RecordForm.family(complaint.product()), RecordForm.model(complaint.product()))
                .lots(complaint.lot())
                .attributes(Attributes.none()
                        .with("complaintNo", complaint.entry().no())
                        .with("date", complaint.entry().at().toLocalDate().toString())
                        .with("lot", complaint.lot())
                        .with("description", complaint.what())
                        .with("country", complaint.country())
                        .with("harm", complaint.harm())
                        .with("investigated", RecordForm.yesNo(complaint.investigated())));
    }

    static QualityRecord.Builder of(Calibration calibration) {
        return RecordForm.start(
                        "calibration",
                        calibration.entry(),
                        "校准 " + calibration.instrumentId() + " " + calibration.instrument())
                .attributes(Attributes.none()
                        .with("instrumentId", calibration.instrumentId())
                        .with("certificateNo", calibration.entry().no())
                        .with("date", calibration.entry().at().toLocalDate().toString())
                        .with("due", calibration.due().toString())
                        .with("asFound", calibration.withinTolerance() ? "within-tolerance" : "out-of-tolerance")
                        .with("standardUsed", "标准器 STD-" + calibration.instrumentId())
                        .with("lab", calibration.lab()));
    }

    static QualityRecord.Builder of(Training training) {
        return RecordForm.start("training", training.entry(), "培训 " + training.skill() + " " + training.personRef())
                .attributes(Attributes.none()
                        .with("personRef", training.personRef())
                        .with("skill", training.skill())
                        .with("documentRev", training.documentRev())
                        .with("date", training.entry().at().toLocalDate().toString())
                        .with("result", training.passed() ? "passed" : "failed")
                        .with("validTo", training.validTo().toString()));
    }

    static QualityRecord.Builder of(HealthCheck healthCheck) {
        return RecordForm.start("operator-health", healthCheck.entry(), "健康检查 " + healthCheck.personRef())
                .attributes(Attributes.none()
                        .with("personRef", healthCheck.personRef())
                        .with("date", healthCheck.entry().at().toLocalDate().toString())
                        .with("fit", RecordForm.yesNo(healthCheck.fit())));
    }

    static QualityRecord.Builder of(ControlledDocument controlledDocument) {
        return RecordForm.start(
                        "controlled-document",
                        controlledDocument.entry(),
                        "受控文件 " + controlledDocument.docNo() + " " + controlledDocument.name() + " "
                                + controlledDocument.rev())
                .attributes(Attributes.none()
                        .with("docNo", controlledDocument.docNo())
                        .with("rev", controlledDocument.rev())
                        .with("status", controlledDocument.status())
                        .with(
                                "effective",
                                controlledDocument.entry().at().toLocalDate().toString())
                        .with("approvers", controlledDocument.approvers()));
    }
}
