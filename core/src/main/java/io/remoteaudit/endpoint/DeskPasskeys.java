package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.Passkey;
import java.util.Set;
import java.util.function.Function;

/** The maker's side of passkeys: seeing them, and taking them away. */
final class DeskPasskeys {

    private final AuditServices services;
    private final Function<Engagement, ObjectNode> json;

    DeskPasskeys(AuditServices services, Function<Engagement, ObjectNode> json) {
        this.services = services;
        this.json = json;
    }

    void addTo(Routes<DeskOperation> routes) {
        routes.add(
                "POST",
                "engagements/{engagement}/passkeys/{passkey}/removal",
                new DeskOperation(StaffRole.MANAGE, Set.of(), this::remove));
    }

    private Document remove(DeskCall call) {
        String reason = call.reason(services.limits());
        Engagement engagement = call.engagement(services.engagements());
        Passkey passkey = services.passkeys().of(engagement.id()).stream()
                .filter(candidate -> candidate.id().equals(call.path("passkey")))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        services.passkeys().remove(passkey.id(), reason, call.staff().name());
        return Document.json(json.apply(engagement), 1);
    }

    /** What staff sees of the passkeys of an engagement. */
    static void put(ObjectNode engagement, Iterable<Passkey> passkeys) {
        ArrayNode items = engagement.putArray("passkeys");
        for (Passkey passkey : passkeys) {
            ObjectNode item = items.addObject()
                    .put("id", passkey.id())
                    .put("auditorId", passkey.auditorId())
                    .put("name", passkey.name())
                    .put("registeredAt", passkey.registeredAt().toString())
                    .put("state", passkey.removedAt() == null ? "active" : "removed");
            if (passkey.lastUsedAt() != null) {
                item.put("lastUsedAt", passkey.lastUsedAt().toString());
            }
            if (passkey.removedAt() != null) {
                item.put("removedAt", passkey.removedAt().toString()).put("removedBy", passkey.removedBy());
            }
        }
    }
}
