package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.search.FacetCount;
import io.remoteaudit.search.Highlight;
import io.remoteaudit.search.SearchHit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search.
 *
 * @param ledgerSize the ledger size searched at
 * @param query the query in canonical form
 * @param total how many records in scope match
 * @param items what was found
 * @param facets counts by facet
 * @param nextCursor gives the next page; null on the last
 */
public record FoundRecords(
        long ledgerSize,
        String query,
        long total,
        List<Item> items,
        Map<String, List<FacetCount>> facets,
        @Nullable String nextCursor) {

    /** Copies the collections. */
    public FoundRecords {
        items = List.copyOf(items);
        TreeMap<String, List<FacetCount>> copy = new TreeMap<>();
        facets.forEach((name, counts) -> copy.put(name, List.copyOf(counts)));
        facets = Collections.unmodifiableMap(copy);
    }

    /**
     * One record found.
     *
     * @param hit where and why
     * @param record the version found
     */
    public record Item(SearchHit hit, RecordDocument record) {}

    /**
     * The page as JSON.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("ledgerSize", ledgerSize);
        json.put("query", query);
        json.put("total", total);
        ArrayNode array = json.putArray("items");
        items.forEach(item -> array.add(write(item)));
        ObjectNode counts = json.putObject("facets");
        facets.forEach((facet, values) -> {
            ArrayNode list = counts.putArray(facet);
            values.forEach(value -> list.addObject().put("value", value.value()).put("count", value.count()));
        });
        json.put("nextCursor", nextCursor);
        return json;
    }

    /**
     * Reads a page.
     *
     * @param json the page
     * @return the page
     * @throws io.remoteaudit.ledger.MalformedException if it is not a page of a search
     */
    public static FoundRecords fromJson(JsonNode json) {
        TreeMap<String, List<FacetCount>> facets = new TreeMap<>();
        JsonNode counts = Wire.member(json, "facets");
        counts.fieldNames()
                .forEachRemaining(facet -> facets.put(
                        facet,
                        Wire.list(
                                counts,
                                facet,
                                count -> new FacetCount(Wire.text(count, "value"), Wire.number(count, "count")))));
        return new FoundRecords(
                Wire.number(json, "ledgerSize"),
                Wire.text(json, "query"),
                Wire.number(json, "total"),
                Wire.list(json, "items", FoundRecords::read),
                facets,
                Wire.optionalText(json, "nextCursor").orElse(null));
    }

    private static ObjectNode write(Item item) {
        ObjectNode json = Json.object();
        json.put("id", item.hit().id());
        json.put("version", item.hit().version());
        json.put("leafIndex", item.hit().leafIndex());
        ArrayNode highlights = json.putArray("highlights");
        for (Highlight highlight : item.hit().highlights()) {
            ObjectNode one = highlights.addObject();
            one.put("field", highlight.field());
            ArrayNode segments = one.putArray("segments");
            highlight
                    .segments()
                    .forEach(segment ->
                            segments.addObject().put("text", segment.text()).put("match", segment.match()));
        }
        json.set("record", item.record().toJson());
        return json;
    }

    private static Item read(JsonNode json) {
        List<Highlight> highlights = new ArrayList<>(Wire.list(
                json,
                "highlights",
                highlight -> new Highlight(
                        Wire.text(highlight, "field"),
                        Wire.list(
                                highlight,
                                "segments",
                                segment -> new Highlight.Segment(
                                        Wire.text(segment, "text"),
                                        Wire.member(segment, "match").asBoolean())))));
        return new Item(
                new SearchHit(
                        Wire.text(json, "id"),
                        Wire.integer(json, "version"),
                        Wire.number(json, "leafIndex"),
                        highlights),
                RecordDocument.fromJson(Wire.member(json, "record")));
    }
}
