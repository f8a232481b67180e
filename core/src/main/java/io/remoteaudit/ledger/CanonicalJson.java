package io.remoteaudit.ledger;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the canonical form of RFC 8785: names sorted by UTF-16 code units, ECMAScript numbers, minimal escapes.
 * Failures name the JSON Pointer (RFC 6901).
 */
final class CanonicalJson {

    private static final String HEX = "0123456789abcdef";
    private static final long LARGEST_EXACT_INTEGER = 1L << 53;
    private static final int MAX_DEPTH = 500;

    private final StringBuilder out = new StringBuilder(256);
    private final StringBuilder pointer = new StringBuilder();
    private int depth;

    private CanonicalJson() {}

    static String write(JsonNode value) {
        CanonicalJson writer = new CanonicalJson();
        writer.append(value);
        return writer.out.toString();
    }

    private void append(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> appendObject(value);
            case ARRAY -> appendArray(value);
            case STRING -> appendText(value.textValue());
            case NUMBER -> appendNumber(value);
            case BOOLEAN -> out.append(value.booleanValue());
            case NULL -> out.append("null");
            case BINARY, MISSING, POJO -> throw refusal("is not a JSON value but " + value.getNodeType());
        }
    }

    private void appendObject(JsonNode object) {
        enter();
        // String compares by UTF-16 code units, which is the order the standard asks for.
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            sorted.put(property.getKey(), property.getValue());
        }
        int length = pointer.length();
        char separator = '{';
        for (Map.Entry<String, JsonNode> property : sorted.entrySet()) {
            out.append(separator);
            separator = ',';
            JsonShape.step(pointer, property.getKey());
            appendText(property.getKey());
            out.append(':');
            append(property.getValue());
            pointer.setLength(length);
        }
        out.append(separator == '{' ? "{}" : "}");
        depth--;
    }

    private void appendArray(JsonNode array) {
        enter();
        int length = pointer.length();
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            pointer.append('/').append(i);
            append(array.get(i));
            pointer.setLength(length);
        }
        out.append(']');
        depth--;
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw refusal("is nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    private void appendText(String text) {
        if (JsonShape.loneSurrogate(text) >= 0) {
            throw refusal("holds half a surrogate pair, which is not Unicode; a text was probably cut in two");
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            appendCharacter(text.charAt(i));
        }
        out.append('"');
    }

    private void appendCharacter(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < ' ') {
                    out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                } else {
                    out.append(c);
                }
            }
        }
    }

    private void appendNumber(JsonNode number) {
        if (number.isIntegralNumber() && number.canConvertToLong()) {
            long integer = number.longValue();
            if (-LARGEST_EXACT_INTEGER <= integer && integer <= LARGEST_EXACT_INTEGER) {
                out.append(integer);
                return;
            }
        }
        double nearest = number.doubleValue();
        if (!Double.isFinite(nearest)) {
            throw refusal("is a number no IEEE 754 double holds; write it as a text");
        }
        BigDecimal written = shortest(nearest);
        boolean isDouble = number.isDouble() || number.isFloat();
        if (!isDouble && written.compareTo(number.decimalValue()) != 0) {
            throw refusal("is a number that canonical JSON (RFC 8785) would change to " + written
                    + ", the nearest IEEE 754 double; write it as a text");
        }
        appendDecimal(written);
    }

    /** The decimal with the fewest digits that is read back as this double, as Number::toString of ECMA-262 asks. */
    private static BigDecimal shortest(double value) {
        // Before JDK 19 Double.toString is not always the shortest; Jackson's writer is, but for what follows.
        BigDecimal decimal = new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
        if (decimal.precision() == 2) {
            // Java prefers two digits to one where ECMAScript does not: 4.9E-324 for what is 5e-324 there.
            BigDecimal shorter = decimal.round(new MathContext(1));
            if (shorter.doubleValue() == value) {
                return shorter.stripTrailingZeros();
            }
        }
        return decimal;
    }

    private void appendDecimal(BigDecimal number) {
        if (number.signum() == 0) {
            out.append('0');
            return;
        }
        String digits = number.unscaledValue().abs().toString();
        int point = digits.length() - number.scale();
        if (number.signum() < 0) {
            out.append('-');
        }
        if (point > 0 && point <= 21) {
            if (digits.length() <= point) {
                out.append(digits).append("0".repeat(point - digits.length()));
            } else {
                out.append(digits, 0, point).append('.').append(digits, point, digits.length());
            }
        } else if (point > -6 && point <= 0) {
            out.append("0.").append("0".repeat(-point)).append(digits);
        } else {
            out.append(digits.charAt(0));
            if (digits.length() > 1) {
                out.append('.').append(digits, 1, digits.length());
            }
            out.append('e').append(point > 0 ? '+' : '-').append(Math.abs(point - 1));
        }
    }

    private MalformedException refusal(String why) {
        return new MalformedException("JSON value at '" + pointer + "' " + why);
    }
}
