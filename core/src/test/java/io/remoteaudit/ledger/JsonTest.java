package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void decimalsKeepTheirTrailingZerosAndIntegersTheirSize() {
        JsonNode json = Json.parse("[98.70, 0.00, 1E+3, 123456789012345678901234567890]");
        assertThat(json.get(0).decimalValue()).isEqualTo(new BigDecimal("98.70"));
        assertThat(json.get(1).decimalValue()).isEqualTo(new BigDecimal("0.00"));
        assertThat(json.get(2).decimalValue()).isEqualTo(new BigDecimal("1E+3"));
        assertThat(json.get(3).bigIntegerValue()).isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(Json.write(json)).isEqualTo("[98.70,0.00,1E+3,123456789012345678901234567890]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}{}",
                "[1] 2",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{'a':1}",
                "{a:1}",
                "[1,]",
                "[01]",
                "[+1]",
                "[.5]",
                "[NaN]",
                "[Infinity]",
                "/**/[]",
                "[\"\t\"]",
                "[\"\\x\"]",
                "[\"\\ud800\"]",
                "[\"\\udc00\\ud800\"]",
                "{\"\\ud800\":1}",
                "[1e401]",
                "[1e-401]",
                "[1e999999999]",
                "[1e99999999999999999999]",
                "\uFEFF[]"
            })
    void whatIsNotOneStrictJsonValueIsRefused(String json) {
        assertThatThrownBy(() -> Json.parse(json)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Json.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        for (byte[] bytes : new byte[][] {
            {'"', (byte) 0xff, '"'},
            {'"', (byte) 0xc0, (byte) 0x80, '"'},
            {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
            "[1]".getBytes(StandardCharsets.UTF_16LE)
        }) {
            assertThatThrownBy(() -> Json.parse(bytes)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void halfASurrogatePairInATextIsRefusedAndNotReplaced() {
        assertThatThrownBy(() -> Json.parse("{\"a/b\":[\"\ud800\"]}"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("'/a~1b/0'");
        assertThat(Json.parse("[\"\\ud83d\\ude37\"]").get(0).textValue()).isEqualTo("😷");
    }

    @Test
    void depthLengthAndTextAreBounded() {
        assertThat(Json.parse("[".repeat(64) + "]".repeat(64)).size()).isOne();
        assertThatThrownBy(() -> Json.parse("[".repeat(65) + "]".repeat(65))).isInstanceOf(MalformedException.class);
        Json.Bounds bounds = new Json.Bounds(20, 2, 5);
        assertThat(Json.parse("[[\"12345\"]]", bounds).toString()).isEqualTo("[[\"12345\"]]");
        for (String over : new String[] {"[[[]]]", "[\"123456\"]", "{\"123456\":1}", "[1,2,3,4,5,6,7,8,9,0]"}) {
            assertThatThrownBy(() -> Json.parse(over, bounds)).isInstanceOf(MalformedException.class);
        }
        String longest = "x".repeat(1 << 20);
        assertThat(Json.parse("\"" + longest + "\"").textValue()).hasSize(1 << 20);
        assertThatThrownBy(() -> Json.parse("\"" + longest + "x\"")).isInstanceOf(MalformedException.class);
    }

    /** The samples of RFC 8785, appendix B: the bits of a double and what ECMAScript writes for it. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "0000000000000002, 1e-323",
        "0000000000000003, 1.5e-323",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void doublesAreWrittenAsEcmascriptWritesThem(String bits, String written) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertThat(Json.canonicalText(DoubleNode.valueOf(value))).isEqualTo(written);
        assertThat(Json.canonicalText(Json.parse(written))).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993", "-9007199254740993", "9223372036854775807", "-9223372036854775808",
                "123456789012345678901234567890", "0.1000000000000000055511151231257827", "1e309", "1e-330",
                "333333333.33333329"
            })
    void numberThatADoubleWouldChangeIsRefusedWithItsPlace(String number) {
        JsonNode json = Json.parse("{\"a~b\":[0," + number + "]}");
        assertThatThrownBy(() -> Json.canonical(json))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("'/a~0b/1'");
    }

    @Test
    void numbersThatSurviveAreWrittenWhateverTheirForm() {
        assertThat(Json.canonicalText(Json.parse("[-0,-0.0,1.0,1.50,1e2,9007199254740994,1e21,100000000000000000000]")))
                .isEqualTo("[0,0,1,1.5,100,9007199254740994,1e+21,100000000000000000000]");
        assertThatThrownBy(() -> Json.canonical(LongNode.valueOf(Long.MIN_VALUE)))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Json.canonical(DoubleNode.valueOf(Double.NaN))).isInstanceOf(MalformedException.class);
    }

    @Test
    void namesAreSortedByUtf16CodeUnitsAndHalfPairsRefused() {
        // U+FB33 sorts after U+1F600 by code units, before it by code points.
        assertThat(Json.canonicalText(Json.parse("{\"\ufb33\":1,\"\ud83d\ude00\":2,\"b\":3,\"\":4,\"B\":5}")))
                .isEqualTo("{\"\":4,\"B\":5,\"b\":3,\"\ud83d\ude00\":2,\"\ufb33\":1}");
        assertThatThrownBy(() -> Json.canonical(Json.object().put("\udc00", 1))).isInstanceOf(MalformedException.class);
    }

    @Test
    void nestingWithoutEndIsRefusedInsteadOfOverflowingTheStack() {
        JsonNode deep = Json.array();
        for (int i = 0; i < 100_000; i++) {
            deep = Json.array().add(deep);
        }
        JsonNode tower = deep;
        assertThatThrownBy(() -> Json.canonical(tower))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("nested deeper");
    }
}
