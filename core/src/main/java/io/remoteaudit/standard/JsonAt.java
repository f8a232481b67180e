package io.remoteaudit.standard;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object that knows the file and place it is from, and which of its members were read. */
final class JsonAt {

    private final String file;
    private final String pointer;
    private final JsonNode node;
    private final Set<String> read = new HashSet<>();

    JsonAt(String file, String pointer, JsonNode node) {
        this.file = file;
        this.pointer = pointer;
        this.node = node;
        if (!node.isObject()) {
            throw new CatalogueException(file + "#" + pointer, "must be an object, not " + node.getNodeType());
        }
    }

    JsonNode node() {
        return node;
    }

    String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            throw wrong(name, "is missing");
        }
        return text;
    }

    @Nullable
    String optionalText(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw wrong(name, "must be a text that is not blank");
        }
        return value.textValue();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : array(name)) {
            if (!value.isTextual() || value.textValue().isBlank()) {
                throw wrong(name, "must be a list of texts");
            }
            texts.add(value.textValue());
        }
        return texts;
    }

    List<JsonAt> list(String name) {
        List<JsonAt> list = new ArrayList<>();
        JsonNode array = array(name);
        for (int i = 0; i < array.size(); i++) {
            list.add(new JsonAt(file, pointer + "/" + name + "/" + i, array.get(i)));
        }
        return list;
    }

    boolean flag(String name) {
        JsonNode value = member(name);
        if (value == null || !value.isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return value.booleanValue();
    }

    /** Decimals are texts in the data, so that {@code 99.90} stays what the standard prints. */
    BigDecimal decimal(String name) {
        try {
            return new BigDecimal(text(name));
        } catch (NumberFormatException e) {
            throw wrong(name, "must be a decimal number as text", e);
        }
    }

    @Nullable
    LocalDate optionalDate(String name) {
        String text = optionalText(name);
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw wrong(name, "must be a date such as 2025-12-01", e);
        }
    }

    LocalizedText localized(String name) {
        LocalizedText text = optionalLocalized(name);
        if (text == null) {
            throw wrong(name, "is missing");
        }
        return text;
    }

    @Nullable
    LocalizedText optionalLocalized(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        JsonAt at = new JsonAt(file, pointer + "/" + name, value);
        LocalizedText text = new LocalizedText(at.text("zh"), at.text("en"));
        at.requireAllRead();
        return text;
    }

    @Nullable
    Specimens optionalSpecimens(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        JsonAt at = new JsonAt(file, pointer + "/" + name, value);
        Specimens specimens = new Specimens(
                at.decimal("conforming").intValueExact(), at.decimal("of").intValueExact());
        at.requireAllRead();
        return specimens;
    }

    Source source() {
        try {
            return Source.valueOf(text("source"));
        } catch (IllegalArgumentException e) {
            throw wrong("source", "must be S, S2 or M", e);
        }
    }

    /** Runs what makes a value of this object, and says where in the data it failed. */
    void build(Runnable step) {
        try {
            step.run();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new CatalogueException(file + "#" + pointer, String.valueOf(e.getMessage()), e);
        }
    }

    void requireAllRead() {
        node.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                throw wrong(name, "is not a member this version knows");
            }
        });
    }

    private JsonNode array(String name) {
        JsonNode value = member(name);
        if (value == null || !value.isArray()) {
            throw wrong(name, "must be a list");
        }
        return value;
    }

    private @Nullable JsonNode member(String name) {
        read.add(name);
        return node.get(name);
    }

    private CatalogueException wrong(String name, String message) {
        return new CatalogueException(file + "#" + pointer + "/" + name, message);
    }

    private CatalogueException wrong(String name, String message, Exception cause) {
        return new CatalogueException(file + "#" + pointer + "/" + name, message, cause);
    }
}
