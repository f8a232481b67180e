package io.remoteaudit.endpoint;

import io.remoteaudit.api.CertificateJson;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.finding.CertificateDecision;
import io.remoteaudit.finding.CertificateOutcome;
import io.remoteaudit.finding.CertificatePage;
import io.remoteaudit.finding.CertificateReport;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.search.SearchRequest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the body reports about certificates. */
final class CertificateResources {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST_REFERENCE = 200;
    private static final int LONGEST_TEXT = 20_000;
    private static final int DIGEST = 64;
    private static final String LIST = "certificates";
    private static final List<String> OUTCOMES = Arrays.stream(CertificateOutcome.values())
            .map(CertificateOutcome::wireName)
            .toList();

    private final AuditServices services;
    private final ListCursors cursors;

    CertificateResources(AuditServices services, ListCursors cursors) {
        this.services = services;
        this.cursors = cursors;
    }

    void addTo(Routes<Operation> routes) {
        String certificates = "engagements/{engagement}/certificates";
        routes.add(
                "GET",
                certificates,
                Operation.read("certificates", null, Set.of("limit", "cursor", "ledgerSize"), this::list)
                        .followingUp());
        routes.add(
                "POST",
                certificates,
                Operation.change("certificate-report", Right.FIND, this::report).followingUp());
        routes.add(
                "GET",
                certificates + "/{certificate}",
                Operation.read("certificate", null, Set.of("ledgerSize"), this::one)
                        .followingUp());
    }

    private Reply list(Visit visit) {
        ListCursors.Position start = cursors.position(LIST, visit);
        int limit = visit.query().integer("limit", 1, SearchRequest.MAX_LIMIT).orElse(DEFAULT_LIMIT);
        CertificatePage page =
                services.certificates().list(visit.admitted(), start.position(), limit, start.ledgerSize());
        String next = page.nextLeaf().isEmpty()
                ? null
                : cursors.seal(
                        LIST, visit, new ListCursors.Position(page.nextLeaf().getAsLong(), start.ledgerSize()));
        return Document.json(
                        new Page<>(page.items(), page.total(), next).toJson(CertificateJson::write),
                        page.items().size())
                .at(start.ledgerSize());
    }

    private Reply one(Visit visit) {
        return Document.json(
                CertificateJson.write(services.certificates()
                        .find(visit.admitted(), visit.path("certificate"), visit.ledgerSize())
                        .orElseThrow(Refusal::notFound)),
                1);
    }

    private Reply report(Visit visit) {
        JsonBody body = visit.body();
        String certificate = body.requiredText("certificate", LONGEST_REFERENCE);
        CertificateOutcome outcome = body.choice("outcome", OUTCOMES)
                .map(CertificateOutcome::ofWireName)
                .orElse(CertificateOutcome.MAINTAINED);
        LocalDate date = body.day("date", true).orElse(LocalDate.EPOCH);
        String document = body.requiredText("document", LONGEST_REFERENCE);
        Optional<String> digest = body.optionalText("documentDigest", DIGEST, DIGEST);
        if (digest.isPresent() && !digest.get().matches("[0-9a-f]{64}")) {
            body.fault("documentDigest", "digest");
        }
        String text = body.optionalText("text", 0, LONGEST_TEXT).orElse("");
        String language = body.language("language", visit.locale());
        Optional<String> replaces = body.optionalText("replaces", 1, LONGEST_REFERENCE);
        if (replaces.isPresent()
                && services.certificates()
                        .find(
                                visit.admitted(),
                                replaces.get(),
                                services.ledger().size())
                        .isEmpty()) {
            body.fault("replaces", "replaces");
        }
        body.end();
        CertificateReport reported = services.certificates()
                .report(
                        visit.admitted(),
                        new CertificateDecision(
                                certificate,
                                outcome,
                                date,
                                document,
                                digest.map(Hash::parseHex).orElse(null),
                                text,
                                language,
                                replaces.orElse(null)));
        services.ledger().awaitSequenced(EngagementResources.SEQUENCING);
        long size = services.ledger().size();
        CertificateReport placed = services.certificates()
                .find(visit.admitted(), reported.id(), size)
                .orElse(reported);
        return Document.json(CertificateJson.write(placed), 1)
                .at(size)
                .status(201)
                .header("Location", "certificates/" + PathSegment.of(reported.id()));
    }
}
