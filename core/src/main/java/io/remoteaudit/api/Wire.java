package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.MalformedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads members of an answer. A member that is missing or of another type is a {@link MalformedException}. */
final class Wire {

    private Wire() {}

    static JsonNode member(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null || value.isNull()) {
            throw new MalformedException("The answer has no '" + name + "'");
        }
        return value;
    }

    static Optional<JsonNode> optional(JsonNode json, String name) {
        return Optional.ofNullable(json.get(name)).filter(value -> !value.isNull());
    }

    static String text(JsonNode json, String name) {
        JsonNode value = member(json, name);
        if (!value.isTextual()) {
            throw new MalformedException("'" + name + "' of the answer is not a text");
        }
        return value.textValue();
    }

    static Optional<String> optionalText(JsonNode json, String name) {
        return optional(json, name).map(value -> text(json, name));
    }

    static long number(JsonNode json, String name) {
        JsonNode value = member(json, name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new MalformedException("'" + name + "' of the answer is not a whole number");
        }
        return value.longValue();
    }

    static int integer(JsonNode json, String name) {
        long number = number(json, name);
        if (number != (int) number) {
            throw new MalformedException("'" + name + "' of the answer is too large");
        }
        return (int) number;
    }

    static Instant instant(JsonNode json, String name) {
        try {
            return Instant.parse(text(json, name));
        } catch (DateTimeException e) {
            throw new MalformedException("'" + name + "' of the answer is not an instant", e);
        }
    }

    static Hash sha256(JsonNode json, String name) {
        return Hash.parseHex(text(json, name));
    }

    static <T> List<T> list(JsonNode json, String name, Function<? super JsonNode, ? extends T> item) {
        JsonNode array = member(json, name);
        if (!array.isArray()) {
            throw new MalformedException("'" + name + "' of the answer is not an array");
        }
        List<T> items = new ArrayList<>();
        array.forEach(value -> items.add(item.apply(value)));
        return items;
    }

    static String itemText(JsonNode item) {
        if (!item.isTextual()) {
            throw new MalformedException("An item of the answer is not a text");
        }
        return item.textValue();
    }
}
