package io.remoteaudit.finding;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Reports on certificates as ledger entries, each a subject of its own. */
final class LedgerCertificates implements Certificates {

    private static final int ONLY_VERSION = 1;
    private static final int LONGEST_REFERENCE = 200;
    private static final int LARGEST_PAGE = 200;
    private static final int READ_AT_ONCE = 1_000;

    private final Ledger ledger;
    private final Engagements engagements;

    LedgerCertificates(Ledger ledger, Engagements engagements) {
        this.ledger = ledger;
        this.engagements = engagements;
    }

    @Override
    public CertificateReport report(Admission admission, CertificateDecision decision) {
        admission.requireActive();
        Wording.require("certificate's number", decision.certificate(), LONGEST_REFERENCE);
        Wording.require("document's reference", decision.document(), LONGEST_REFERENCE);
        Wording.requireIfGiven("text", decision.text(), Wording.LONGEST_TEXT);
        String replaced = decision.replaces();
        if (replaced != null && find(admission, replaced, Long.MAX_VALUE).isEmpty()) {
            throw new InvalidFindingException("There is no report '" + replaced + "' in the engagement to replace");
        }
        String id = "C-" + UUID.randomUUID();
        ledger.append(new NewEntry(
                EntryKind.CERTIFICATE,
                id,
                ONLY_VERSION,
                admission.engagement().id(),
                fields(decision, admission.auditor().name())));
        return report(id, Long.MAX_VALUE)
                .orElseThrow(() -> new UnknownFindingException("There is no report '" + id + "'"));
    }

    @Override
    public Optional<CertificateReport> find(Admission admission, String id, long ledgerSize) {
        return report(id, ledgerSize)
                .filter(report ->
                        report.engagement().equals(admission.engagement().id()));
    }

    @Override
    public CertificatePage list(Admission admission, long fromLeaf, int limit, long ledgerSize) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit must be from 1 to " + LARGEST_PAGE + ", not " + limit);
        }
        String engagement = admission.engagement().id();
        List<CertificateReport> items = new ArrayList<>();
        OptionalLong next = OptionalLong.empty();
        for (Entry entry :
                ledger.inContext(EntryKind.CERTIFICATE, engagement, ONLY_VERSION, fromLeaf, ledgerSize, limit + 1)) {
            if (items.size() == limit) {
                next = entry.leafIndex();
                break;
            }
            items.add(read(entry));
        }
        long total = ledger.countInContext(EntryKind.CERTIFICATE, engagement, ONLY_VERSION, ledgerSize);
        return new CertificatePage(items, total, next);
    }

    @Override
    public List<CertificateReport> all() {
        List<CertificateReport> all = new ArrayList<>();
        long size = ledger.size();
        engagements.all().forEach(engagement -> addAll(engagement.id(), size, all));
        all.sort(Comparator.comparing(CertificateReport::at)
                .thenComparingLong(report -> report.leafIndex().orElseThrow())
                .reversed());
        return all;
    }

    private void addAll(String engagement, long ledgerSize, List<CertificateReport> all) {
        long from = 0;
        List<Entry> page;
        do {
            page = ledger.inContext(EntryKind.CERTIFICATE, engagement, ONLY_VERSION, from, ledgerSize, READ_AT_ONCE);
            for (Entry entry : page) {
                all.add(read(entry));
                from = entry.leafIndex().orElseThrow() + 1;
            }
        } while (page.size() == READ_AT_ONCE);
    }

    private Optional<CertificateReport> report(String id, long ledgerSize) {
        return ledger.versions(EntryKind.CERTIFICATE, id).stream()
                .filter(entry ->
                        ledgerSize == Long.MAX_VALUE || entry.leafIndex().orElse(Long.MAX_VALUE) < ledgerSize)
                .findFirst()
                .map(LedgerCertificates::read);
    }

    private static SortedMap<String, JsonNode> fields(CertificateDecision decision, String by) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("certificate", Json.text(decision.certificate()));
        fields.put("outcome", Json.text(decision.outcome().wireName()));
        fields.put("date", Json.text(decision.date().toString()));
        fields.put("document", Json.text(decision.document()));
        if (decision.documentDigest() != null) {
            fields.put("documentDigest", Json.text(decision.documentDigest().hex()));
        }
        fields.put("text", Json.text(decision.text()));
        fields.put("language", Json.text(Wording.language(decision.language())));
        if (decision.replaces() != null) {
            fields.put("replaces", Json.text(decision.replaces()));
        }
        fields.put("by", Json.text(by));
        return fields;
    }

    private static CertificateReport read(Entry entry) {
        return new CertificateReport(
                entry.subject(),
                String.valueOf(entry.context()),
                new CertificateDecision(
                        text(entry, "certificate").orElse(""),
                        CertificateOutcome.ofWireName(text(entry, "outcome").orElse("")),
                        LocalDate.parse(text(entry, "date").orElse("")),
                        text(entry, "document").orElse(""),
                        text(entry, "documentDigest").map(Hash::parseHex).orElse(null),
                        text(entry, "text").orElse(""),
                        text(entry, "language").orElse(""),
                        text(entry, "replaces").orElse(null)),
                text(entry, "by").orElse(""),
                entry.at(),
                entry.leafIndex());
    }

    private static Optional<String> text(Entry entry, String name) {
        return entry.field(name).map(JsonNode::asText);
    }
}
