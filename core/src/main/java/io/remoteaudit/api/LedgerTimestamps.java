package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time-stamps of a ledger's checkpoints.
 *
 * @param authorities who time-stamps now; empty if the maker has configured nobody
 * @param newest the given one of the largest ledger size; null if none was given yet
 * @param items the newest, given and pending, largest ledger size first
 * @param total how many there are
 */
public record LedgerTimestamps(
        List<String> authorities, @Nullable LedgerTimestamp newest, List<LedgerTimestamp> items, long total) {

    /** Copies the lists. */
    public LedgerTimestamps {
        authorities = List.copyOf(authorities);
        items = List.copyOf(items);
    }

    /**
     * Up to which size the ledger is time-stamped.
     *
     * @return the given one of the largest ledger size, or empty if none was given yet
     */
    public Optional<LedgerTimestamp> newestGiven() {
        return Optional.ofNullable(newest);
    }

    /**
     * As JSON.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        ArrayNode names = json.putArray("authorities");
        authorities.forEach(names::add);
        newestGiven().ifPresent(given -> json.set("newest", given.toJson()));
        ArrayNode list = json.putArray("items");
        items.forEach(item -> list.add(item.toJson()));
        json.put("total", total);
        return json;
    }

    /**
     * Reads them; nothing is checked yet.
     *
     * @param json what {@link #toJson} gives
     * @return the time-stamps
     * @throws io.remoteaudit.ledger.MalformedException if it is of another form
     */
    public static LedgerTimestamps fromJson(JsonNode json) {
        return new LedgerTimestamps(
                Wire.list(json, "authorities", Wire::itemText),
                Wire.optional(json, "newest").map(LedgerTimestamp::fromJson).orElse(null),
                Wire.list(json, "items", LedgerTimestamp::fromJson),
                Wire.number(json, "total"));
    }
}
