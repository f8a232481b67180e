package io.remoteaudit.finding;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.Erasure;
import io.remoteaudit.question.Pin;
import io.remoteaudit.question.Question;
import io.remoteaudit.question.QuestionPage;
import io.remoteaudit.question.Questions;
import io.remoteaudit.record.RecordView;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.ScopedRecords;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Records of which only the versions that an engagement's findings and questions name exist: what is left to be seen once
 * the access is over and findings are followed up. An engagement has few of either, so all are read each time.
 */
final class NamedRecords implements ScopedRecords {

    private static final int READ_AT_ONCE = 200;

    private final ScopedRecords records;
    private final Questions questions;
    private final List<Finding> findings;
    private final Admission admission;

    NamedRecords(ScopedRecords records, Questions questions, List<Finding> findings, Admission admission) {
        this.records = records;
        this.questions = questions;
        this.findings = findings;
        this.admission = admission;
    }

    @Override
    public Optional<RecordView> find(Scope scope, String id, long ledgerSize) {
        List<RecordView> versions = versions(scope, id, ledgerSize);
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    @Override
    public Optional<RecordView> find(Scope scope, String id, int version, long ledgerSize) {
        // Read first, so that a record that is not named takes as long as one that is not there.
        Optional<RecordView> found = records.find(scope, id, version, ledgerSize);
        Set<Integer> named = named(id, ledgerSize);
        return found.filter(view -> named.contains(view.version()));
    }

    @Override
    public List<RecordView> versions(Scope scope, String id, long ledgerSize) {
        List<RecordView> found = records.versions(scope, id, ledgerSize);
        Set<Integer> named = named(id, ledgerSize);
        return found.stream().filter(view -> named.contains(view.version())).toList();
    }

    @Override
    public List<Erasure> erasures(Scope scope, String id, long ledgerSize) {
        return versions(scope, id, ledgerSize).isEmpty() ? List.of() : records.erasures(scope, id, ledgerSize);
    }

    @Override
    public RecordView view(Scope scope, Entry entry) {
        return records.view(scope, entry);
    }

    private Set<Integer> named(String record, long ledgerSize) {
        Set<Integer> versions = new HashSet<>();
        for (Finding finding : findings) {
            finding.steps().stream()
                    .flatMap(step -> step.content().evidence().stream())
                    .forEach(piece -> {
                        if (piece instanceof Evidence.OfRecord named
                                && named.recordId().equals(record)) {
                            versions.add(named.version());
                        }
                    });
        }
        long from = 0;
        while (from >= 0) {
            QuestionPage page = questions.list(admission, from, READ_AT_ONCE, ledgerSize);
            page.items().stream()
                    .map(Question::pins)
                    .flatMap(List::stream)
                    .filter(pin -> pin.recordId().equals(record))
                    .map(Pin::version)
                    .forEach(versions::add);
            from = page.nextLeaf().orElse(-1);
        }
        return versions;
    }
}
