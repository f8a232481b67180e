package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.DailyLimits;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much of an engagement's daily limits is used today.
 *
 * @param resetsAt when the count begins anew
 * @param shares one for each limit
 */
public record Allowance(Instant resetsAt, List<Share> shares) {

    /** Copies the list. */
    public Allowance {
        Objects.requireNonNull(resetsAt, "resetsAt");
        shares = List.copyOf(shares);
    }

    /**
     * One limit.
     *
     * @param auditorId whose it is; null for all auditors together
     * @param measure what is counted
     * @param limit how much may be seen a day
     * @param used how much was given today
     */
    public record Share(@Nullable String auditorId, DailyLimits.Measure measure, long limit, long used) {

        /**
         * How much is left.
         *
         * @return zero or more
         */
        public long remaining() {
            return Math.max(0, limit - used);
        }
    }

    /**
     * The allowance as JSON.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("resetsAt", resetsAt.toString());
        ArrayNode array = json.putArray("shares");
        for (Share share : shares) {
            ObjectNode one = array.addObject();
            if (share.auditorId() != null) {
                one.put("auditorId", share.auditorId());
            }
            one.put("measure", share.measure().wireName())
                    .put("limit", share.limit())
                    .put("used", share.used())
                    .put("remaining", share.remaining());
        }
        return json;
    }

    /**
     * Reads an allowance.
     *
     * @param json the allowance
     * @return the allowance
     * @throws MalformedException if it is not one
     */
    public static Allowance fromJson(JsonNode json) {
        return new Allowance(Wire.instant(json, "resetsAt"), Wire.list(json, "shares", Allowance::share));
    }

    private static Share share(JsonNode json) {
        try {
            return new Share(
                    Wire.optionalText(json, "auditorId").orElse(null),
                    DailyLimits.Measure.ofWireName(Wire.text(json, "measure")),
                    Wire.number(json, "limit"),
                    Wire.number(json, "used"));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A share of the allowance cannot be read: " + e.getMessage(), e);
        }
    }
}
