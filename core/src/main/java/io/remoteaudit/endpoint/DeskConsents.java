package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.ConsentJson;
import io.remoteaudit.api.Page;
import io.remoteaudit.consent.Consent;
import io.remoteaudit.consent.Consents;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The maker's side of consent: what waits for a decision, granting, refusing, taking back. */
final class DeskConsents {

    private final AuditServices services;

    DeskConsents(AuditServices services) {
        this.services = services;
    }

    void addTo(Routes<DeskOperation> routes) {
        String one = "consents/{consent}";
        routes.add("GET", "consents", new DeskOperation(StaffRole.VIEW, Set.of(), this::list));
        routes.add("GET", one, new DeskOperation(StaffRole.VIEW, Set.of(), this::one));
        routes.add("POST", one + "/grant", new DeskOperation(StaffRole.RELEASE, Set.of(), this::grant));
        routes.add("POST", one + "/refusal", new DeskOperation(StaffRole.RELEASE, Set.of(), this::refuse));
        routes.add("POST", one + "/revocation", new DeskOperation(StaffRole.RELEASE, Set.of(), this::revoke));
    }

    private Document list(DeskCall call) {
        List<Consent> all = services.consents().all();
        return Document.json(new Page<>(all, all.size(), null).toJson(this::json), all.size());
    }

    private Document one(DeskCall call) {
        return Document.json(json(find(call)), 1);
    }

    private Document grant(DeskCall call) {
        Consent consent = find(call);
        JsonBody body = call.body(services.limits());
        Optional<Instant> until = body.requiredInstant("until");
        boolean once = body.requiredTruth("once");
        Instant now = services.clock().instant();
        until.ifPresent(end -> {
            if (!end.isAfter(now) || end.isAfter(now.plus(Consents.LONGEST))) {
                body.fault("until", "consent-until", String.valueOf(Consents.LONGEST.toDays()));
            }
        });
        body.end();
        return changed(services.consents()
                .grant(consent.id(), until.orElseThrow(), once, call.staff().name()));
    }

    private Document refuse(DeskCall call) {
        String id = find(call).id();
        return changed(services.consents()
                .refuse(id, call.reason(services.limits()), call.staff().name()));
    }

    private Document revoke(DeskCall call) {
        String id = find(call).id();
        return changed(services.consents()
                .revoke(id, call.reason(services.limits()), call.staff().name()));
    }

    private Consent find(DeskCall call) {
        return services.consents().inside(call.path("consent")).orElseThrow(Refusal::notFound);
    }

    private Document changed(Consent consent) {
        services.ledger().awaitSequenced(EngagementResources.SEQUENCING);
        return Document.json(json(consent), 1);
    }

    private ObjectNode json(Consent consent) {
        return ConsentJson.of(consent, services.clock().instant()).toJson().put("engagement", consent.engagement());
    }
}
