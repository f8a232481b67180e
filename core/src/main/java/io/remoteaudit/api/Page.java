package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param <T> what is listed
 * @param items this part
 * @param total how long the whole list is
 * @param nextCursor gives the next part; null on the last
 */
public record Page<T>(List<T> items, long total, @Nullable String nextCursor) {

    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * The page as JSON.
     *
     * @param item writes one item
     * @return a new object
     */
    public ObjectNode toJson(Function<? super T, ? extends JsonNode> item) {
        ObjectNode json = Json.object();
        ArrayNode array = json.putArray("items");
        items.forEach(value -> array.add(item.apply(value)));
        json.put("total", total);
        json.put("nextCursor", nextCursor);
        return json;
    }

    /**
     * Reads a page.
     *
     * @param <T> what is listed
     * @param json the page
     * @param item reads one item
     * @return the page
     * @throws io.remoteaudit.ledger.MalformedException if it is not a page
     */
    public static <T> Page<T> fromJson(JsonNode json, Function<? super JsonNode, ? extends T> item) {
        return new Page<>(
                Wire.list(json, "items", item),
                Wire.number(json, "total"),
                Wire.optionalText(json, "nextCursor").orElse(null));
    }
}
