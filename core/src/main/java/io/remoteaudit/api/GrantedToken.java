package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.time.Instant;
import java.util.Objects;

/**
 * The token an invitation was redeemed for. Nobody keeps it but who gets it.
 *
 * @param engagement the engagement it lets into
 * @param auditorId the auditor it stands for
 * @param token the secret
 * @param expiresAt when it ends by itself
 */
public record GrantedToken(String engagement, String auditorId, String token, Instant expiresAt) {

    /** Checks that nothing is missing. */
    public GrantedToken {
        Objects.requireNonNull(engagement, "engagement");
        Objects.requireNonNull(auditorId, "auditorId");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /**
     * Writes the token.
     *
     * @return JSON as the contract says
     */
    public ObjectNode toJson() {
        return Json.object()
                .put("engagement", engagement)
                .put("auditorId", auditorId)
                .put("token", token)
                .put("expiresAt", expiresAt.toString());
    }

    /**
     * Reads a token.
     *
     * @param json what the endpoint answered
     * @return the token
     * @throws io.remoteaudit.ledger.MalformedException if the JSON is not as the contract says
     */
    public static GrantedToken fromJson(JsonNode json) {
        return new GrantedToken(
                Wire.text(json, "engagement"),
                Wire.text(json, "auditorId"),
                Wire.text(json, "token"),
                Wire.instant(json, "expiresAt"));
    }

    /** Leaves the secret out, since texts like this end in logs. */
    @Override
    public String toString() {
        return "GrantedToken[" + engagement + ", " + auditorId + ", expires " + expiresAt + "]";
    }
}
