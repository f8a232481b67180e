package io.remoteaudit.example.sterilization;

import io.remoteaudit.example.factory.Register;
import io.remoteaudit.example.factory.Registers;
import io.remoteaudit.record.Records;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sterilization by ethylene oxide, with the results that must be waited for. Each method writes the row of the quality system and its quality record
 * in one transaction: both or neither.
 */
@Service
public class Sterilization {

    /** The register of that name. */
    public static final Register CYCLE = new Register(
            "qms_cycle",
            "product",
            "product_lots",
            "chamber_id",
            "eo_concentration",
            "temperature",
            "relative_humidity",
            "pressure",
            "exposure_minutes",
            "aeration_hours");
    /** The register of that name. */
    public static final Register BIOLOGICAL_INDICATOR = new Register(
            "qms_biological_indicator", "product", "product_lots", "cycle_no", "bi_lot", "positions", "growth");
    /** The register of that name. */
    public static final Register EO_RESIDUE =
            new Register("qms_eo_residue", "product", "lot", "cycle_no", "days_aired", "residue");
    /** The register of that name. */
    public static final Register SEAL_TEST =
            new Register("qms_seal_test", "product", "lot", "seal_strength", "dye_leak");

    private final Registers registers;
    private final Records records;

    /**
     * Called by Spring.
     *
     * @param registers the quality system's own tables
     * @param records where quality records are saved
     */
    public Sterilization(Registers registers, Records records) {
        this.registers = registers;
        this.records = records;
    }

    /**
     * The registers people look into.
     *
     * @return in the order of the work
     */
    public List<Register> registers() {
        return List.of(CYCLE, BIOLOGICAL_INDICATOR, EO_RESIDUE, SEAL_TEST);
    }

    /**
     * Notes a finished cycle.
     *
     * @param cycle what to note
     */
    @Transactional
    public void run(Cycle cycle) {
        registers.enter(
                CYCLE,
                cycle.entry(),
                cycle.product().family(),
                String.join(" ", cycle.productLots()),
                cycle.chamberId(),
                cycle.eoConcentration(),
                cycle.temperature(),
                cycle.relativeHumidity(),
                cycle.pressure(),
                cycle.exposureMinutes(),
                cycle.aerationHours());
        records.save(SterilizationRecords.of(cycle).build());
    }

    /**
     * Notes what the biological indicators of a load showed.
     *
     * @param biologicalIndicator what to note
     */
    @Transactional
    public void indicate(BiologicalIndicator biologicalIndicator) {
        registers.enter(
                BIOLOGICAL_INDICATOR,
                biologicalIndicator.entry(),
                biologicalIndicator.product().family(),
                String.join(" ", biologicalIndicator.productLots()),
                biologicalIndicator.cycleNo(),
                biologicalIndicator.biLot(),
                biologicalIndicator.positions(),
                biologicalIndicator.growth());
        records.save(SterilizationRecords.of(biologicalIndicator).build());
    }

    /**
     * Notes the ethylene oxide left in a lot.
     *
     * @param eoResidue what to note
     */
    @Transactional
    public void residue(EoResidue eoResidue) {
        registers.enter(
                EO_RESIDUE,
                eoResidue.entry(),
                eoResidue.product().family(),
                eoResidue.lot(),
                eoResidue.cycleNo(),
                eoResidue.daysAired(),
                eoResidue.residue());
        registers.results(eoResidue.entry().no(), 1, eoResidue.measurements());
        records.save(SterilizationRecords.of(eoResidue).build());
    }

    /**
     * Tests the seal of sterile packs.
     *
     * @param sealTest what to note
     */
    @Transactional
    public void seal(SealTest sealTest) {
        registers.enter(
                SEAL_TEST,
                sealTest.entry(),
                sealTest.product().family(),
                sealTest.lot(),
                sealTest.sealStrength(),
                sealTest.dyeLeak());
        records.save(SterilizationRecords.of(sealTest).build());
    }
}
