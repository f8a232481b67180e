package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.Invitation;
import io.remoteaudit.engagement.IssuedInvitation;
import io.remoteaudit.engagement.Withdrawal;
import io.remoteaudit.ledger.Json;
import java.util.Set;
import java.util.function.Function;

/** The maker's side of invitations: making them, and taking them back. */
final class DeskInvitations {

    private final AuditServices services;
    private final Function<Engagement, ObjectNode> json;

    DeskInvitations(AuditServices services, Function<Engagement, ObjectNode> json) {
        this.services = services;
        this.json = json;
    }

    void addTo(Routes<DeskOperation> routes) {
        String all = "engagements/{engagement}/invitations";
        routes.add("POST", all, new DeskOperation(StaffRole.MANAGE, Set.of(), this::invite));
        routes.add(
                "POST",
                all + "/{invitation}/withdrawal",
                new DeskOperation(StaffRole.MANAGE, Set.of(), this::withdraw));
    }

    private Document invite(DeskCall call) {
        Engagement engagement = call.engagement(services.engagements());
        TokenOrder order = TokenOrder.read(call, services, engagement);
        IssuedInvitation issued = services.invitations()
                .invite(
                        engagement.id(),
                        order.auditorId(),
                        order.expiresAt(),
                        call.staff().name());
        ObjectNode body = Json.object()
                .put("id", issued.invitation().id())
                .put("invitation", issued.secret())
                .put("code", issued.code())
                .put("expiresAt", issued.invitation().expiresAt().toString());
        return Document.json(body, 1).status(201).tagged(null);
    }

    private Document withdraw(DeskCall call) {
        String reason = call.reason(services.limits());
        Engagement engagement = call.engagement(services.engagements());
        Invitation invitation = services.invitations().of(engagement.id()).stream()
                .filter(candidate -> candidate.id().equals(call.path("invitation")))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        services.invitations().withdraw(invitation.id(), reason, call.staff().name());
        return Document.json(json.apply(engagement), 1);
    }

    /** What staff sees of the invitations of an engagement. */
    static void put(ObjectNode engagement, Iterable<Invitation> invitations) {
        ArrayNode items = engagement.putArray("invitations");
        for (Invitation invitation : invitations) {
            ObjectNode item = items.addObject()
                    .put("id", invitation.id())
                    .put("auditorId", invitation.auditorId())
                    .put("invitedAt", invitation.invitedAt().toString())
                    .put("invitedBy", invitation.invitedBy())
                    .put("expiresAt", invitation.expiresAt().toString())
                    .put("wrongCodes", invitation.wrongCodes())
                    .put("state", invitation.state().wireName());
            Withdrawal withdrawal = invitation.withdrawal();
            if (withdrawal != null) {
                item.putObject("withdrawal")
                        .put("by", withdrawal.by())
                        .put("at", withdrawal.at().toString())
                        .put("reason", withdrawal.reason());
            }
        }
    }
}
