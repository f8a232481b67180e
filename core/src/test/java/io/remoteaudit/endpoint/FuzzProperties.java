package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is sent, the answer is never a failure of the server. */
class FuzzProperties {

    private static Path directory;
    private static Maker maker;

    @BeforeContainer
    static void open() throws IOException {
        directory = Files.createTempDirectory("remote-audit-fuzz");
        maker = new Maker(directory);
    }

    @AfterContainer
    static void close() throws IOException {
        maker.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    @Property(tries = 150)
    void jsonOfAnyShapeIsNeverAFailureOfTheServer(@ForAll("paths") String path, @ForAll("json") JsonNode body) {
        Maker.Result result = maker.post(maker.tokenA, path, Json.write(body), "If-Match", "\"1\"");
        assertThat(result.status())
                .as(() -> path + " " + body + " " + result.text())
                .isLessThan(500);
    }

    @Property(tries = 150)
    void bytesOfAnyKindAreNeverAFailureOfTheServer(@ForAll("paths") String path, @ForAll byte[] body) {
        Headers headers = Maker.bearer(maker.tokenA).with("Content-Type", "application/json");
        assertThat(maker.send("POST", path, headers, body).status()).isLessThan(500);
    }

    @Property(tries = 300)
    void queryOfAnyKindIsNeverAFailureOfTheServer(@ForAll("names") String name, @ForAll("values") String value) {
        Maker.Result result = maker.get(maker.tokenA, at(A, "/records?" + name + "=" + value));
        assertThat(result.status())
                .as(() -> name + "=" + value + " " + result.text())
                .isLessThan(500);
    }

    @Property(tries = 200)
    void pathOfAnyKindIsNeverAFailureOfTheServer(@ForAll("segments") List<String> segments) {
        Maker.Result result = maker.get(maker.tokenA, at(A, "/" + String.join("/", segments)));
        if (result.answer().body() instanceof Body.Events events) {
            events.close();
        }
        assertThat(result.status()).as(() -> segments + " " + result.text()).isLessThan(500);
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(
                at(A, "/questions"),
                at(A, "/acceptance"),
                at(A, "/questions/Q-ENG-A-1/messages"),
                at(A, "/findings"),
                at(A, "/findings/F-1/steps"),
                at(A, "/certificates"),
                at(A, "/exports"));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                "q",
                "sort",
                "facets",
                "limit",
                "cursor",
                "ledgerSize",
                "filter.month",
                "filter.type",
                "state",
                "kind",
                "clause");
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> query = Arbitraries.strings()
                .withChars("()\"<>=:-~*?\\[]{} ORTBFE9.^&|!+/%")
                .ofMaxLength(40)
                .map(text -> text.replace("%", "%25").replace("&", "%26").replace("+", "%2B"));
        return Arbitraries.oneOf(
                query,
                Arbitraries.strings().ascii().ofMaxLength(30),
                Arbitraries.integers().map(String::valueOf));
    }

    @Provide
    Arbitrary<List<String>> segments() {
        Arbitrary<String> segment = Arbitraries.oneOf(
                Arbitraries.of(
                        "records",
                        "IQC~12026~11",
                        "versions",
                        "proof",
                        "attachments",
                        "questions",
                        "findings",
                        "certificates",
                        "events",
                        "access",
                        "ledger",
                        "tile",
                        "checkpoint",
                        "consistency",
                        "keys",
                        "cosignatures",
                        "timestamps",
                        "0",
                        "000.p",
                        "x001",
                        "255",
                        "..",
                        "%2e",
                        "",
                        "~"),
                Arbitraries.strings().ascii().ofMaxLength(12));
        return segment.list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<JsonNode> json() {
        Arbitrary<JsonNode> known = Arbitraries.maps(
                        Arbitraries.of(
                                "title", "text", "language", "pins", "digest", "kind", "recordIds", "filters", "query"),
                        value(3))
                .map(FuzzProperties::object);
        return Arbitraries.oneOf(known, value(3));
    }

    private static Arbitrary<JsonNode> value(int depth) {
        Arbitrary<JsonNode> text = Arbitraries.strings().ofMaxLength(20).map(Json::text);
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                text,
                Arbitraries.of("follow-up", "closing", "zh-CN", Maker.RECORD_A, "0".repeat(64))
                        .map(Json::text),
                Arbitraries.bigDecimals().map(DecimalNode::valueOf),
                Arbitraries.of(true, false).map(BooleanNode::valueOf),
                Arbitraries.just(NullNode.getInstance()));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<JsonNode> array = value(depth - 1).list().ofMaxSize(4).map(items -> {
            ArrayNode node = Json.array();
            node.addAll(items);
            return node;
        });
        Arbitrary<JsonNode> object = Arbitraries.maps(
                        Arbitraries.of("recordId", "version", "title", "x"), value(depth - 1))
                .map(FuzzProperties::object);
        return Arbitraries.oneOf(leaf, array, object);
    }

    private static JsonNode object(Map<String, JsonNode> members) {
        ObjectNode node = Json.object();
        node.setAll(members);
        return node;
    }
}
