package io.remoteaudit.example.inspection;

import io.remoteaudit.example.factory.Papers;
import io.remoteaudit.example.factory.Register;
import io.remoteaudit.example.factory.Registers;
import io.remoteaudit.record.Change;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.Records;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Inspection of lots while they are made and when they are finished. Each method writes the row of the quality system and its quality record
 * in one transaction: both or neither.
 */
@Service
public class Inspection {

    /** The register of that name. */
    public static final Register IN_PROCESS =
            new Register("qms_in_process", "product", "lot", "station", "entered_at", "late_reason");
    /** The register of that name. */
    public static final Register FINISHED_TEST =
            new Register("qms_finished_test", "product", "lot", "edition", "verdict");
    /** The register of that name. */
    public static final Register MICROBIAL_TEST =
            new Register("qms_microbial_test", "product", "lot", "test", "medium", "incubation", "cfu");
    /** The register of that name. */
    public static final Register RETAINED_SAMPLE =
            new Register("qms_retained_sample", "product", "lot", "location", "keep_until");

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
    public Inspection(Registers registers, Records records, Papers papers) {
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
        return List.of(IN_PROCESS, FINISHED_TEST, MICROBIAL_TEST, RETAINED_SAMPLE);
    }

    /**
     * Inspects a lot while it is made.
     *
     * @param inProcessInspection what to note
     */
    @Transactional
    public void patrol(InProcessInspection inProcessInspection) {
        registers.enter(
                IN_PROCESS,
                inProcessInspection.entry(),
                inProcessInspection.product().family(),
                inProcessInspection.lot(),
                inProcessInspection.station(),
                inProcessInspection.enteredAt(),
                inProcessInspection.lateReason());
        registers.results(inProcessInspection.entry().no(), 1, inProcessInspection.measurements());
        records.save(InspectionRecords.of(inProcessInspection).build());
    }

    /**
     * Tests a finished lot.
     *
     * @param finishedGoodsTest what to note
     */
    @Transactional
    public void test(FinishedGoodsTest finishedGoodsTest) {
        registers.enter(
                FINISHED_TEST,
                finishedGoodsTest.entry(),
                finishedGoodsTest.product().family(),
                finishedGoodsTest.lot(),
                finishedGoodsTest.edition(),
                finishedGoodsTest.verdict());
        registers.results(finishedGoodsTest.entry().no(), 1, finishedGoodsTest.measurements());
        records.save(papers.attach(InspectionRecords.of(finishedGoodsTest), finishedGoodsTest.paper())
                .build());
    }

    /**
     * Corrects what {@link #test} noted: the row is changed, the quality record gets a next version.
     *
     * @param finishedGoodsTest what is right
     * @param reason why it was not right before
     * @param by who corrects it
     */
    @Transactional
    public void correct(FinishedGoodsTest finishedGoodsTest, String reason, Person by) {
        int version = registers.correct(
                FINISHED_TEST,
                finishedGoodsTest.entry(),
                finishedGoodsTest.product().family(),
                finishedGoodsTest.lot(),
                finishedGoodsTest.edition(),
                finishedGoodsTest.verdict());
        registers.results(finishedGoodsTest.entry().no(), version, finishedGoodsTest.measurements());
        records.save(papers.attach(InspectionRecords.of(finishedGoodsTest), finishedGoodsTest.paper())
                .version(version, new Change(reason, by))
                .build());
    }

    /**
     * Notes the result of a microbial test.
     *
     * @param microbialTest what to note
     */
    @Transactional
    public void culture(MicrobialTest microbialTest) {
        registers.enter(
                MICROBIAL_TEST,
                microbialTest.entry(),
                microbialTest.product().family(),
                microbialTest.lot(),
                microbialTest.title(),
                microbialTest.medium(),
                microbialTest.incubation(),
                microbialTest.cfu());
        registers.results(microbialTest.entry().no(), 1, microbialTest.measurements());
        records.save(InspectionRecords.of(microbialTest).build());
    }

    /**
     * Keeps samples of a lot.
     *
     * @param retainedSample what to note
     */
    @Transactional
    public void retain(RetainedSample retainedSample) {
        registers.enter(
                RETAINED_SAMPLE,
                retainedSample.entry(),
                retainedSample.product().family(),
                retainedSample.lot(),
                retainedSample.location(),
                retainedSample.until());
        records.save(InspectionRecords.of(retainedSample).build());
    }
}
