package io.remoteaudit.example.production;

import io.remoteaudit.example.factory.Register;
import io.remoteaudit.example.factory.Registers;
import io.remoteaudit.record.Change;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.Records;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Production: how lots are made, and the rooms and machines they are made in. Each method writes the row of the quality system and its quality record
 * in one transaction: both or neither.
 */
@Service
public class Production {

    /** The register of that name. */
    public static final Register WORK_ORDER =
            new Register("qms_work_order", "product", "lot", "quantity", "line", "bom_rev");
    /** The register of that name. */
    public static final Register LINE_CLEARANCE =
            new Register("qms_line_clearance", "product", "line", "previous_lot", "next_lot");
    /** The register of that name. */
    public static final Register MATERIAL_ISSUE =
            new Register("qms_material_issue", "product", "lot", "input_lots", "quantity", "uom");
    /** The register of that name. */
    public static final Register PROCESS_READING = new Register(
            "qms_process_reading",
            "product",
            "lot",
            "machine_id",
            "parameter",
            "reading",
            "reading_unit",
            "lower_bound",
            "upper_bound");
    /** The register of that name. */
    public static final Register BATCH = new Register(
            "qms_batch", "product", "lot", "work_order_no", "started_at", "quantity_made", "quantity_scrap", "steps");
    /** The register of that name. */
    public static final Register LABEL_COUNT =
            new Register("qms_label_count", "product", "lot", "label_rev", "printed", "used", "destroyed");
    /** The register of that name. */
    public static final Register ROOM_READING =
            new Register("qms_room_reading", "room_id", "clean_class", "point", "quantity", "reading");
    /** The register of that name. */
    public static final Register MAINTENANCE = new Register("qms_maintenance", "equipment_id", "task");

    private final Registers registers;
    private final Records records;

    /**
     * Called by Spring.
     *
     * @param registers the quality system's own tables
     * @param records where quality records are saved
     */
    public Production(Registers registers, Records records) {
        this.registers = registers;
        this.records = records;
    }

    /**
     * The registers people look into.
     *
     * @return in the order of the work
     */
    public List<Register> registers() {
        return List.of(
                WORK_ORDER,
                LINE_CLEARANCE,
                MATERIAL_ISSUE,
                PROCESS_READING,
                BATCH,
                LABEL_COUNT,
                ROOM_READING,
                MAINTENANCE);
    }

    /**
     * Orders a lot to be made.
     *
     * @param workOrder what to note
     */
    @Transactional
    public void order(WorkOrder workOrder) {
        registers.enter(
                WORK_ORDER,
                workOrder.entry(),
                workOrder.product().family(),
                workOrder.lot(),
                workOrder.quantity(),
                workOrder.line(),
                workOrder.bomRev());
        records.save(ProductionRecords.of(workOrder).build());
    }

    /**
     * Clears a line for the next lot.
     *
     * @param lineClearance what to note
     */
    @Transactional
    public void clear(LineClearance lineClearance) {
        registers.enter(
                LINE_CLEARANCE,
                lineClearance.entry(),
                lineClearance.product().family(),
                lineClearance.line(),
                lineClearance.previousLot(),
                lineClearance.nextLot());
        records.save(ProductionRecords.of(lineClearance).build());
    }

    /**
     * Gives out material for a lot.
     *
     * @param materialIssue what to note
     */
    @Transactional
    public void issue(MaterialIssue materialIssue) {
        registers.enter(
                MATERIAL_ISSUE,
                materialIssue.entry(),
                materialIssue.product().family(),
                materialIssue.lot(),
                String.join(" ", materialIssue.inputLots()),
                materialIssue.quantity(),
                materialIssue.uom());
        records.save(ProductionRecords.of(materialIssue).build());
    }

    /**
     * Notes a parameter of a running process.
     *
     * @param processReading what to note
     */
    @Transactional
    public void read(ProcessReading processReading) {
        registers.enter(
                PROCESS_READING,
                processReading.entry(),
                processReading.product().family(),
                processReading.lot(),
                processReading.machineId(),
                processReading.parameter(),
                processReading.value(),
                processReading.unit(),
                processReading.lowerLimit(),
                processReading.upperLimit());
        records.save(ProductionRecords.of(processReading).build());
    }

    /**
     * Ends a lot.
     *
     * @param batch what to note
     */
    @Transactional
    public void finish(Batch batch) {
        registers.enter(
                BATCH,
                batch.entry(),
                batch.product().family(),
                batch.lot(),
                batch.workOrderNo(),
                batch.start(),
                batch.quantityMade(),
                batch.quantityScrap(),
                String.join(" ", batch.steps()));
        records.save(ProductionRecords.of(batch).build());
    }

    /**
     * Corrects what {@link #finish} noted: the row is changed, the quality record gets a next version.
     *
     * @param batch what is right
     * @param reason why it was not right before
     * @param by who corrects it
     */
    @Transactional
    public void correct(Batch batch, String reason, Person by) {
        int version = registers.correct(
                BATCH,
                batch.entry(),
                batch.product().family(),
                batch.lot(),
                batch.workOrderNo(),
                batch.start(),
                batch.quantityMade(),
                batch.quantityScrap(),
                String.join(" ", batch.steps()));
        records.save(ProductionRecords.of(batch)
                .version(version, new Change(reason, by))
                .build());
    }

    /**
     * Reconciles the labels of a lot.
     *
     * @param labelCount what to note
     */
    @Transactional
    public void count(LabelCount labelCount) {
        registers.enter(
                LABEL_COUNT,
                labelCount.entry(),
                labelCount.product().family(),
                labelCount.lot(),
                labelCount.labelRev(),
                labelCount.printed(),
                labelCount.used(),
                labelCount.destroyed());
        records.save(ProductionRecords.of(labelCount).build());
    }

    /**
     * Notes a reading of a clean room.
     *
     * @param roomReading what to note
     */
    @Transactional
    public void monitor(RoomReading roomReading) {
        registers.enter(
                ROOM_READING,
                roomReading.entry(),
                roomReading.roomId(),
                roomReading.cleanClass(),
                roomReading.point(),
                roomReading.quantity(),
                roomReading.value());
        registers.results(roomReading.entry().no(), 1, roomReading.measurements());
        records.save(ProductionRecords.of(roomReading).build());
    }

    /**
     * Notes the maintenance of a machine.
     *
     * @param maintenance what to note
     */
    @Transactional
    public void maintain(Maintenance maintenance) {
        registers.enter(MAINTENANCE, maintenance.entry(), maintenance.equipmentId(), maintenance.task());
        records.save(ProductionRecords.of(maintenance).build());
    }

    /**
     * Orders a lot, issues its material and ends it, all at once, as a small line does at the end of its day.
     *
     * @param workOrder the order
     * @param materialIssue what went in
     * @param batch what came out
     */
    @Transactional
    public void make(WorkOrder workOrder, MaterialIssue materialIssue, Batch batch) {
        order(workOrder);
        issue(materialIssue);
        finish(batch);
    }
}
