package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.Passkey;
import io.remoteaudit.ledger.Json;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A passkey as its auditor sees it.
 *
 * @param id names the passkey
 * @param name what the auditor calls it
 * @param registeredAt when it was registered
 * @param lastUsedAt when the auditor last came in with it; null if never
 */
public record PasskeyView(
        String id,
        String name,
        Instant registeredAt,
        @Nullable Instant lastUsedAt) {

    /** Checks that nothing is missing. */
    public PasskeyView {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(registeredAt, "registeredAt");
    }

    /**
     * A passkey as it is shown outside.
     *
     * @param passkey the passkey
     * @return its view
     */
    public static PasskeyView of(Passkey passkey) {
        return new PasskeyView(passkey.id(), passkey.name(), passkey.registeredAt(), passkey.lastUsedAt());
    }

    /**
     * Writes the passkey.
     *
     * @return JSON as the contract says
     */
    public ObjectNode toJson() {
        return Json.object()
                .put("id", id)
                .put("name", name)
                .put("registeredAt", registeredAt.toString())
                .put("lastUsedAt", lastUsedAt == null ? null : lastUsedAt.toString());
    }

    /**
     * Reads a passkey.
     *
     * @param json what the endpoint answered
     * @return the passkey
     * @throws io.remoteaudit.ledger.MalformedException if the JSON is not as the contract says
     */
    public static PasskeyView fromJson(JsonNode json) {
        return new PasskeyView(
                Wire.text(json, "id"),
                Wire.text(json, "name"),
                Wire.instant(json, "registeredAt"),
                json.path("lastUsedAt").isTextual() ? Wire.instant(json, "lastUsedAt") : null);
    }
}
