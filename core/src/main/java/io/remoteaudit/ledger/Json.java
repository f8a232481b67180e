package io.remoteaudit.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON as the library reads and writes it: duplicate names refused, nothing after the value, bounded in size and
 * depth, decimals exact. One private mapper; the host's is never touched.
 */
public final class Json {

    /** How deep values may be nested unless {@link #parse(byte[], Bounds)} says otherwise. */
    private static final Bounds DEFAULT = new Bounds(64 << 20, 64, 1 << 20);

    private static final JsonMapper MAPPER = mapper(DEFAULT);

    private Json() {}

    /**
     * How much a parser takes.
     *
     * @param bytes the longest document
     * @param depth how deep objects and arrays may be nested
     * @param text the longest text or name, in characters
     */
    public record Bounds(int bytes, int depth, int text) {}

    /**
     * Reads one JSON value.
     *
     * @param json the value in UTF-8
     * @return the value
     * @throws MalformedException if it is not exactly one JSON value, has a name twice, or is over the bounds
     */
    public static JsonNode parse(byte[] json) {
        return parse(MAPPER, json, DEFAULT);
    }

    /**
     * Reads one JSON value within bounds of the caller's.
     *
     * @param json the value in UTF-8
     * @param bounds how much is taken
     * @return the value
     * @throws MalformedException as {@link #parse(byte[])}
     */
    public static JsonNode parse(byte[] json, Bounds bounds) {
        return parse(mapper(bounds), json, bounds);
    }

    /**
     * Reads one JSON value.
     *
     * @param json the value
     * @return the value
     * @throws MalformedException as {@link #parse(byte[])}
     */
    public static JsonNode parse(String json) {
        return parse(json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a value without blanks, names in their order.
     *
     * @param value the value
     * @return JSON
     */
    public static String write(JsonNode value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON", e);
        }
    }

    /**
     * The canonical form of a value, RFC 8785. Numbers become IEEE 754 doubles, as the standard wants; the ledger
     * therefore writes decimals as texts.
     *
     * @param value the value
     * @return canonical JSON
     * @throws IllegalArgumentException if a number is too large for a double or a text holds a lone surrogate
     */
    public static String canonicalText(JsonNode value) {
        return CanonicalJson.write(value);
    }

    /**
     * The canonical form of a value, RFC 8785.
     *
     * @param value the value
     * @return canonical JSON in UTF-8
     * @throws IllegalArgumentException as {@link #canonicalText}
     */
    public static byte[] canonical(JsonNode value) {
        return canonicalText(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * An empty object.
     *
     * @return a new object
     */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * An empty array.
     *
     * @return a new array
     */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /**
     * A text.
     *
     * @param text the text
     * @return the value
     */
    public static TextNode text(String text) {
        return TextNode.valueOf(text);
    }

    private static JsonNode parse(JsonMapper mapper, byte[] json, Bounds bounds) {
        if (json.length > bounds.bytes()) {
            throw new MalformedException("JSON of " + json.length + " bytes is over the limit of " + bounds.bytes());
        }
        String text;
        try {
            // A decoder of its own, since a parser on bytes would also take UTF-16 and replace malformed input.
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("JSON is not UTF-8", e);
        }
        try {
            JsonNode value = mapper.readTree(text);
            if (value == null || value.isMissingNode()) {
                throw new MalformedException("JSON is empty; one value was expected");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new MalformedException(
                    "Not valid JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage(),
                    e);
        }
    }

    private static JsonMapper mapper(Bounds bounds) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(bounds.bytes())
                        .maxNestingDepth(bounds.depth())
                        .maxStringLength(bounds.text())
                        .maxNameLength(Math.min(bounds.text(), 50_000))
                        .maxNumberLength(400)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }
}
