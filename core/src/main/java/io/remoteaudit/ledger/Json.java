package io.remoteaudit.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
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
import org.jspecify.annotations.Nullable;

/**
 * JSON as the library reads and writes it: I-JSON (RFC 7493) in UTF-8, duplicate names refused, nothing after the
 * value, bounded in size and depth, decimals exact. The mapper is the library's own; the host's is never touched.
 */
public final class Json {

    private static final Bounds DEFAULT = new Bounds(64 << 20, 64, 1 << 20);

    private Json() {}

    /** How much a parser takes. Immutable; costly to make, so keep it in a constant. */
    public static final class Bounds {

        private final int bytes;
        private final int depth;
        private final int text;
        private final JsonMapper mapper;

        /**
         * Makes bounds.
         *
         * @param bytes the longest document
         * @param depth how deep objects and arrays may be nested
         * @param text the longest text or name, in characters
         */
        public Bounds(int bytes, int depth, int text) {
            this.bytes = bytes;
            this.depth = depth;
            this.text = text;
            this.mapper = mapper(bytes, depth, text);
        }

        /**
         * The longest document.
         *
         * @return bytes of UTF-8
         */
        public int bytes() {
            return bytes;
        }

        /**
         * How deep objects and arrays may be nested.
         *
         * @return 1 for a flat object
         */
        public int depth() {
            return depth;
        }

        /**
         * The longest text or name.
         *
         * @return characters
         */
        public int text() {
            return text;
        }
    }

    /**
     * Reads one JSON value of at most 64 MiB, 64 levels, and 1 MiB of characters in any text.
     *
     * @param json the value in UTF-8
     * @return the value
     * @throws MalformedException if it is not exactly one JSON value, has a name twice, holds half a surrogate pair or
     *     a number beyond 400 digits, or is over the bounds
     */
    public static JsonNode parse(byte[] json) {
        return parse(json, DEFAULT);
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
        requireLength(json.length, bounds);
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
        return read(text, bounds);
    }

    /**
     * Reads one JSON value.
     *
     * @param json the value
     * @return the value
     * @throws MalformedException as {@link #parse(byte[])}
     */
    public static JsonNode parse(String json) {
        return parse(json, DEFAULT);
    }

    /**
     * Reads one JSON value within bounds of the caller's.
     *
     * @param json the value
     * @param bounds how much is taken
     * @return the value
     * @throws MalformedException as {@link #parse(byte[])}
     */
    public static JsonNode parse(String json, Bounds bounds) {
        requireLength(json.length(), bounds);
        return read(json, bounds);
    }

    /**
     * Writes a value without blanks, names in their order.
     *
     * @param value the value
     * @return JSON
     */
    public static String write(JsonNode value) {
        try {
            return DEFAULT.mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON", e);
        }
    }

    /**
     * The canonical form of a value, RFC 8785. Its numbers are IEEE 754 doubles, so a number that would change is
     * refused; the ledger writes decimals as texts.
     *
     * @param value the value
     * @return canonical JSON
     * @throws MalformedException if a number is not written as what it is, or a text holds half a surrogate pair; the
     *     message has the JSON Pointer
     */
    public static String canonicalText(JsonNode value) {
        return CanonicalJson.write(value);
    }

    /**
     * The canonical form of a value, RFC 8785.
     *
     * @param value the value
     * @return canonical JSON in UTF-8
     * @throws MalformedException as {@link #canonicalText}
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

    /** Refuses a value made by the host that {@link #parse(byte[])} would not read back from a flat array. */
    static void requireReadable(String what, JsonNode value) {
        JsonShape.require(what, value, DEFAULT, 1);
    }

    private static void requireLength(int length, Bounds bounds) {
        if (length > bounds.bytes()) {
            throw new MalformedException("JSON of " + length + " bytes is over the limit of " + bounds.bytes());
        }
    }

    private static JsonNode read(String text, Bounds bounds) {
        JsonNode value;
        try {
            value = bounds.mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw new MalformedException("Not valid JSON" + place(e.getLocation()) + ": " + e.getOriginalMessage(), e);
        } catch (ArithmeticException | NumberFormatException e) {
            // Jackson lets through what BigDecimal says to an exponent of twenty digits.
            throw new MalformedException("Not valid JSON: it holds a number no computer reads", e);
        }
        if (value.isMissingNode()) {
            throw new MalformedException("JSON is empty; one value was expected");
        }
        JsonShape.require("JSON value", value, bounds, 0);
        return value;
    }

    private static String place(@Nullable JsonLocation at) {
        return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static JsonMapper mapper(int bytes, int depth, int text) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(bytes)
                        .maxNestingDepth(depth)
                        .maxStringLength(text)
                        .maxNameLength(text)
                        .maxNumberLength(2 * JsonShape.MAX_DIGITS)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                // Names that strangers choose do not belong into the JVM's table of strings.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }
}
