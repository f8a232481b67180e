package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.consent.Consent;
import io.remoteaudit.consent.ConsentEnd;
import io.remoteaudit.consent.ConsentGrant;
import io.remoteaudit.consent.ConsentItem;
import io.remoteaudit.consent.ConsentState;
import io.remoteaudit.consent.ConsentUse;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for consent on the wire.
 *
 * @param id its id
 * @param state where it stands
 * @param auditor who asked, and who alone may use it
 * @param item what for
 * @param bytes how large that is; 0 for a capture
 * @param reason why it is wanted
 * @param askedAt when
 * @param grant how it was granted; null if it was not
 * @param end how it was refused, or taken back; null if it was neither
 * @param uses what was taken with it, oldest first
 */
public record ConsentJson(
        String id,
        ConsentState state,
        String auditor,
        ConsentItem item,
        long bytes,
        String reason,
        Instant askedAt,
        @Nullable ConsentGrant grant,
        @Nullable ConsentEnd end,
        List<ConsentUse> uses) {

    /** Copies the list. */
    public ConsentJson {
        uses = List.copyOf(uses);
    }

    /**
     * A request as it stands.
     *
     * @param consent the request
     * @param now the time
     * @return what is told of it
     */
    public static ConsentJson of(Consent consent, Instant now) {
        return new ConsentJson(
                consent.id(),
                consent.state(now),
                consent.auditor(),
                consent.item(),
                consent.bytes(),
                consent.reason(),
                consent.askedAt(),
                consent.grant(),
                consent.end(),
                consent.uses());
    }

    /**
     * The request as JSON.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("id", id);
        json.put("state", state.wireName());
        json.put("auditor", auditor);
        json.set("item", item.toJson());
        json.put("bytes", bytes);
        json.put("reason", reason);
        json.put("askedAt", askedAt.toString());
        if (grant != null) {
            json.putObject("grant")
                    .put("by", grant.by())
                    .put("at", grant.at().toString())
                    .put("until", grant.until().toString())
                    .put("once", grant.once());
        }
        if (end != null) {
            json.putObject("end")
                    .put("by", end.by())
                    .put("at", end.at().toString())
                    .put("reason", end.reason());
        }
        ArrayNode used = json.putArray("uses");
        uses.forEach(use -> used.addObject()
                .put("sha256", use.sha256().hex())
                .put("at", use.at().toString()));
        return json;
    }

    /**
     * Reads a request.
     *
     * @param json the request
     * @return what it tells
     * @throws MalformedException if it is not a request for consent, or of a later release
     */
    public static ConsentJson fromJson(JsonNode json) {
        ConsentItem item;
        try {
            item = ConsentItem.fromJson(Wire.member(json, "item"));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A request for consent is for something this version does not know", e);
        }
        return new ConsentJson(
                Wire.text(json, "id"),
                ConsentState.ofWireName(Wire.text(json, "state"))
                        .orElseThrow(() -> new MalformedException(
                                "A request for consent is in a state this version does not know")),
                Wire.text(json, "auditor"),
                item,
                Wire.number(json, "bytes"),
                Wire.text(json, "reason"),
                Wire.instant(json, "askedAt"),
                Wire.optional(json, "grant").map(ConsentJson::grant).orElse(null),
                Wire.optional(json, "end").map(ConsentJson::end).orElse(null),
                Wire.list(json, "uses", use -> new ConsentUse(Wire.sha256(use, "sha256"), Wire.instant(use, "at"))));
    }

    private static ConsentGrant grant(JsonNode json) {
        return new ConsentGrant(
                Wire.text(json, "by"),
                Wire.instant(json, "at"),
                Wire.instant(json, "until"),
                Wire.member(json, "once").asBoolean());
    }

    private static ConsentEnd end(JsonNode json) {
        return new ConsentEnd(Wire.text(json, "by"), Wire.instant(json, "at"), Wire.text(json, "reason"));
    }
}
