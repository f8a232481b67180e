package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.EngagementView;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.Credential;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementConflictException;
import io.remoteaudit.engagement.IssuedToken;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Revocation;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The maker's side of engagements: accepting, revoking, and giving tokens out. */
final class DeskEngagements {

    private final AuditServices services;
    private final DailyUse dailyUse;

    DeskEngagements(AuditServices services) {
        this.services = services;
        this.dailyUse = new DailyUse(services.database(), services.clock());
    }

    void addTo(Routes<DeskOperation> routes) {
        String one = "engagements/{engagement}";
        routes.add("GET", "engagements", new DeskOperation(StaffRole.VIEW, Set.of(), this::list));
        routes.add("GET", one, new DeskOperation(StaffRole.VIEW, Set.of(), this::one));
        routes.add("POST", one + "/acceptance", new DeskOperation(StaffRole.MANAGE, Set.of(), this::accept));
        routes.add("POST", one + "/revocation", new DeskOperation(StaffRole.MANAGE, Set.of(), this::revoke));
        routes.add("POST", one + "/credentials", new DeskOperation(StaffRole.MANAGE, Set.of(), this::issue));
        routes.add(
                "POST",
                one + "/credentials/{credential}/revocation",
                new DeskOperation(StaffRole.MANAGE, Set.of(), this::revokeToken));
        new DeskInvitations(services, this::json).addTo(routes);
        new DeskBonds(services, this::json).addTo(routes);
        new DeskPasskeys(services, this::json).addTo(routes);
        new DeskAgreements(services, this::json).addTo(routes);
    }

    private Document list(DeskCall call) {
        List<Engagement> all = new ArrayList<>(services.engagements().all());
        all.sort(Comparator.comparing(
                        (Engagement engagement) -> engagement.terms().accessFrom())
                .reversed()
                .thenComparing(Engagement::id));
        return Document.json(new Page<>(all, all.size(), null).toJson(this::json), all.size());
    }

    private Document one(DeskCall call) {
        return Document.json(json(find(call)), 1);
    }

    private Document accept(DeskCall call) {
        JsonBody body = call.body(services.limits());
        String hex = body.requiredText("digest", 64);
        if (!hex.isEmpty() && !hex.matches("[0-9a-f]{64}")) {
            body.fault("digest", "digest");
        }
        body.end();
        try {
            return Document.json(
                    json(services.engagements()
                            .accept(
                                    find(call).id(),
                                    Party.MAKER,
                                    Hash.parseHex(hex),
                                    call.staff().name())),
                    1);
        } catch (EngagementConflictException e) {
            boolean other = !find(call).digest().hex().equals(hex);
            throw other ? Refusal.of(ProblemType.TERMS_CHANGED) : e;
        }
    }

    private Document revoke(DeskCall call) {
        String reason = call.reason(services.limits());
        return Document.json(
                json(services.engagements()
                        .revoke(find(call).id(), reason, call.staff().name())),
                1);
    }

    private Document issue(DeskCall call) {
        Engagement engagement = find(call);
        JsonBody body = call.body(services.limits());
        Optional<Hash> holder = DeskBonds.holder(body);
        TokenOrder order = TokenOrder.read(body, services, engagement);
        IssuedToken issued = services.engagements()
                .issueToken(
                        engagement.id(),
                        order.auditorId(),
                        order.expiresAt(),
                        call.staff().name(),
                        holder.orElse(null));
        ObjectNode json = Json.object();
        json.put("id", issued.credentialId());
        json.put("token", issued.token());
        json.put("expiresAt", issued.expiresAt().toString());
        return Document.json(json, 1).status(201).tagged(null);
    }

    private Document revokeToken(DeskCall call) {
        String reason = call.reason(services.limits());
        Engagement engagement = find(call);
        Credential credential = services.engagements().credentials(engagement.id()).stream()
                .filter(candidate -> candidate.id().equals(call.path("credential")))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        services.engagements().revokeToken(credential.id(), reason, call.staff().name());
        return Document.json(json(engagement), 1);
    }

    private Engagement find(DeskCall call) {
        return call.engagement(services.engagements());
    }

    private ObjectNode json(Engagement engagement) {
        Instant now = services.clock().instant();
        ObjectNode json = EngagementView.of(
                        engagement, now, services.engagements().gaps(engagement.terms()), null)
                .with(dailyUse.allowance(
                                engagement,
                                engagement.terms().auditors().stream()
                                        .map(Auditor::id)
                                        .toList())
                        .orElse(null))
                .toJson();
        Revocation revocation = engagement.revocation();
        if (revocation != null) {
            json.putObject("revocation")
                    .put("by", revocation.by())
                    .put("at", revocation.at().toString())
                    .put("reason", revocation.reason());
        }
        if (engagement.course().archival() != null) {
            json.putObject("archival")
                    .put("by", engagement.course().archival().by())
                    .put("at", engagement.course().archival().at().toString());
        }
        ArrayNode credentials = json.putArray("credentials");
        for (Credential credential : services.engagements().credentials(engagement.id())) {
            ObjectNode item = credentials
                    .addObject()
                    .put("id", credential.id())
                    .put("auditorId", credential.auditorId())
                    .put("issuedAt", credential.issuedAt().toString())
                    .put("issuedBy", credential.issuedBy())
                    .put("expiresAt", credential.expiresAt().toString())
                    .put("state", state(credential, now));
            DeskBonds.put(item, credential);
        }
        DeskBonds.put(json, services.identities());
        DeskInvitations.put(json, services.invitations().of(engagement.id()));
        DeskPasskeys.put(json, services.passkeys().of(engagement.id()));
        return json;
    }

    private static String state(Credential credential, Instant now) {
        if (credential.revokedAt() != null) {
            return "revoked";
        }
        return credential.valid(now) ? "active" : "expired";
    }
}
