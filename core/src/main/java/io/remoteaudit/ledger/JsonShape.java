package io.remoteaudit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/**
 * Checks what a JSON parser lets pass but later work trips over: texts that have no UTF-8 form, numbers that explode
 * when written out, and values a host made that could never be read back. Failures name the JSON Pointer (RFC 6901).
 */
final class JsonShape {

    /** A double has at most 309 digits before its point; nothing measured has more. */
    static final int MAX_DIGITS = 400;

    private static final BigInteger LARGEST = BigInteger.TEN.pow(MAX_DIGITS);

    private final String what;
    private final Json.Bounds bounds;
    private final StringBuilder pointer = new StringBuilder();

    private JsonShape(String what, Json.Bounds bounds) {
        this.what = what;
        this.bounds = bounds;
    }

    /** Checks a value that stands {@code depth} levels deep in a document. */
    static void require(String what, JsonNode value, Json.Bounds bounds, int depth) {
        new JsonShape(what, bounds).require(value, depth);
    }

    /** The first half of a surrogate pair without its other half; -1 if there is none. */
    static int loneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else {
                return i;
            }
        }
        return -1;
    }

    /** Appends one step to a JSON Pointer. */
    static void step(StringBuilder pointer, String name) {
        pointer.append('/');
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '~') {
                pointer.append("~0");
            } else if (c == '/') {
                pointer.append("~1");
            } else {
                pointer.append(c);
            }
        }
    }

    private void require(JsonNode value, int depth) {
        switch (value.getNodeType()) {
            case OBJECT -> requireObject(value, depth + 1);
            case ARRAY -> requireArray(value, depth + 1);
            case STRING -> requireText(value.textValue());
            case NUMBER -> requireNumber(value);
            case BOOLEAN, NULL -> {}
            case BINARY, MISSING, POJO -> throw refusal("is not a JSON value but " + value.getNodeType());
        }
    }

    private void requireObject(JsonNode object, int depth) {
        requireDepth(depth);
        int length = pointer.length();
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            requireText(property.getKey());
            step(pointer, property.getKey());
            require(property.getValue(), depth);
            pointer.setLength(length);
        }
    }

    private void requireArray(JsonNode array, int depth) {
        requireDepth(depth);
        int length = pointer.length();
        for (int i = 0; i < array.size(); i++) {
            pointer.append('/').append(i);
            require(array.get(i), depth);
            pointer.setLength(length);
        }
    }

    private void requireDepth(int depth) {
        if (depth > bounds.depth()) {
            throw refusal("is nested deeper than " + bounds.depth() + " levels");
        }
    }

    private void requireText(String text) {
        if (text.length() > bounds.text()) {
            throw refusal("has " + text.length() + " characters; at most " + bounds.text() + " are taken");
        }
        if (loneSurrogate(text) >= 0) {
            throw refusal("holds half a surrogate pair, which is not Unicode; a text was probably cut in two");
        }
    }

    private void requireNumber(JsonNode number) {
        boolean fits = true;
        if (number.isBigDecimal()) {
            BigDecimal decimal = number.decimalValue();
            long magnitude = (long) decimal.precision() - decimal.scale();
            fits = decimal.precision() <= MAX_DIGITS
                    && Math.abs(magnitude) <= MAX_DIGITS
                    && Math.abs((long) decimal.scale()) <= MAX_DIGITS;
        } else if (number.isBigInteger()) {
            fits = number.bigIntegerValue().abs().compareTo(LARGEST) < 0;
        } else if (number.isDouble() || number.isFloat()) {
            fits = Double.isFinite(number.doubleValue());
        }
        if (!fits) {
            throw refusal("is a number beyond " + MAX_DIGITS + " digits");
        }
    }

    private MalformedException refusal(String why) {
        return new MalformedException(what + " at '" + pointer + "' " + why);
    }
}
