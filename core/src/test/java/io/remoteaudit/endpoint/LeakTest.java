package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.B;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.MaskingRule;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
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

/**
 * Canaries planted in masked fields of all three kinds, in a record outside the scope and in another engagement show in
 * no answer, and what is foreign answers as what is absent.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeakTest {

    private static final String M = "ENG-M";
    private static final String RECORD = "CAN/1";
    private static final String OUTSIDE = "CANARYID/2";
    private static final String FILE = "CANARYFILE.pdf";

    /** What stands in masked fields and outside; no answer's own text holds any of it. */
    private static final List<String> CANARIES =
            List.of("CANARY", "canary", "473187", "2026-03-17", "1773705600", "密写", "暗号");

    private Maker maker;
    private String token;
    private String fileDigest;

    @BeforeAll
    void plant(@TempDir Path directory) throws IOException {
        maker = new Maker(directory);
        Attachment file = maker.remoteAudit()
                .attachments()
                .store(FILE, "text/plain", new ByteArrayInputStream("CANARYTEXT 暗号".getBytes(StandardCharsets.UTF_8)));
        fileDigest = file.sha256();
        QualityRecord first =
                canary(RECORD, "S1", "visible title").attachment(file).build();
        maker.remoteAudit().records().save(first);
        maker.remoteAudit()
                .records()
                .save(first.nextVersion("密写 CANARYREASON", new Person("CANARYCHANGER", "CANARYROLE"))
                        .performedBy("CANARYSECOND", "CANARYROLE")
                        .build());
        maker.remoteAudit().records().save(canary(OUTSIDE, "S2", "CANARYTITLE").build());
        token = maker.engage(M, LeakTest::masking);
        maker.settle();
        for (String engagement : List.of(A, B)) {
            String other = engagement.equals(A) ? maker.tokenA : maker.tokenB;
            maker.post(other, at(engagement, "/questions"), "{\"title\":\"CANARYQUESTION\",\"text\":\"密写\"}");
            maker.post(
                    other,
                    at(engagement, "/findings"),
                    "{\"kind\":\"conformity\",\"clause\":{\"edition\":\"ISO 13485:2016\",\"number\":\"8.2.6\"},"
                            + "\"text\":\"CANARYFINDING\"}");
            maker.post(
                    other,
                    at(engagement, "/certificates"),
                    "{\"certificate\":\"CANARYCERT\",\"outcome\":\"suspended\",\"date\":\"2030-02-01\","
                            + "\"document\":\"D-1\"}");
            maker.post(other, at(engagement, "/exports"), "{}");
        }
        maker.settle();
    }

    @AfterAll
    void close() {
        maker.close();
    }

    private static EngagementTerms masking(EngagementTerms terms) {
        List<MaskingRule> rules = new ArrayList<>(MaskingRule.personal());
        rules.add(MaskingRule.omit("attributes/inspectionNo"));
        rules.add(MaskingRule.omit("attachments"));
        rules.add(MaskingRule.pseudonym("attributes/supplierId"));
        rules.add(MaskingRule.range("attributes/sampleSize", new BigDecimal("100000")));
        rules.add(MaskingRule.month("occurredAt"));
        return new EngagementTerms(
                terms.body(),
                terms.client(),
                terms.purpose(),
                terms.auditors(),
                terms.criteria(),
                terms.scope().maskedBy(rules),
                terms.rights(),
                terms.accessFrom(),
                terms.accessTo());
    }

    private static QualityRecord.Builder canary(String id, String site, String title) {
        return Maker.inspection(id, site, "98.7")
                .title(title)
                .performedBy("CANARYFIRST", "CANARYROLE")
                .reviewedBy("CANARYREVIEWER", "CANARYROLE")
                .occurredAt(OffsetDateTime.parse("2026-03-17T08:00:00+08:00"))
                .attributes(Attributes.none()
                        .with("inspectionNo", "CANARYNUMBER")
                        .with("supplierId", "CANARYSUPPLIER")
                        .with("internalLot", "MB-20260401-03")
                        .with("plan", "GB/T 2828.1-2012 II AQL 4.0")
                        .with("sampleSize", 473_187)
                        .with("acceptanceNumber", 0)
                        .with("rejectionNumber", 1)
                        .with("verdict", "accepted"));
    }

    @Test
    void noReadShowsACanary() {
        for (String rest : List.of(
                "",
                "/records",
                "/records?limit=200&facets=type,stage,site,productFamily,standard,clause,verdict,characteristic",
                "/records?q=visible",
                "/records?q=98.7&sort=recordedAt",
                "/records?q=visible&sort=-id",
                "/records/" + PathSegment.of(RECORD),
                "/records/" + PathSegment.of(RECORD) + "?version=1",
                "/records/" + PathSegment.of(RECORD) + "/versions",
                "/records/" + PathSegment.of(RECORD) + "/proof",
                "/suggestions?q=vis",
                "/questions",
                "/findings",
                "/certificates",
                "/exports",
                "/ict-statement",
                "/access?limit=200",
                "/ledger/checkpoint",
                "/ledger/keys",
                "/ledger/cosignatures")) {
            assertClean(maker.get(token, at(M, rest)), rest);
            assertThat(maker.get(token, at(M, rest)).status()).as(rest).isIn(200, 304);
        }
        Maker.Result text = maker.send(
                "GET",
                at(M, "/records/" + PathSegment.of(RECORD) + "/proof"),
                Maker.bearer(token).with("Accept", "text/plain"),
                new byte[0]);
        assertClean(text, "tlog proof");
        JsonNode record =
                maker.get(token, at(M, "/records/" + PathSegment.of(RECORD))).json();
        assertThat(record.path("masked").findValuesAsText("kind")).contains("pseudonym", "range");
        assertThat(record.path("masked").toString()).contains("[400000, 500000)", "2026-03", "P-");
        assertThat(record.path("marks").has("lateBy")).isFalse();
    }

    @Test
    void historyShowsThatAPseudonymChangedAndNoMoreThanThat() {
        JsonNode changes = maker.get(token, at(M, "/records/" + PathSegment.of(RECORD) + "/versions"))
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
        for (String sort : List.of("occurredAt", "-occurredAt")) {
            Maker.Result masked = maker.get(token, at(M, "/records?sort=" + sort));
            assertThat(masked.status()).as(sort).isEqualTo(400);
            assertClean(masked, sort);
        }
        for (String facet : List.of("month", "supplier")) {
            Maker.Result masked = maker.get(token, at(M, "/records?facets=" + facet));
            assertThat(masked.json().path("facets").path(facet).findValues("count"))
                    .as(facet)
                    .isEmpty();
            assertClean(masked, facet);
        }
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
                assertThat(entry.getName()).doesNotContain(fileDigest);
                files++;
            }
        }
        assertThat(files).isGreaterThan(10);
    }

    @Test
    void whatIsForeignAnswersAsWhatIsAbsentForEveryResourceWithAnId() {
        Map<String, String[]> ids = Map.of(
                "record", new String[] {PathSegment.of(OUTSIDE), PathSegment.of("CANXXXID/2")},
                "name", new String[] {PathSegment.of(FILE), PathSegment.of(FILE)},
                "question", new String[] {idIn(B, "/questions"), "Q-ENG-M-77"},
                "message", new String[] {"1", "1"},
                "finding", new String[] {idIn(B, "/findings"), "F-ENG-M-77"},
                "certificate", new String[] {idIn(B, "/certificates"), "C-ENG-M-77"},
                "export", new String[] {idIn(B, "/exports"), "EXP-00000000-0000-0000-0000-000000000000"});
        int compared = 0;
        for (String operation : new ContractChecker().operations().keySet()) {
            String method = operation.substring(0, operation.indexOf(' '));
            String template = operation.substring(operation.indexOf(' ') + 1).replace("{engagement}", M);
            if (!template.contains("{") || template.contains("/ledger/")) {
                continue;
            }
            String foreign = template;
            String absent = template;
            for (Map.Entry<String, String[]> id : ids.entrySet()) {
                foreign = foreign.replace("{" + id.getKey() + "}", id.getValue()[0]);
                absent = absent.replace("{" + id.getKey() + "}", id.getValue()[1]);
            }
            assertThat(foreign)
                    .as("give this test a foreign id for " + template)
                    .doesNotContain("{");
            for (String verb : method.equals("GET") ? List.of("GET", "HEAD") : List.of(method)) {
                Maker.Result one = call(verb, foreign);
                Maker.Result other = call(verb, absent);
                assertThat(one.bytes()).as(operation).isEqualTo(other.bytes());
                assertThat(one.status()).as(operation).isEqualTo(other.status()).isIn(400, 404);
                assertThat(one.answer().headers())
                        .as(operation)
                        .isEqualTo(other.answer().headers());
                assertThat(one.header("ETag")).as(operation).isEmpty();
            }
            compared++;
        }
        assertThat(compared).isGreaterThanOrEqualTo(9);
    }

    @Test
    void attachmentsAreNotFoundByDigestOrMaskedNameNorByAForeignTag() {
        String own = "/records/" + PathSegment.of(RECORD) + "/attachments/";
        Maker.Result absent = maker.get(token, at(M, own + "absent"));
        for (String name : List.of(FILE, fileDigest, fileDigest + ".pdf")) {
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
        Instant deadline = Instant.now().plusSeconds(until.equals("data") ? 20 : 1);
        while (Instant.now().isBefore(deadline) && heard.indexOf(until) < 0) {
            byte[] piece = events.next(Duration.ofMillis(100));
            heard.append(piece == null ? "" : new String(piece, StandardCharsets.UTF_8));
        }
        return heard.toString();
    }

    private String idIn(String engagement, String list) {
        String theirs = engagement.equals(B) ? maker.tokenB : maker.tokenA;
        JsonNode items = maker.get(theirs, at(engagement, list)).json().path("items");
        assertThat(items).as(list).isNotEmpty();
        return PathSegment.of(items.get(0).path("id").asText());
    }

    private Maker.Result call(String method, String path) {
        Headers headers =
                Maker.bearer(token).with("Content-Type", "application/json").with("If-Match", "\"1\"");
        byte[] body = method.matches("GET|HEAD|DELETE") ? new byte[0] : "{}".getBytes(StandardCharsets.UTF_8);
        return maker.send(method, path, headers, body);
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
        return Json.write(json).replace(name, "?").replaceAll("\"position\":\\d+", "\"position\":0");
    }

    private static void assertClean(Maker.Result result, String what) {
        // The trail, and a query given back, say what this auditor asked, which is no answer about any record.
        String text = result.text().replaceAll("/audit/v1/[^\"]*", "");
        assertNoCanary(what, text + result.answer().headers());
    }

    private static void assertNoCanary(String what, String text) {
        assertThat(text).as(what).doesNotContain(CANARIES.toArray(new String[0]));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
