package io.remoteaudit.endpoint;

import io.remoteaudit.api.Page;
import io.remoteaudit.api.SampleJson;
import io.remoteaudit.sampling.Sample;
import java.util.List;
import java.util.Set;

/** The samples auditors draw, for the maker to look at: all of them, also those that were never drawn to the end. */
final class DeskSamples {

    private final AuditServices services;

    DeskSamples(AuditServices services) {
        this.services = services;
    }

    void addTo(Routes<DeskOperation> routes) {
        routes.add("GET", "engagements/{engagement}/samples", new DeskOperation(StaffRole.VIEW, Set.of(), this::list));
        routes.add("GET", "samples/{sample}", new DeskOperation(StaffRole.VIEW, Set.of(), this::one));
    }

    private Document list(DeskCall call) {
        List<Sample> all =
                services.samples().of(call.engagement(services.engagements()).id());
        return Document.json(new Page<>(all, all.size(), null).toJson(SampleJson::summary), all.size());
    }

    private Document one(DeskCall call) {
        Sample sample = services.samples().inside(call.path("sample")).orElseThrow(Refusal::notFound);
        return Document.json(
                SampleJson.sheet(
                                sample,
                                services.samples()
                                        .ofSamePopulation(
                                                sample, services.ledger().size()))
                        .put("engagement", sample.engagement()),
                1);
    }
}
