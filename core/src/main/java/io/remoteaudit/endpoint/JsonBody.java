package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of a request's body, read strictly: {@link #end} refuses what was not asked for and names every place that
 * is wrong at once.
 */
final class JsonBody {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_TEXT = 64_000;
    private static final int MAX_MEMBERS = 500;

    private final JsonNode object;
    private final String pointer;
    private final List<Fault> faults;
    private final Set<String> asked = new HashSet<>();

    private JsonBody(JsonNode object, String pointer, List<Fault> faults) {
        this.object = object;
        this.pointer = pointer;
        this.faults = faults;
    }

    /** Reads the bytes of a JSON body, within the limits. */
    static byte[] read(Request request, Limits limits) {
        String type = request.headers().first("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String[] parts = type.split(";", 2);
        boolean utf8 = parts.length == 1 || parts[1].replace("\"", "").strip().equals("charset=utf-8");
        boolean encoded = !request.headers()
                .first("Content-Encoding")
                .orElse("identity")
                .strip()
                .equalsIgnoreCase("identity");
        if (!parts[0].strip().equals("application/json") || !utf8 || encoded) {
            throw Refusal.of(ProblemType.UNSUPPORTED_MEDIA_TYPE);
        }
        return readBytes(request.body(), limits);
    }

    static JsonBody parse(byte[] bytes) {
        JsonNode json;
        try {
            json = Json.parse(bytes, new Json.Bounds(Integer.MAX_VALUE, MAX_DEPTH, MAX_TEXT));
        } catch (MalformedException e) {
            throw Refusal.body("", "json", String.valueOf(e.getMessage()).replaceFirst("^RA-[0-9]{4}: ", ""));
        }
        if (!json.isObject()) {
            throw Refusal.body("", "object");
        }
        requireSound(json, "", new int[] {0});
        return new JsonBody(json, "", new ArrayList<>());
    }

    String requiredText(String name, int maxLength) {
        return text(name, 1, maxLength, true).orElse("");
    }

    Optional<String> optionalText(String name, int minLength, int maxLength) {
        return text(name, minLength, maxLength, false);
    }

    private Optional<String> text(String name, int minLength, int maxLength, boolean required) {
        JsonNode value = member(name, required);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()
                || value.textValue().length() > maxLength
                || value.textValue().strip().length() < minLength) {
            fault(name, "text", String.valueOf(minLength), String.valueOf(maxLength));
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    int requiredInteger(String name, int min, int max) {
        JsonNode value = member(name, true);
        if (value == null) {
            return min;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            fault(name, "integer", String.valueOf(min), String.valueOf(max));
            return min;
        }
        return value.intValue();
    }

    boolean requiredTruth(String name) {
        JsonNode value = member(name, true);
        if (value != null && !value.isBoolean()) {
            fault(name, "truth");
        }
        return value != null && value.asBoolean();
    }

    OptionalLong optionalNumber(String name, long min, long max) {
        JsonNode value = member(name, false);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            fault(name, "integer", String.valueOf(min), String.valueOf(max));
            return OptionalLong.empty();
        }
        return OptionalLong.of(value.longValue());
    }

    /** A member that something else reads; empty if it is not there. */
    Optional<JsonNode> any(String name) {
        return Optional.ofNullable(member(name, false));
    }

    Optional<Instant> requiredInstant(String name) {
        String text = requiredText(name, 40);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            fault(name, "instant");
            return Optional.empty();
        }
    }

    /** A day of the calendar; empty if it is not there and need not be. */
    Optional<LocalDate> day(String name, boolean required) {
        Optional<String> text = text(name, 1, 10, required);
        try {
            return text.map(LocalDate::parse);
        } catch (DateTimeException e) {
            fault(name, "day");
            return Optional.empty();
        }
    }

    Optional<String> choice(String name, List<String> choices) {
        Optional<String> value = Optional.of(requiredText(name, 100)).filter(text -> !text.isEmpty());
        if (value.isPresent() && !choices.contains(value.get())) {
            fault(name, "choice", String.join(", ", choices));
            return Optional.empty();
        }
        return value;
    }

    /** The language tag of a text; the caller's language if none is given. */
    String language(String name, Locale locale) {
        Optional<String> language = text(name, 1, 35, false);
        if (language.isPresent() && !language.get().matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")) {
            fault(name, "language");
        }
        return language.orElse(locale.toLanguageTag());
    }

    List<String> texts(String name, int maxItems, int maxLength) {
        JsonNode value = array(name, maxItems);
        List<String> texts = new ArrayList<>();
        for (int i = 0; value != null && i < value.size(); i++) {
            JsonNode item = value.get(i);
            if (!item.isTextual()
                    || item.textValue().isBlank()
                    || item.textValue().length() > maxLength) {
                fault(name + "/" + i, "text", "1", String.valueOf(maxLength));
            } else {
                texts.add(item.textValue());
            }
        }
        return texts;
    }

    List<JsonBody> objects(String name, int maxItems) {
        JsonNode value = array(name, maxItems);
        List<JsonBody> objects = new ArrayList<>();
        for (int i = 0; value != null && i < value.size(); i++) {
            if (value.get(i).isObject()) {
                objects.add(new JsonBody(value.get(i), pointer + "/" + escape(name) + "/" + i, faults));
            } else {
                fault(name + "/" + i, "object");
            }
        }
        return objects;
    }

    Optional<JsonBody> object(String name) {
        JsonNode value = member(name, false);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            fault(name, "object");
            return Optional.empty();
        }
        return Optional.of(new JsonBody(value, pointer + "/" + escape(name), faults));
    }

    boolean has(String name) {
        return object.has(name);
    }

    /** Notes that something is wrong with a member. */
    void fault(String name, String message, Object... arguments) {
        faults.add(Fault.inBody(name.isEmpty() ? pointer : pointer + "/" + name, message, arguments));
    }

    /** Notes every member of this object that nobody asked for. */
    void close() {
        object.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                fault(escape(name), "unknown-member");
            }
        });
    }

    /** Refuses the body if anything is wrong with it. */
    void end() {
        close();
        endIfFaulty();
    }

    /** Refuses the body if anything is wrong with it so far, where the rest cannot be judged without it. */
    void endIfFaulty() {
        if (!faults.isEmpty()) {
            throw Refusal.body(faults.subList(0, Math.min(faults.size(), 50)));
        }
    }

    private @Nullable JsonNode array(String name, int maxItems) {
        JsonNode value = member(name, false);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            fault(name, "array");
            return null;
        }
        if (value.isEmpty() || value.size() > maxItems) {
            fault(name, "items", "1", String.valueOf(maxItems));
            return null;
        }
        return value;
    }

    private @Nullable JsonNode member(String name, boolean required) {
        asked.add(name);
        JsonNode value = object.get(name);
        if (value == null && required) {
            fault(name, "required");
        }
        return value;
    }

    private static byte[] readBytes(InputStream body, Limits limits) {
        try {
            byte[] bytes = body.readNBytes(limits.bodyLength() + 1);
            if (bytes.length > limits.bodyLength()) {
                throw Refusal.of(ProblemType.BODY_TOO_LARGE, String.valueOf(limits.bodyLength()));
            }
            return bytes;
        } catch (IOException e) {
            throw Refusal.body("", "json", "the content broke off");
        }
    }

    private static void requireSound(JsonNode node, String at, int[] members) {
        if (node.isTextual()) {
            requireSound(node.textValue(), at);
        } else if (node.isObject()) {
            members[0] += node.size();
            if (members[0] > MAX_MEMBERS) {
                throw Refusal.body("", "keys", String.valueOf(MAX_MEMBERS));
            }
            node.properties().forEach(member -> {
                requireSound(member.getKey(), at);
                requireSound(member.getValue(), at + "/" + escape(member.getKey()), members);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                requireSound(node.get(i), at + "/" + i, members);
            }
        }
    }

    /** Half a surrogate pair has no UTF-8, and databases refuse U+0000; both would fail far from here. */
    private static void requireSound(String text, String at) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean pair = Character.isHighSurrogate(character)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            boolean control =
                    Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t';
            if (control || (Character.isSurrogate(character) && !pair)) {
                throw Refusal.body(at, "characters");
            }
            if (pair) {
                i++;
            }
        }
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
