package io.remoteaudit.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns JSON into cells: inner members are named {@code outer.inner}, lists of plain values are joined by blanks. Stateless. */
final class JsonCells {

    private JsonCells() {}

    static void put(Map<String, @Nullable String> cells, String name, JsonNode value) {
        if (value.isObject()) {
            value.properties()
                    .forEach(member -> put(
                            cells, name.isEmpty() ? member.getKey() : name + "." + member.getKey(), member.getValue()));
        } else if (value.isArray()) {
            putList(cells, name, value);
        } else if (!value.isNull() && !(value instanceof MissingNode)) {
            cells.put(name, text(value));
        }
    }

    private static void putList(Map<String, @Nullable String> cells, String name, JsonNode list) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = list.get(i);
            if (item.isContainerNode()) {
                put(cells, name + "." + (i + 1), item);
            } else if (!item.isNull()) {
                joined.append(joined.length() == 0 ? "" : " ").append(text(item));
            }
        }
        if (joined.length() > 0) {
            cells.put(name, joined.toString());
        }
    }

    /** A number digit by digit, without an exponent. */
    private static String text(JsonNode value) {
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    }
}
