package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisclosureTest {

    private static final String SALT = "2GLC42sKQveCfGfryNRN9w";

    /** RFC 9901, section 5.1: the array as the standard spells it, and its digest. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"_26bc4LT-ac6q2KI6cBW5es\", \"family_name\", \"Möbius\"]"
                        + " | X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0",
                "[\"2GLC42sKQveCfGfryNRN9w\", \"given_name\", \"John\"] | jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4",
                "[\"eluV5Og3gSNII8EYnsxA_A\", \"family_name\", \"Doe\"] | TGf4oLbgwd5JQaHyKVQZU9UdGE0w5rtDsrZzfUaomLo",
                "[\"6Ij7tM-a5iVPGboS5tmvVA\", \"email\", \"johndoe@example.com\"]"
                        + " | JzYjH4svliH0R3PyEMfeZu6Jt69u5qehZo7F7EPYlSE",
                "[\"eI8ZWm9QnKPpNPeNenHdhQ\", \"phone_number\", \"+1-202-555-0101\"]"
                        + " | PorFbpKuVu6xymJagvkFsFXAbRoc2JGlAUA2BA4o7cI",
                "[\"Qg_O64zqAxe412a108iroA\", \"phone_number_verified\", true]"
                        + " | XQ_3kPKt1XyX7KANkqVR6yZ2Va5NrPIvPYbyMvRKBMM",
                "[\"AJx-095VPrpTtN4QMOqROA\", \"address\", {\"street_address\": \"123 Main St\", \"locality\":"
                        + " \"Anytown\", \"region\": \"Anystate\", \"country\": \"US\"}]"
                        + " | XzFrzwscM6Gn6CJDc6vVK8BkMnfG8vOSKfpPIZdAfdE",
                "[\"Pc33JM2LchcU_lHggv_ufQ\", \"birthdate\", \"1940-01-01\"]"
                        + " | gbOsI4Edq2x2Kw-w5wPEzakob9hV1cRD0ATN3oQL9JM",
                "[\"G02NSrQfjFXQ7Io09syajA\", \"updated_at\", 1570000000]"
                        + " | CrQe7S5kqBAHt-nMYXgc6bdt2SH5aTY1sU_M-PgkjPI"
            })
    void disclosureOfRfc9901IsReadAndHashedAsItIsSpelt(String array, String digest) {
        JsonNode parts = Json.parse(array);
        Disclosure disclosure = Disclosure.parse(encoded(array));
        assertThat(disclosure.salt()).isEqualTo(parts.get(0).textValue());
        assertThat(disclosure.name()).isEqualTo(parts.get(1).textValue());
        assertThat(disclosure.value()).isEqualTo(parts.get(2));
        assertThat(disclosure.digest()).isEqualTo(digest);
    }

    @Test
    void encodingOfRfc9901IsTheStandardsOwn() {
        assertThat(encoded("[\"_26bc4LT-ac6q2KI6cBW5es\", \"family_name\", \"Möbius\"]"))
                .isEqualTo("WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "[\"2GLC42sKQveCfGfryNRN9w\",\"a\"]",
                "[\"2GLC42sKQveCfGfryNRN9w\",\"a\",1,2]",
                "[\"2GLC42sKQveCfGfryNRN9w\",1,1]",
                "[1,\"a\",1]",
                "[\"short\",\"a\",1]",
                "[\"2GLC42sKQveCfGfryNRN9=\",\"a\",1]",
                "[\"2GLC42sKQveCfGfryNRN9w\",\"_sd\",1]",
                "[\"2GLC42sKQveCfGfryNRN9w\",\"...\",1]",
                "[\"2GLC42sKQveCfGfryNRN9w\",\"a\",{\"b\":1,\"b\":2}]",
                "[\"2GLC42sKQveCfGfryNRN9w\",\"a\",1] []"
            })
    void whatIsNoDisclosureIsRefused(String json) {
        assertThatThrownBy(() -> Disclosure.parse(encoded(json))).isInstanceOf(MalformedException.class);
    }

    @Test
    void onlyCanonicalBase64urlWithoutPaddingIsRead() {
        String good = encoded("[\"2GLC42sKQveCfGfryNRN9w\",\"a\",123]");
        assertThat(good.length() % 4).isEqualTo(2);
        assertThat(Disclosure.parse(good).value().intValue()).isEqualTo(123);
        String otherPaddingBits = good.substring(0, good.length() - 1) + (char) (good.charAt(good.length() - 1) + 1);
        for (String wrong : new String[] {good + "==", good + "\n", " " + good, otherPaddingBits, good + "=", "汉字"}) {
            assertThatThrownBy(() -> Disclosure.parse(wrong)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void whatIsMadeIsReadBackEqual() {
        ObjectNode value = Json.object().put("批号", "20200415-03").put("n", 5);
        value.putArray("😷").add(true).addNull();
        Disclosure made = Disclosure.of(SALT, "measurements/0", value);
        value.put("n", 6);
        Disclosure read = Disclosure.parse(made.encoded());
        assertThat(read).isEqualTo(made).hasToString("Disclosure[measurements/0]");
        assertThat(read.value()).isEqualTo(made.value());
        assertThat(read.value().get("n").intValue()).isEqualTo(5);
    }

    @Test
    void valueThatCouldNotBeReadBackIsRefusedWhenItIsSaved() {
        JsonNode deep = Json.array();
        for (int i = 0; i < 63; i++) {
            deep = Json.array().add(deep);
        }
        for (JsonNode value : new JsonNode[] {
            deep,
            Json.text("cut in the middle of \ud83d"),
            Json.text("x".repeat((1 << 20) + 1)),
            DoubleNode.valueOf(Double.NaN),
            Json.object().put("bytes", new byte[1])
        }) {
            assertThatThrownBy(() -> Disclosure.of(SALT, "attributes/remark", value))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageContaining("attributes/remark");
        }
        JsonNode fits = deep.get(0);
        assertThat(Disclosure.parse(Disclosure.of(SALT, "a", fits).encoded()).value())
                .isEqualTo(fits);
        assertThatThrownBy(() -> Disclosure.of(SALT, "half \ud83d", Json.text("")))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Disclosure.of("guessable", "a", Json.text(""))).isInstanceOf(MalformedException.class);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
