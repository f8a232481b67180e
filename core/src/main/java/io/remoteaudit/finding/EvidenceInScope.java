package io.remoteaudit.finding;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.question.Questions;
import io.remoteaudit.record.ScopedRecords;
import io.remoteaudit.sampling.Samples;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Lets through only evidence that an engagement shows to its auditors, whoever names it. So a finding can be handed out
 * whole: what it names tells no more than the engagement does.
 */
final class EvidenceInScope {

    private static final int MOST = 50;

    private final Ledger ledger;
    private final ScopedRecords records;
    private final Questions questions;
    private final Samples samples;

    EvidenceInScope(Ledger ledger, ScopedRecords records, Questions questions, Samples samples) {
        this.ledger = ledger;
        this.records = records;
        this.questions = questions;
        this.samples = samples;
    }

    void require(List<Evidence> evidence, Predicate<Evidence> shown) {
        if (evidence.size() > MOST) {
            throw new InvalidFindingException("A step names at most " + MOST + " pieces of evidence");
        }
        for (Evidence piece : evidence) {
            if (!shown.test(piece)) {
                throw new InvalidFindingException(
                        "There is no " + name(piece) + " in the engagement's scope to name as evidence");
            }
        }
    }

    boolean shows(Engagement engagement, Evidence piece) {
        return shows(engagement, piece, records);
    }

    boolean shows(Engagement engagement, Evidence piece, ScopedRecords among) {
        if (piece instanceof Evidence.OfRecord record) {
            return among.find(engagement.terms().scope(), record.recordId(), record.version(), ledger.size())
                    .isPresent();
        }
        if (piece instanceof Evidence.OfSample sample) {
            return samples.shows(engagement, sample.sampleId(), sample.version());
        }
        Evidence.OfQuestion question = (Evidence.OfQuestion) piece;
        return questions
                .inside(question.questionId())
                .filter(found -> found.engagement().equals(engagement.id()))
                .filter(found -> question.version() >= 1 && question.version() <= found.version())
                .isPresent();
    }

    /**
     * Records as a leave shows them: once the access is over, only those versions that findings and questions name by then.
     */
    ScopedRecords records(Admission admission, Supplier<List<Finding>> findings) {
        return admission.followUp() ? new NamedRecords(records, questions, findings.get(), admission) : records;
    }

    private static String name(Evidence piece) {
        if (piece instanceof Evidence.OfRecord record) {
            return "record '" + record.recordId() + "' version " + record.version();
        }
        if (piece instanceof Evidence.OfSample sample) {
            return "sample '" + sample.sampleId() + "' with " + sample.version() + " steps";
        }
        Evidence.OfQuestion question = (Evidence.OfQuestion) piece;
        return "question '" + question.questionId() + "' with " + question.version() + " messages";
    }
}
