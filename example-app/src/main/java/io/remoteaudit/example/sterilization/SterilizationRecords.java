package io.remoteaudit.example.sterilization;

import io.remoteaudit.example.factory.RecordForm;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.QualityRecord;

/** How the rows of this package become quality records. */
final class SterilizationRecords {

    private SterilizationRecords() {}

    static QualityRecord.Builder of(Cycle cycle) {
        return RecordForm.start(
                        "sterilization-load",
                        cycle.entry(),
                        "环氧乙烷灭菌 EO " + cycle.chamberId() + " 灭菌批 "
                                + cycle.entry().no())
                .product(RecordForm.family(cycle.product()), RecordForm.model(cycle.product()))
                .lots(cycle.productLots().toArray(String[]::new))
                .standards("ISO 11135:2014")
                .attributes(Attributes.none()
                        .with("cycleNo", cycle.entry().no())
                        .with("chamberId", cycle.chamberId())
                        .with("lots", cycle.productLots())
                        .with("loadPattern", "QS-LP-02 托盘四层")
                        .with("method", "ethylene-oxide")
                        .with("eoConcentration", cycle.eoConcentration())
                        .with("temperature", cycle.temperature())
                        .with("relativeHumidity", cycle.relativeHumidity())
                        .with("pressure", cycle.pressure())
                        .with("exposureMinutes", cycle.exposureMinutes())
                        .with("aerationHours", cycle.aerationHours()));
    }

    static QualityRecord.Builder of(BiologicalIndicator biologicalIndicator) {
        return RecordForm.start(
                        "biological-indicator",
                        biologicalIndicator.entry(),
                        "生物指示物 BI 灭菌批 " + biologicalIndicator.cycleNo())
                .product(
                        RecordForm.family(biologicalIndicator.product()),
                        RecordForm.model(biologicalIndicator.product()))
                .lots(biologicalIndicator.productLots().toArray(String[]::new))
                .standards("ISO 11135:2014")
                .attributes(Attributes.none()
                        .with("cycleNo", biologicalIndicator.cycleNo())
                        .with("biLot", biologicalIndicator.biLot())
                        .with("positions", biologicalIndicator.positions())
                        .with("growth", RecordForm.yesNo(biologicalIndicator.growth())));
    }

    static QualityRecord.Builder of(EoResidue eoResidue) {
        return RecordForm.start("eo-residue", eoResidue.entry(), "环氧乙烷残留 EO residue 批号 " + eoResidue.lot())
                .product(RecordForm.family(eoResidue.product()), RecordForm.model(eoResidue.product()))
                .lots(eoResidue.lot())
                .measurements(eoResidue.measurements())
                .attributes(Attributes.none()
                        .with("lot", eoResidue.lot())
                        .with("cycleNo", eoResidue.cycleNo())
                        .with("daysAired", eoResidue.daysAired())
                        .with("residue", eoResidue.residue()));
    }

    static QualityRecord.Builder of(SealTest sealTest) {
        return RecordForm.start("sterile-barrier-seal", sealTest.entry(), "无菌包装密封 批号 " + sealTest.lot())
                .product(RecordForm.family(sealTest.product()), RecordForm.model(sealTest.product()))
                .lots(sealTest.lot())
                .attributes(Attributes.none()
                        .with("lot", sealTest.lot())
                        .with("sealStrength", sealTest.sealStrength())
                        .with("dyeLeak", RecordForm.yesNo(sealTest.dyeLeak())));
    }
}
