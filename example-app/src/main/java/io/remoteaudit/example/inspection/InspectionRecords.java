package io.remoteaudit.example.inspection;

import io.remoteaudit.example.factory.RecordForm;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.QualityRecord;
import java.time.OffsetDateTime;

/** How the rows of this package become quality records. */
final class InspectionRecords {

    private InspectionRecords() {}

    static QualityRecord.Builder of(InProcessInspection inProcessInspection) {
        Attributes attributes = Attributes.none()
                .with("lot", inProcessInspection.lot())
                .with("station", inProcessInspection.station())
                .with("time", RecordForm.time(inProcessInspection.entry().at()));
        OffsetDateTime enteredAt = inProcessInspection.enteredAt();
        if (enteredAt != null) {
            attributes = attributes.with("enteredAt", RecordForm.time(enteredAt));
        }
        String lateReason = inProcessInspection.lateReason();
        if (lateReason != null) {
            attributes = attributes.with("lateEntryReason", lateReason);
        }
        return RecordForm.start(
                        "in-process-inspection",
                        inProcessInspection.entry(),
                        "过程检验 IPQC " + inProcessInspection.product().chinese() + " 批号 " + inProcessInspection.lot())
                .product(
                        RecordForm.family(inProcessInspection.product()),
                        RecordForm.model(inProcessInspection.product()))
                .lots(inProcessInspection.lot())
                .measurements(inProcessInspection.measurements())
                .attributes(attributes);
    }

    static QualityRecord.Builder of(FinishedGoodsTest finishedGoodsTest) {
        return RecordForm.start(
                        "finished-goods-test",
                        finishedGoodsTest.entry(),
                        "成品检验 " + finishedGoodsTest.product().chinese() + " 批号 " + finishedGoodsTest.lot() + " "
                                + finishedGoodsTest.edition())
                .product(RecordForm.family(finishedGoodsTest.product()), RecordForm.model(finishedGoodsTest.product()))
                .lots(finishedGoodsTest.lot())
                .standards(finishedGoodsTest.edition())
                .measurements(finishedGoodsTest.measurements())
                .attributes(Attributes.none()
                        .with("reportNo", finishedGoodsTest.entry().no())
                        .with("lot", finishedGoodsTest.lot())
                        .with("edition", finishedGoodsTest.edition())
                        .with("plan", "GB/T 2828.1 特殊检验水平 S-4")
                        .with("verdict", finishedGoodsTest.verdict()));
    }

    static QualityRecord.Builder of(MicrobialTest microbialTest) {
        return RecordForm.start(
                        "microbial-test",
                        microbialTest.entry(),
                        microbialTest.title() + " " + microbialTest.product().chinese() + " 批号 " + microbialTest.lot())
                .product(RecordForm.family(microbialTest.product()), RecordForm.model(microbialTest.product()))
                .lots(microbialTest.lot())
                .measurements(microbialTest.measurements())
                .attributes(Attributes.none()
                        .with("testId", microbialTest.entry().no())
                        .with("lot", microbialTest.lot())
                        .with("medium", microbialTest.medium())
                        .with("incubation", microbialTest.incubation())
                        .with("cfu", microbialTest.cfu()));
    }

    static QualityRecord.Builder of(RetainedSample retainedSample) {
        return RecordForm.start(
                        "retained-sample",
                        retainedSample.entry(),
                        "留样 " + retainedSample.product().chinese() + " 批号 " + retainedSample.lot())
                .product(RecordForm.family(retainedSample.product()), RecordForm.model(retainedSample.product()))
                .lots(retainedSample.lot())
                .attributes(Attributes.none()
                        .with("lot", retainedSample.lot())
                        .with("location", retainedSample.location())
                        .with("until", retainedSample.until().toString()));
    }
}
