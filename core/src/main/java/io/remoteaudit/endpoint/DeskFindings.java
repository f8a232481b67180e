package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.CertificateJson;
import io.remoteaudit.api.FindingJson;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.finding.CertificateReport;
import io.remoteaudit.finding.Finding;
import io.remoteaudit.finding.FindingConflictException;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.RecordView;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** The maker's side of findings: what is due, responding, and what was decided on certificates. */
final class DeskFindings {

    private final AuditServices services;

    DeskFindings(AuditServices services) {
        this.services = services;
    }

    void addTo(Routes<DeskOperation> routes) {
        String one = "findings/{finding}";
        routes.add("GET", "findings", new DeskOperation(StaffRole.VIEW, Set.of(), this::list));
        routes.add("GET", one, new DeskOperation(StaffRole.VIEW, Set.of(), this::one));
        routes.add("GET", one + "/evidence", new DeskOperation(StaffRole.VIEW, Set.of("record"), this::evidence));
        routes.add("POST", one + "/steps", new DeskOperation(StaffRole.RELEASE, Set.of(), this::step));
        routes.add("GET", "certificates", new DeskOperation(StaffRole.VIEW, Set.of(), this::certificates));
    }

    private Document list(DeskCall call) {
        List<Finding> all = services.findings().all();
        return Document.json(new Page<>(all, all.size(), null).toJson(this::json), all.size());
    }

    private Document one(DeskCall call) {
        return reply(find(call));
    }

    /** The newest version of a record that a finding's auditors may see, to be named as evidence. */
    private Document evidence(DeskCall call) {
        Engagement engagement = engagement(find(call));
        String id = call.query().text("record", FindingBody.LONGEST_ID).orElse("");
        if (id.isBlank()) {
            throw Refusal.parameter("record", "missing-parameter");
        }
        RecordView record = services.records()
                .find(engagement.terms().scope(), id.strip(), services.ledger().size())
                .orElseThrow(Refusal::notFound);
        ObjectNode json = Json.object();
        json.put("recordId", record.id());
        json.put("version", record.version());
        json.set("title", record.toJson().path("title"));
        return Document.json(json, 1);
    }

    private Document step(DeskCall call) {
        Finding finding = find(call);
        DeskAgreements.requireNotArchived(services, finding.engagement());
        FindingBody.Step step = new FindingBody(services, engagement(finding), call.locale())
                .step(call.body(services.limits()), Party.MAKER);
        if (call.request().headers().all("If-Match").isEmpty()) {
            throw Refusal.of(ProblemType.PRECONDITION_REQUIRED);
        }
        if (!ETag.matches(call.request().headers(), ETag.of(finding.version()))) {
            throw Refusal.of(ProblemType.PRECONDITION_FAILED);
        }
        Finding changed;
        try {
            changed = services.findings()
                    .stepInside(
                            finding.id(),
                            finding.version(),
                            step.action(),
                            step.content(),
                            call.staff().name());
        } catch (FindingConflictException e) {
            boolean newer = find(call).version() != finding.version();
            throw newer ? Refusal.of(ProblemType.PRECONDITION_FAILED) : e;
        }
        // So that the list, which shows what is sequenced, shows this step to whoever goes back to it.
        services.ledger().awaitSequenced(EngagementResources.SEQUENCING);
        return reply(services.findings().inside(changed.id()).orElse(changed));
    }

    private Document certificates(DeskCall call) {
        List<CertificateReport> all = services.certificates().all();
        return Document.json(
                new Page<>(all, all.size(), null)
                        .toJson(report -> CertificateJson.write(report).put("engagement", report.engagement())),
                all.size());
    }

    private Finding find(DeskCall call) {
        return services.findings().inside(call.path("finding")).orElseThrow(Refusal::notFound);
    }

    private Engagement engagement(Finding finding) {
        return services.engagements().find(finding.engagement()).orElseThrow(Refusal::notFound);
    }

    private Document reply(Finding finding) {
        return Document.json(json(finding), 1).tagged(ETag.of(finding.version()));
    }

    private ObjectNode json(Finding finding) {
        return FindingJson.write(finding, Party.MAKER)
                .put("engagement", finding.engagement())
                .put("overdue", finding.overdue(LocalDate.now(services.clock())));
    }
}
