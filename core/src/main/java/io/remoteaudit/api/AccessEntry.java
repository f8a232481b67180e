package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.access.Access;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One access as both parties see it.
 *
 * @param id names it
 * @param action what was done
 * @param target what it was done to
 * @param auditor the id of who did it
 * @param at when
 * @param leafIndex its place in the ledger
 * @param session names the page session they came by; null for one who brought the token itself
 * @param served what was answered; null while it is being answered, or if it never was
 */
public record AccessEntry(
        String id,
        String action,
        String target,
        String auditor,
        Instant at,
        long leafIndex,
        @Nullable String session,
        @Nullable Given served) {

    /** Checks that nothing required is missing. */
    public AccessEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(auditor, "auditor");
        Objects.requireNonNull(at, "at");
    }

    /**
     * What was answered.
     *
     * @param status the HTTP status
     * @param rows how many records, questions or entries
     * @param bytes how many bytes of content
     * @param digest SHA-256 of the content; null where none was sent or it was broken off
     */
    public record Given(
            int status, long rows, long bytes, @Nullable Hash digest) {}

    /**
     * The entry of an access.
     *
     * @param access the access
     * @return the entry
     */
    public static AccessEntry of(Access access) {
        return new AccessEntry(
                access.id(),
                access.action(),
                access.target(),
                access.auditorId(),
                access.at(),
                access.leafIndex(),
                access.session(),
                access.served() == null
                        ? null
                        : new Given(
                                access.served().status(),
                                access.served().rows(),
                                access.served().bytes(),
                                access.served().digest()));
    }

    /**
     * The entry as JSON.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("id", id);
        json.put("action", action);
        json.put("target", target);
        json.put("auditor", auditor);
        json.put("at", at.toString());
        json.put("leafIndex", leafIndex);
        if (session != null) {
            json.put("session", session);
        }
        if (served != null) {
            ObjectNode given = json.putObject("served");
            given.put("status", served.status());
            given.put("rows", served.rows());
            given.put("bytes", served.bytes());
            if (served.digest() != null) {
                given.put("digest", served.digest().hex());
            }
        }
        return json;
    }

    /**
     * Reads an entry.
     *
     * @param json the entry
     * @return the entry
     * @throws io.remoteaudit.ledger.MalformedException if it is not one
     */
    public static AccessEntry fromJson(JsonNode json) {
        return new AccessEntry(
                Wire.text(json, "id"),
                Wire.text(json, "action"),
                Wire.text(json, "target"),
                Wire.text(json, "auditor"),
                Wire.instant(json, "at"),
                Wire.number(json, "leafIndex"),
                Wire.optionalText(json, "session").orElse(null),
                Wire.optional(json, "served")
                        .map(given -> new Given(
                                Wire.integer(given, "status"),
                                Wire.number(given, "rows"),
                                Wire.number(given, "bytes"),
                                Wire.optionalText(given, "digest")
                                        .map(Hash::parseHex)
                                        .orElse(null)))
                        .orElse(null));
    }
}
