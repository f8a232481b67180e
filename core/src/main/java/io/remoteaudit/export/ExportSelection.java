package io.remoteaudit.export;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Erasure;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.RecordView;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Which entries an export holds: leaf indices in ledger order, chosen at one ledger size. Those of the engagement itself
 * stand in every part, since they show that both sides agreed.
 */
final class ExportSelection {

    private static final int PAGE = 1_000;
    private static final int EVERY_VERSION = 0;

    private final ExportSources sources;
    private final ExportRequest request;
    private final long ledgerSize;
    private final LongStream.Builder found = LongStream.builder();
    private final LongStream.Builder agreement = LongStream.builder();
    private long[] leaves = {};
    private long[] always = {};

    private ExportSelection(ExportSources sources, ExportRequest request, long ledgerSize) {
        this.sources = sources;
        this.request = request;
        this.ledgerSize = ledgerSize;
    }

    static ExportSelection of(ExportSources sources, ExportRequest request, long ledgerSize) {
        ExportSelection selection = new ExportSelection(sources, request, ledgerSize);
        if (request.recordIds().isEmpty()) {
            selection.addMatches();
        } else {
            request.recordIds().forEach(selection::addVersions);
        }
        selection.addOfEngagement(EntryKind.QUESTION, selection.found);
        selection.addOfEngagement(EntryKind.FINDING, selection.found);
        selection.addOfEngagement(EntryKind.SAMPLE, selection.found);
        selection.addOfEngagement(EntryKind.CERTIFICATE, selection.found);
        selection.addOfEngagement(EntryKind.PLAN, selection.found);
        selection.addOfEngagement(EntryKind.PREPARATION, selection.found);
        selection.addProfile();
        selection.addOfEngagement(EntryKind.ACCESS, selection.found);
        selection.addOfEngagement(EntryKind.ENGAGEMENT, selection.agreement);
        selection.always = selection.agreement.build().toArray();
        selection.leaves = selection.found.build().sorted().distinct().toArray();
        return selection;
    }

    /** The entries that stand in one part each. */
    long[] leaves() {
        return leaves.clone();
    }

    /** The entries that stand in every part. */
    long[] always() {
        return always.clone();
    }

    private void addMatches() {
        Admission admission = request.admission();
        sources.search().forEachMatch(admission.scope(), request.query(), request.filters(), ledgerSize, leaf -> {
            admission.requireAccess();
            Entry newest = sources.ledger().sequenced(leaf, 1).get(0);
            found.add(leaf);
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
                .forEach(found::add);
        addErasures(recordId);
    }

    /** That a field is gone is shown together with why. */
    private void addErasures(String recordId) {
        sources.records().erasures(request.admission().scope(), recordId, ledgerSize).stream()
                .map(Erasure::leafIndex)
                .forEach(leaf -> found.add(leaf.orElseThrow()));
    }

    /** The maker's profile as it stood; what it was before the audit, is not the audit's. */
    private void addProfile() {
        Ledger ledger = sources.ledger();
        for (String subject : ledger.subjects(EntryKind.ORGANIZATION)) {
            ledger.versions(EntryKind.ORGANIZATION, subject).stream()
                    .flatMapToLong(entry -> entry.leafIndex().stream())
                    .filter(leaf -> leaf < ledgerSize)
                    .max()
                    .ifPresent(found::add);
        }
    }

    private void addOfEngagement(EntryKind kind, LongStream.Builder into) {
        Ledger ledger = sources.ledger();
        String engagement = request.admission().engagement().id();
        long from = 0;
        List<Entry> page;
        do {
            page = ledger.inContext(kind, engagement, EVERY_VERSION, from, ledgerSize, PAGE);
            for (Entry entry : page) {
                OptionalLong leaf = entry.leafIndex();
                into.add(leaf.orElseThrow());
                from = leaf.orElseThrow() + 1;
            }
        } while (page.size() == PAGE);
    }
}
