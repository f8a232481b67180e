package io.remoteaudit.export;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Erasure;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.RecordView;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Which entries an export holds: leaf indices in ledger order, chosen at one ledger size. */
final class ExportSelection {

    private static final int PAGE = 1_000;
    private static final int EVERY_VERSION = 0;

    private final ExportSources sources;
    private final ExportRequest request;
    private final long ledgerSize;
    private final TreeSet<Long> leaves = new TreeSet<>();

    private ExportSelection(ExportSources sources, ExportRequest request, long ledgerSize) {
        this.sources = sources;
        this.request = request;
        this.ledgerSize = ledgerSize;
    }

    static List<Long> of(ExportSources sources, ExportRequest request, long ledgerSize) {
        ExportSelection selection = new ExportSelection(sources, request, ledgerSize);
        if (request.recordIds().isEmpty()) {
            selection.addMatches();
        } else {
            request.recordIds().forEach(selection::addVersions);
        }
        selection.addOfEngagement(EntryKind.ENGAGEMENT);
        selection.addOfEngagement(EntryKind.QUESTION);
        selection.addOfEngagement(EntryKind.ACCESS);
        return List.copyOf(selection.leaves);
    }

    private void addMatches() {
        Admission admission = request.admission();
        sources.search().forEachMatch(admission.scope(), request.query(), request.filters(), ledgerSize, leaf -> {
            admission.requireActive();
            Entry newest = sources.ledger().sequenced(leaf, 1).get(0);
            leaves.add(leaf);
            if (newest.version() > 1) {
                addVersions(newest.subject());
            } else if (!newest.erased().isEmpty()) {
                addErasures(newest.subject());
            }
        });
    }

    private void addVersions(String recordId) {
        sources.records().versions(request.admission().scope(), recordId, ledgerSize).stream()
                .map(RecordView::leafIndex)
                .forEach(leaves::add);
        addErasures(recordId);
    }

    /** That a field is gone is shown together with why. */
    private void addErasures(String recordId) {
        sources.records().erasures(request.admission().scope(), recordId, ledgerSize).stream()
                .map(Erasure::leafIndex)
                .forEach(leaf -> leaves.add(leaf.orElseThrow()));
    }

    private void addOfEngagement(EntryKind kind) {
        Ledger ledger = sources.ledger();
        String engagement = request.admission().engagement().id();
        long from = 0;
        List<Entry> page;
        do {
            page = ledger.inContext(kind, engagement, EVERY_VERSION, from, ledgerSize, PAGE);
            for (Entry entry : page) {
                OptionalLong leaf = entry.leafIndex();
                leaves.add(leaf.orElseThrow());
                from = leaf.orElseThrow() + 1;
            }
        } while (page.size() == PAGE);
    }
}
