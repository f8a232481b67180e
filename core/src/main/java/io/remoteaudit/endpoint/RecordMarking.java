package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.RecordMarks;
import io.remoteaudit.ledger.Erasure;
import io.remoteaudit.record.RecordView;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Marks versions of records for an auditor. What it looks at is in the auditor's scope, as all else is. */
final class RecordMarking {

    private static final String RELEASE = "lot-release";
    private static final String RELEASED = "released";
    private static final String MARKS = "marks";

    private final AuditServices services;
    private final AttachmentTextStates states;

    RecordMarking(AuditServices services) {
        this.services = services;
        this.states = new AttachmentTextStates(services.attachmentTexts());
    }

    /** Each version with its marks, as JSON; the list holds all versions in scope. */
    List<ObjectNode> mark(List<RecordView> versions, Scope scope, long ledgerSize, Locale locale) {
        if (versions.isEmpty()) {
            return List.of();
        }
        RecordView newest = versions.get(versions.size() - 1);
        List<Erasure> erasures = services.records().erasures(scope, newest.id(), ledgerSize);
        RecordMarks.Release release = newest.version() > 1 ? release(newest, scope, ledgerSize) : null;
        List<ObjectNode> marked = new ArrayList<>(versions.size());
        for (RecordView version : versions) {
            ObjectNode json = states.addTo(version.toJson(), version, locale);
            json.set(
                    MARKS,
                    RecordMarks.of(versions.get(0), version, services.lateEntryAfter(), release, erasures)
                            .toJson());
            marked.add(json);
        }
        return marked;
    }

    /** The first decision that released one of the record's lots, as far as the auditor may see it. */
    private RecordMarks.@Nullable Release release(RecordView version, Scope scope, long ledgerSize) {
        TreeSet<String> lots = new TreeSet<>();
        version.field("lots").ifPresent(array -> array.forEach(lot -> lots.add(lot.asText())));
        lots.removeIf(lot -> !scope.lots().admits(lot));
        if (lots.isEmpty() || scope.masks(Facet.TYPE.field())) {
            return null;
        }
        Scope ofLots = scope.ofLots(Selection.of(lots));
        List<RecordMarks.Release> releases = new ArrayList<>();
        services.search()
                .forEachMatch(
                        ofLots,
                        "",
                        List.of(new Filter(Facet.TYPE, new TreeSet<>(List.of(RELEASE)))),
                        ledgerSize,
                        leaf -> firstRelease(leaf, scope, ledgerSize).ifPresent(releases::add));
        return releases.stream()
                .min((one, other) -> one.recordedAt().compareTo(other.recordedAt()))
                .orElse(null);
    }

    /** A decision may be corrected itself: what counts is the first version that released. */
    private Optional<RecordMarks.Release> firstRelease(long leaf, Scope scope, long ledgerSize) {
        String id = services.ledger().sequenced(leaf, 1).get(0).subject();
        return services.records().versions(scope, id, ledgerSize).stream()
                .filter(view -> view.field("attributes/decision")
                        .map(JsonNode::asText)
                        .filter(RELEASED::equals)
                        .isPresent())
                .findFirst()
                .map(view -> new RecordMarks.Release(id, view.recordedAt()));
    }
}
