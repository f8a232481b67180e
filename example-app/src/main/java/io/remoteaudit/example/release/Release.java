package io.remoteaudit.example.release;

import io.remoteaudit.example.factory.Register;
import io.remoteaudit.example.factory.Registers;
import io.remoteaudit.record.Records;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Release of lots and what is sent out. Each method writes the row of the quality system and its quality record
 * in one transaction: both or neither.
 */
@Service
public class Release {

    /** The register of that name. */
    public static final Register RELEASE = new Register("qms_release", "product", "lot", "released_by", "decision");
    /** The register of that name. */
    public static final Register SHIPMENT =
            new Register("qms_shipment", "product", "lot", "quantity", "consignee", "country");

    private final Registers registers;
    private final Records records;

    /**
     * Called by Spring.
     *
     * @param registers the quality system's own tables
     * @param records where quality records are saved
     */
    public Release(Registers registers, Records records) {
        this.registers = registers;
        this.records = records;
    }

    /**
     * The registers people look into.
     *
     * @return in the order of the work
     */
    public List<Register> registers() {
        return List.of(RELEASE, SHIPMENT);
    }

    /**
     * Decides on a finished lot.
     *
     * @param releaseDecision what to note
     */
    @Transactional
    public void decide(ReleaseDecision releaseDecision) {
        registers.enter(
                RELEASE,
                releaseDecision.entry(),
                releaseDecision.product().family(),
                releaseDecision.lot(),
                releaseDecision.releasedBy(),
                releaseDecision.decision());
        records.save(ReleaseRecords.of(releaseDecision).build());
    }

    /**
     * Sends part of a lot to a customer.
     *
     * @param shipment what to note
     */
    @Transactional
    public void ship(Shipment shipment) {
        registers.enter(
                SHIPMENT,
                shipment.entry(),
                shipment.product().family(),
                shipment.lot(),
                shipment.quantity(),
                shipment.consignee(),
                shipment.country());
        records.save(ReleaseRecords.of(shipment).build());
    }
}
