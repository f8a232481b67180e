package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Canaries.FILE;
import static io.remoteaudit.endpoint.Canaries.M;
import static io.remoteaudit.endpoint.Canaries.OUTSIDE;
import static io.remoteaudit.endpoint.Canaries.RECORD;
import static io.remoteaudit.endpoint.Canaries.assertClean;
import static io.remoteaudit.endpoint.Canaries.assertNoCanary;
import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.B;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.ledger.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is planted where an auditor must not see shows in no answer, and nothing can be learnt of it by asking. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeakTest {

    private static final ContractChecker CONTRACT = new ContractChecker();

    private Canaries canaries;
    private Maker maker;
    private String token;

    @BeforeAll
    void plant(@TempDir Path directory) throws IOException {
        canaries = new Canaries(directory);
        maker = canaries.maker();
        token = canaries.token();
    }

    @AfterAll
    void close() {
        canaries.close();
    }

    /** Whoever adds a read to the contract finds it read here, and is told if it needs an id of a new kind. */
    @Test
    void noReadOfTheContractShowsACanary() {
        int read = 0;
        for (String operation : CONTRACT.operations().keySet()) {
            if (!operation.startsWith("GET /audit/v1/engagements")) {
                continue;
            }
            String template = operation.substring("GET ".length());
            String path = Canaries.path(template, canaries.own());
            Map<String, String> needed = Map.of("suggestions", "?q=vis", "consistency", "?from=1");
            String query = needed.getOrDefault(path.substring(path.lastIndexOf('/') + 1), "");
            for (String accept : List.of("*/*", "text/plain")) {
                Headers headers = Maker.bearer(token).with("Accept", accept);
                Maker.Result result = maker.send("GET", path + query, headers, new byte[0]);
                result.answer().body().close();
                // All files of records are masked in this engagement.
                boolean shown = !template.endsWith("/records/{record}/attachments/{name}");
                assertThat(result.status()).as(operation + " " + result.text()).isEqualTo(shown ? 200 : 404);
                // What is compressed is opened by the test of exports.
                if (!path.endsWith("/content")) {
                    assertClean(result, operation);
                }
            }
            read++;
        }
        assertThat(read).isGreaterThan(25);
    }

    @Test
    void noSearchShowsACanary() {
        for (String rest : List.of(
                "/records?limit=200&facets=type,stage,site,productFamily,standard,clause,verdict,characteristic",
                "/records?q=visible",
                "/records?q=98.7&sort=recordedAt",
                "/records?q=visible&sort=-id",
                "/records/" + PathSegment.of(RECORD) + "?version=1",
                "/access?limit=200")) {
            Maker.Result result = canaries.get(rest);
            assertThat(result.status()).as(rest).isEqualTo(200);
            assertClean(result, rest);
        }
        JsonNode record = canaries.get("/records/" + PathSegment.of(RECORD)).json();
        assertThat(record.path("masked").findValuesAsText("kind")).contains("pseudonym", "range");
        assertThat(record.path("masked").toString()).contains("[400000, 500000)", "2026-03", "P-");
        assertThat(record.path("marks").has("lateBy")).isFalse();
    }

    @Test
    void historyShowsThatAPseudonymChangedAndNoMoreThanThat() {
        JsonNode changes = canaries.get("/records/" + PathSegment.of(RECORD) + "/versions")
                .json()
                .at("/items/1/changes");
        assertThat(changes.findValuesAsText("field")).containsExactlyInAnyOrder("change", "performedBy");
        assertThat(changes.findValuesAsText("masking")).containsOnly("pseudonym");
        assertThat(changes.findValues("after").toString()).contains("P-");
    }

    @Test
    void wordsOfMaskedFieldsAndOfOthersFindNothingAndAreNotCompletedOrHighlighted() {
        for (String word : List.of(
                "CANARYFIRST",
                "CANARYREASON",
                "CANARYNUMBER",
                "CANARYSUPPLIER",
                "CANARYTITLE",
                "CANARYTEXT",
                "CANARY*",
                "473187",
                "密写",
                "暗号",
                "CANARYQUESTION")) {
            JsonNode found = maker.get(token, at(M, "/records?facets=site,type&q=" + encoded(word)))
                    .json();
            assertThat(found.path("total").asInt()).as(word).isZero();
            assertThat(found.path("items")).as(word).isEmpty();
            assertThat(found.path("facets").findValues("count")).as(word).isEmpty();
            assertThat(maker.get(token, at(M, "/questions?q=" + encoded(word)))
                            .json()
                            .path("total")
                            .asInt())
                    .as(word)
                    .isZero();
        }
        for (String begun :
                List.of("CAN", "CANARY", "canaryf", "47318", "密", "inspectionNo:", "supplierId:C", "id:CAN")) {
            JsonNode items = maker.get(token, at(M, "/suggestions?limit=20&q=" + encoded(begun)))
                    .json()
                    .path("items");
            assertThat(items.toString())
                    .as(begun)
                    .doesNotContain("CANARY", "473187", "密写", "inspectionNo", "supplierId");
        }
    }

    @Test
    void maskedFieldOfEachKindIsAsUnknownAsOneThatNeverWas() {
        Map<String, String> named = new LinkedHashMap<>();
        for (String field : List.of(
                "performedBy",
                "reviewedBy",
                "change",
                "attachments",
                "occurredAt",
                "late",
                "inspectionNo",
                "supplierId",
                "sampleSize")) {
            named.put(field, field.substring(0, field.length() - 2) + "Xx");
        }
        named.forEach((field, unknown) -> {
            for (String form : List.of("%s:x", "%s>400000", "%s>=2026-03-01", "-%s:x", "missing:%s")) {
                Maker.Result masked = maker.get(token, at(M, "/records?q=" + encoded(form.formatted(field))));
                Maker.Result absent = maker.get(token, at(M, "/records?q=" + encoded(form.formatted(unknown))));
                assertThat(masked.status()).as(form + field).isEqualTo(400);
                assertThat(generic(masked, field)).as(form + field).isEqualTo(generic(absent, unknown));
            }
        });
    }

    @Test
    void countOfAMaskedFieldIsRefusedInTheVeryWordsOfACountThatNeverWas() {
        for (String facet : List.of("month", "supplier")) {
            assertSameRefusal("/records?facets=" + facet, "/records?facets=price", 400);
            assertSameRefusal("/records?facets=type," + facet, "/records?facets=type,price", 400);
            assertSameSearch("{\"facets\":[\"" + facet + "\"]}", "{\"facets\":[\"price\"]}");
        }
        assertThat(canaries.get("/records?facets=price").text())
                .contains("verdict")
                .doesNotContain("month", "supplier");
    }

    @Test
    void orderByAMaskedFieldIsRefusedInTheVeryWordsOfAnOrderThatNeverWas() {
        for (String sort : List.of("occurredAt", "-occurredAt")) {
            assertSameRefusal("/records?sort=" + sort, "/records?sort=price", 400);
            assertSameSearch("{\"sort\":\"" + sort + "\"}", "{\"sort\":\"price\"}");
            assertSameSearch("{\"sort\":\"" + sort + "\",\"limit\":201}", "{\"sort\":\"price\",\"limit\":201}");
        }
        assertSameRefusal("/records?sort=measured/none", "/records?sort=price", 400);
        assertSameSearch("{\"sort\":\"-measured/none\"}", "{\"sort\":\"price\"}");
        assertThat(canaries.get("/records?sort=price").text())
                .contains("recordedAt")
                .doesNotContain("occurredAt");
    }

    @Test
    void filterByAMaskedFieldIsAParameterThatNeverWas() {
        for (String filter : List.of("month", "supplier")) {
            String masked = maskedAndUnknown(filter, "/records?filter.%s=x").replace(filter, "?");
            assertThat(masked)
                    .isEqualTo(
                            maskedAndUnknown("colour", "/records?filter.%s=x").replace("colour", "?"));
            for (String body :
                    List.of("{\"filters\":{\"%s\":[\"x\"]}}", "{\"filters\":{\"%s\":[\"x\"]},\"limit\":201}")) {
                assertThat(search(body.formatted(filter)).text().replace(filter, "?"))
                        .isEqualTo(search(body.formatted("colour")).text().replace("colour", "?"));
            }
        }
    }

    private String maskedAndUnknown(String filter, String form) {
        Maker.Result refused = canaries.get(form.formatted(filter));
        assertThat(refused.status()).as(filter).isEqualTo(400);
        return refused.text();
    }

    private void assertSameSearch(String one, String other) {
        Maker.Result first = search(one);
        assertThat(first.status()).as(one).isEqualTo(400);
        assertThat(first.bytes()).as(one).isEqualTo(search(other).bytes());
    }

    private Maker.Result search(String body) {
        return maker.post(token, at(M, "/search"), body);
    }

    private void assertSameRefusal(String one, String other, int status) {
        Maker.Result first = canaries.get(one);
        Maker.Result second = canaries.get(other);
        assertThat(first.status()).as(one).isEqualTo(status);
        assertThat(first.bytes()).as(one).isEqualTo(second.bytes());
        assertThat(first.answer().headers()).as(one).isEqualTo(second.answer().headers());
    }

    @Test
    void questionCannotPointAtWhatIsMaskedOrOutside() {
        String form = "{\"title\":\"a\",\"text\":\"b\",\"pins\":[{\"recordId\":\"%s\",\"version\":1%s}]}";
        Maker.Result absent = ask(form.formatted("CAN/77", ""));
        for (Map.Entry<String, String> pin :
                Map.of(OUTSIDE, "", RECORD, ",\"field\":\"performedBy\"").entrySet()) {
            Maker.Result refused = ask(form.formatted(pin.getKey(), pin.getValue()));
            assertThat(refused.status()).as(pin.getKey()).isEqualTo(400);
            assertThat(refused.bytes()).as(pin.getKey()).isEqualTo(absent.bytes());
        }
        for (String name : List.of(FILE, canaries.fileDigest())) {
            Maker.Result refused = ask(form.formatted(RECORD, ",\"attachment\":\"" + name + "\""));
            assertThat(refused.bytes()).as(name).isEqualTo(absent.bytes());
        }
        String lots = "{\"title\":\"a\",\"text\":\"b\",\"clauses\":[{\"edition\":\"%s\",\"number\":\"1\"}]}";
        assertThat(ask(lots.formatted("CANARYEDITION")).status()).isEqualTo(400);
    }

    private Maker.Result ask(String body) {
        return maker.post(token, at(M, "/questions"), body);
    }

    /** Neither totals, facets, completions nor counts of exports and uses know how much lies outside the scope. */
    @Test
    void whatComesIntoTheLedgerOutsideTheScopeChangesNoNumberInside() {
        List<String> reads = List.of(
                "/records?limit=0&facets=type,stage,site,productFamily,standard,clause,verdict,characteristic",
                "/records?q=98.7",
                "/records?q=lots:MB-20260401-03&sort=-recordedAt",
                "/records?q=BFE%3E90&limit=1",
                "/suggestions?limit=20&q=MB-2026",
                "/suggestions?limit=20&q=site:",
                "/suggestions?limit=20&q=lots:M",
                "/questions",
                "/findings",
                "/certificates",
                "/exports",
                "/plan",
                "/preparation");
        List<String> before = reads.stream().map(this::numbers).toList();
        for (int i = 0; i < 7; i++) {
            maker.remoteAudit()
                    .records()
                    .save(Canaries.canary("CANARYMORE/" + i, "S2", "visible CANARYTITLE 98.7")
                            .lots("MB-2026CANARY")
                            .build());
        }
        maker.post(maker.tokenB, at(B, "/questions"), "{\"title\":\"CANARY\",\"text\":\"98.7\"}");
        maker.settle();
        for (int i = 0; i < reads.size(); i++) {
            assertThat(numbers(reads.get(i))).as(reads.get(i)).isEqualTo(before.get(i));
        }
        JsonNode found = canaries.get("/records?facets=site").json();
        assertThat(found.path("total").asInt()).isEqualTo(2);
        assertThat(found.at("/facets/site").findValuesAsText("count")).containsExactly("2");
    }

    /** An answer without the ledger's size, which every auditor may know, and without what seals it into a cursor. */
    private String numbers(String rest) {
        Maker.Result result = canaries.get(rest);
        assertThat(result.status()).as(rest).isEqualTo(200);
        JsonNode json = result.json();
        if (json instanceof ObjectNode object) {
            object.remove("ledgerSize");
            if (object.path("nextCursor").isTextual()) {
                object.put("nextCursor", "some");
            }
        }
        return Json.write(json);
    }

    @Test
    void exportHoldsNoCanaryInAnyOfItsFiles() throws IOException {
        String id = maker.post(token, at(M, "/exports"), "{}").json().path("id").asText();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> maker.get(token, at(M, "/exports/" + id))
                        .json()
                        .path("state")
                        .asText()
                        .equals("done"));
        byte[] container =
                maker.get(token, at(M, "/exports/" + id + "/content")).bytes();
        int files = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(container))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String content = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                // The trail says what was asked for, also by tests before; entries are compared with it by the
                // verifier.
                if (!entry.getName().endsWith("access.jsonl")
                        && !entry.getName().endsWith("entries.jsonl")) {
                    assertNoCanary(entry.getName(), content.replaceAll("/audit/v1/[^\"<]*", ""));
                }
                assertThat(entry.getName()).doesNotContain(canaries.fileDigest());
                files++;
            }
        }
        assertThat(files).isGreaterThan(10);
    }

    @Test
    void attachmentsAreNotFoundByDigestOrMaskedNameNorByAForeignTag() {
        String own = "/records/" + PathSegment.of(RECORD) + "/attachments/";
        Maker.Result absent = maker.get(token, at(M, own + "absent"));
        for (String name : List.of(FILE, canaries.fileDigest(), canaries.fileDigest() + ".pdf")) {
            Maker.Result masked = maker.get(token, at(M, own + PathSegment.of(name)));
            assertThat(masked.bytes()).isEqualTo(absent.bytes());
            assertThat(masked.answer().headers()).isEqualTo(absent.answer().headers());
        }
        String tag = maker.get(maker.tokenB, at(B, "/records/" + PathSegment.of(OUTSIDE)))
                .header("ETag");
        assertThat(tag).isNotEmpty();
        assertThat(maker.send(
                                "GET",
                                at(M, "/records/" + PathSegment.of(OUTSIDE)),
                                Maker.bearer(token).with("If-None-Match", tag),
                                new byte[0])
                        .status())
                .isEqualTo(404);
    }

    @Test
    void cursorsOfAnotherScopeAreWorthNothing() {
        String cursor = maker.get(maker.tokenA, at(A, "/records?limit=1"))
                .json()
                .path("nextCursor")
                .asText();
        assertThat(maker.get(maker.tokenA, at(A, "/records?limit=1&cursor=" + cursor))
                        .status())
                .isEqualTo(200);
        Maker.Result stolen = maker.get(token, at(M, "/records?limit=1&cursor=" + cursor));
        assertThat(stolen.code()).isEqualTo("RA-0302");
        assertClean(stolen, "stolen cursor");
    }

    @Test
    void eventsAfterAnothersIdAreOnesOwn() throws InterruptedException {
        Body.Events theirs = maker.send(
                        "GET",
                        at(B, "/questions/events"),
                        Maker.bearer(maker.tokenB).with("Last-Event-ID", "0"),
                        new byte[0])
                .events();
        String event = read(theirs, "data");
        assertThat(event).contains("密写");
        String id = event.lines()
                .filter(line -> line.startsWith("id: "))
                .findFirst()
                .orElseThrow()
                .substring(4);
        Maker.Result own = maker.send(
                "GET", at(M, "/questions/events"), Maker.bearer(token).with("Last-Event-ID", id), new byte[0]);
        if (own.answer().body() instanceof Body.Events mine) {
            assertNoCanary("events", read(mine, "never sent"));
            mine.close();
        } else {
            assertClean(own, "events");
        }
        theirs.close();
    }

    /** Reads for a second, or until a text has come. */
    private static String read(Body.Events events, String until) throws InterruptedException {
        StringBuilder heard = new StringBuilder();
        Instant deadline = Instant.now().plusSeconds(until.equals("data") ? 60 : 1);
        while (Instant.now().isBefore(deadline) && heard.indexOf(until) < 0) {
            byte[] piece = events.next(Duration.ofMillis(100));
            heard.append(piece == null ? "" : new String(piece, StandardCharsets.UTF_8));
        }
        return heard.toString();
    }

    /** An error without the name that was asked for, and without a name like it, which has to do with letters only. */
    private static String generic(Maker.Result result, String name) {
        JsonNode json = result.json();
        JsonNode error = json.at("/errors/0");
        if (error instanceof ObjectNode slip) {
            String likely = slip.at("/correction/text").asText();
            assertThat(likely).doesNotContain("performedBy", "reviewedBy", "occurredAt", "inspectionNo", "supplierId");
            slip.remove("correction");
            slip.put("detail", slip.path("detail").asText().replaceAll("did you mean '[^']*'\\? T", "t"));
        }
        return Json.write(json)
                .replaceAll("是否指“[^”]*”？", "")
                .replace(name, "?")
                .replaceAll("\"position\":\\d+", "\"position\":0");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
