package io.remoteaudit.preparation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.standard.ClauseReference;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Items of plans and preparation lists as JSON, the same in ledger entries and on the wire. */
public final class ItemJson {

    private static final String CLAUSE = "clause";

    private ItemJson() {}

    /**
     * An agenda as JSON.
     *
     * @param items its items
     * @return a new array
     */
    public static ArrayNode writeAgenda(List<AgendaItem> items) {
        ArrayNode array = Json.array();
        for (AgendaItem item : items) {
            ObjectNode json = array.addObject().put("site", item.site()).put("process", item.process());
            putClause(json, item.clause());
            json.put("auditor", item.auditor())
                    .put("from", item.from().toString())
                    .put("to", item.to().toString());
        }
        return array;
    }

    /**
     * One wanted item as JSON.
     *
     * @param item the item
     * @return a new object
     */
    public static ObjectNode write(WantedItem item) {
        ObjectNode json = Json.object().put("id", item.id()).put("wanted", item.wanted());
        if (item.recordType() != null) {
            json.put("recordType", item.recordType());
        }
        putClause(json, item.clause());
        return json.put("owner", item.owner()).put("due", item.due().toString());
    }

    /**
     * Wanted items as JSON.
     *
     * @param items the items
     * @return a new array
     */
    public static ArrayNode writeWanted(List<WantedItem> items) {
        ArrayNode array = Json.array();
        items.forEach(item -> array.add(write(item)));
        return array;
    }

    /**
     * Attached records as JSON.
     *
     * @param records the record versions
     * @return a new array
     */
    public static ArrayNode writeRecords(List<AttachedRecord> records) {
        ArrayNode array = Json.array();
        records.forEach(
                record -> array.addObject().put("recordId", record.recordId()).put("version", record.version()));
        return array;
    }

    /**
     * Reads an agenda.
     *
     * @param json the array
     * @return its items
     * @throws IllegalArgumentException if it is none
     */
    public static List<AgendaItem> readAgenda(JsonNode json) {
        return read(
                json,
                item -> new AgendaItem(
                        text(item, "site"),
                        text(item, "process"),
                        clause(item),
                        text(item, "auditor"),
                        Instant.parse(text(item, "from")),
                        Instant.parse(text(item, "to"))));
    }

    /**
     * Reads wanted items.
     *
     * @param json the array
     * @return the items
     * @throws IllegalArgumentException if it is none
     */
    public static List<WantedItem> readWanted(JsonNode json) {
        return read(
                json,
                item -> new WantedItem(
                        text(item, "id"),
                        text(item, "wanted"),
                        item.has("recordType") ? text(item, "recordType") : null,
                        clause(item),
                        text(item, "owner"),
                        LocalDate.parse(text(item, "due"))));
    }

    /**
     * Reads attached records.
     *
     * @param json the array
     * @return the record versions
     * @throws IllegalArgumentException if it is none
     */
    public static List<AttachedRecord> readRecords(JsonNode json) {
        return read(
                json,
                item -> new AttachedRecord(
                        text(item, "recordId"), item.path("version").asInt()));
    }

    private static <T> List<T> read(JsonNode json, Function<JsonNode, T> item) {
        List<T> items = new ArrayList<>();
        try {
            json.forEach(one -> items.add(item.apply(one)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("An item holds no day or instant where one belongs", e);
        }
        return items;
    }

    private static void putClause(ObjectNode json, @Nullable ClauseReference clause) {
        if (clause != null) {
            json.putObject(CLAUSE).put("edition", clause.edition()).put("number", clause.number());
        }
    }

    private static @Nullable ClauseReference clause(JsonNode json) {
        return json.has(CLAUSE)
                ? new ClauseReference(text(json.path(CLAUSE), "edition"), text(json.path(CLAUSE), "number"))
                : null;
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("'" + name + "' must be a text");
        }
        return value.textValue();
    }
}
