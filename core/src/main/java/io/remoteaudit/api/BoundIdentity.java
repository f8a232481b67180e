package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.time.Instant;
import java.util.Objects;

/**
 * Whom an identity stands for since an invitation was redeemed for it.
 *
 * @param engagement the engagement it lets into
 * @param auditorId the auditor it stands for there
 * @param expiresAt when that ends by itself
 */
public record BoundIdentity(String engagement, String auditorId, Instant expiresAt) {

    /** Checks that nothing is missing. */
    public BoundIdentity {
        Objects.requireNonNull(engagement, "engagement");
        Objects.requireNonNull(auditorId, "auditorId");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /**
     * Writes it.
     *
     * @return JSON as the contract says
     */
    public ObjectNode toJson() {
        return Json.object()
                .put("engagement", engagement)
                .put("auditorId", auditorId)
                .put("expiresAt", expiresAt.toString());
    }

    /**
     * Reads it.
     *
     * @param json what the endpoint answered
     * @return whom the identity stands for
     * @throws io.remoteaudit.ledger.MalformedException if the JSON is not as the contract says
     */
    public static BoundIdentity fromJson(JsonNode json) {
        return new BoundIdentity(
                Wire.text(json, "engagement"), Wire.text(json, "auditorId"), Wire.instant(json, "expiresAt"));
    }
}
