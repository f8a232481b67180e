package io.remoteaudit.example.quality;

import io.remoteaudit.example.factory.Papers;
import io.remoteaudit.example.factory.RecordForm;
import io.remoteaudit.example.factory.Register;
import io.remoteaudit.example.factory.Registers;
import io.remoteaudit.record.Change;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.Records;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The quality system itself: nonconformities, actions, calibration, training, documents. Each method writes the row of the quality system and its quality record
 * in one transaction: both or neither.
 */
@Service
public class QualitySystem {

    /** The register of that name. */
    public static final Register NONCONFORMITY =
            new Register("qms_nonconformity", "product", "lot", "description", "quantity", "disposition");
    /** The register of that name. */
    public static final Register REWORK = new Register("qms_rework", "product", "lot", "ncr_no");
    /** The register of that name. */
    public static final Register CORRECTIVE_ACTION =
            new Register("qms_corrective_action", "product", "origin", "root_cause", "measure", "due", "effectiveness");
    /** The register of that name. */
    public static final Register DEVIATION = new Register("qms_deviation", "product", "lot", "step", "impact");
    /** The register of that name. */
    public static final Register COMPLAINT =
            new Register("qms_complaint", "product", "lot", "description", "country", "harm", "investigated");
    /** The register of that name. */
    public static final Register CALIBRATION =
            new Register("qms_calibration", "instrument_id", "instrument", "due", "within_tolerance", "lab");
    /** The register of that name. */
    public static final Register TRAINING =
            new Register("qms_training", "person_ref", "skill", "document_rev", "passed", "valid_to");
    /** The register of that name. */
    public static final Register HEALTH_CHECK = new Register("qms_health_check", "person_ref", "fit");
    /** The register of that name. */
    public static final Register DOCUMENT =
            new Register("qms_document", "doc_no", "document_name", "rev", "status", "approvers");

    private final Registers registers;
    private final Records records;
    private final Papers papers;

    /**
     * Called by Spring.
     *
     * @param registers the quality system's own tables
     * @param records where quality records are saved
     * @param papers where documents are kept
     */
    public QualitySystem(Registers registers, Records records, Papers papers) {
        this.registers = registers;
        this.records = records;
        this.papers = papers;
    }

    /**
     * The registers people look into.
     *
     * @return in the order of the work
     */
    public List<Register> registers() {
        return List.of(
                NONCONFORMITY,
                REWORK,
                CORRECTIVE_ACTION,
                DEVIATION,
                COMPLAINT,
                CALIBRATION,
                TRAINING,
                HEALTH_CHECK,
                DOCUMENT);
    }

    /**
     * Notes what does not conform.
     *
     * @param nonconformity what to note
     */
    @Transactional
    public void reject(Nonconformity nonconformity) {
        registers.enter(
                NONCONFORMITY,
                nonconformity.entry(),
                RecordForm.family(nonconformity.product()),
                nonconformity.lot(),
                nonconformity.what(),
                nonconformity.quantity(),
                nonconformity.disposition());
        records.save(QualitySystemRecords.of(nonconformity).build());
    }

    /**
     * Notes the rework of a lot.
     *
     * @param rework what to note
     */
    @Transactional
    public void rework(Rework rework) {
        registers.enter(REWORK, rework.entry(), rework.product().family(), rework.lot(), rework.ncrNo());
        records.save(QualitySystemRecords.of(rework).build());
    }

    /**
     * Opens a corrective action.
     *
     * @param correctiveAction what to note
     */
    @Transactional
    public void act(CorrectiveAction correctiveAction) {
        registers.enter(
                CORRECTIVE_ACTION,
                correctiveAction.entry(),
                RecordForm.family(correctiveAction.product()),
                correctiveAction.source(),
                correctiveAction.cause(),
                correctiveAction.action(),
                correctiveAction.due(),
                correctiveAction.effectiveness());
        records.save(QualitySystemRecords.of(correctiveAction).build());
    }

    /**
     * Corrects what {@link #act} noted: the row is changed, the quality record gets a next version.
     *
     * @param correctiveAction what is right
     * @param reason why it was not right before
     * @param by who corrects it
     */
    @Transactional
    public void correct(CorrectiveAction correctiveAction, String reason, Person by) {
        int version = registers.correct(
                CORRECTIVE_ACTION,
                correctiveAction.entry(),
                RecordForm.family(correctiveAction.product()),
                correctiveAction.source(),
                correctiveAction.cause(),
                correctiveAction.action(),
                correctiveAction.due(),
                correctiveAction.effectiveness());
        records.save(QualitySystemRecords.of(correctiveAction)
                .version(version, new Change(reason, by))
                .build());
    }

    /**
     * Notes a deviation.
     *
     * @param deviation what to note
     */
    @Transactional
    public void deviate(Deviation deviation) {
        registers.enter(
                DEVIATION,
                deviation.entry(),
                deviation.product().family(),
                deviation.lot(),
                deviation.step(),
                deviation.impact());
        records.save(QualitySystemRecords.of(deviation).build());
    }

    /**
     * Notes a complaint.
     *
     * @param complaint what to note
     */
    @Transactional
    public void complain(Complaint complaint) {
        registers.enter(
                COMPLAINT,
                complaint.entry(),
                complaint.product().family(),
                complaint.lot(),
                complaint.what(),
                complaint.country(),
                complaint.harm(),
                complaint.investigated());
        records.save(QualitySystemRecords.of(complaint).build());
    }

    /**
     * Notes a calibration.
     *
     * @param calibration what to note
     */
    @Transactional
    public void calibrate(Calibration calibration) {
        registers.enter(
                CALIBRATION,
                calibration.entry(),
                calibration.instrumentId(),
                calibration.instrument(),
                calibration.due(),
                calibration.withinTolerance(),
                calibration.lab());
        records.save(papers.attach(QualitySystemRecords.of(calibration), calibration.paper())
                .build());
    }

    /**
     * Notes a training.
     *
     * @param training what to note
     */
    @Transactional
    public void train(Training training) {
        registers.enter(
                TRAINING,
                training.entry(),
                training.personRef(),
                training.skill(),
                training.documentRev(),
                training.passed(),
                training.validTo());
        records.save(QualitySystemRecords.of(training).build());
    }

    /**
     * Notes a health check.
     *
     * @param healthCheck what to note
     */
    @Transactional
    public void examine(HealthCheck healthCheck) {
        registers.enter(HEALTH_CHECK, healthCheck.entry(), healthCheck.personRef(), healthCheck.fit());
        records.save(QualitySystemRecords.of(healthCheck).build());
    }

    /**
     * Approves a revision of a document.
     *
     * @param controlledDocument what to note
     */
    @Transactional
    public void approve(ControlledDocument controlledDocument) {
        registers.enter(
                DOCUMENT,
                controlledDocument.entry(),
                controlledDocument.docNo(),
                controlledDocument.name(),
                controlledDocument.rev(),
                controlledDocument.status(),
                String.join(" ", controlledDocument.approvers()));
        records.save(QualitySystemRecords.of(controlledDocument).build());
    }
}
