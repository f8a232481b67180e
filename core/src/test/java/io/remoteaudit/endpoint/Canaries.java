package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.B;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.demonstration.DemonstrationAuthority;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.question.AnswerDesk;
import io.remoteaudit.question.DraftContent;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.MaskingRule;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A maker with canaries planted wherever the auditor of engagement {@link #M} must not see: in masked fields of all three
 * kinds, in a record outside the scope, in two other engagements, and in what the maker keeps inside a question.
 */
final class Canaries implements AutoCloseable {

    static final String M = "ENG-M";
    static final String RECORD = "CAN/1";
    static final String OUTSIDE = "CANARYID/2";
    static final String OUTSIDE_LOT = "CANARYLOT/2";
    static final String FILE = "CANARYFILE.pdf";

    private static final String CLEAN_FILE = "calibration.txt";
    private static final String FINDING = "{\"kind\":\"conformity\",\"clause\":{\"edition\":\"ISO 13485:2016\","
            + "\"number\":\"8.2.6\"},\"text\":\"%s\"}";
    private static final String SAMPLE = "{\"method\":\"statistical\",\"objective\":\"%s\",\"size\":5,\"commitment\":\""
            + "0".repeat(64) + "\",\"strata\":{\"by\":\"site\",\"allocation\":\"each\"}}";
    private static final String CONSENT = "{\"item\":{\"type\":\"capture\",\"what\":\"layout\"},\"reason\":\"%s\"}";
    private static final String CERTIFICATE =
            "{\"certificate\":\"%s\",\"outcome\":\"suspended\",\"date\":\"2030-02-01\",\"document\":\"D-1\"}";

    /** What stands in masked fields and outside; no answer's own text holds any of it. */
    private static final List<String> CANARIES =
            List.of("CANARY", "canary", "473187", "2026-03-17", "1773705600", "密写", "暗号");

    private final DemonstrationAuthority authority = DemonstrationAuthority.start(Clock.systemUTC());
    private final Maker maker;
    private final String token;
    private final String fileDigest;
    private final Map<String, String> own;

    Canaries(Path directory) throws IOException {
        maker = new Maker(
                directory,
                TimestampAuthority.overHttp(
                        "tsa", authority.timestampAddress(), List.of(authority.root()), Clock.systemUTC()));
        Attachment file = store(FILE, "CANARYTEXT 暗号");
        fileDigest = file.sha256();
        QualityRecord first =
                canary(RECORD, "S1", "visible title").attachment(file).build();
        maker.remoteAudit().records().save(first);
        maker.remoteAudit()
                .records()
                .save(first.nextVersion("密写 CANARYREASON", new Person("CANARYCHANGER", "CANARYROLE"))
                        .performedBy("CANARYSECOND", "CANARYROLE")
                        .build());
        maker.remoteAudit()
                .records()
                .save(canary(OUTSIDE, "S2", "CANARYTITLE").lots(OUTSIDE_LOT).build());
        token = maker.engage(M, Canaries::masking);
        maker.settle();
        for (String engagement : List.of(A, B)) {
            String other = engagement.equals(A) ? maker.tokenA : maker.tokenB;
            fill(other, engagement, "CANARYQUESTION 密写", "CANARYFINDING", "CANARYCERT");
        }
        Map<String, String> made = fill(token, M, "Why was it measured again?", "seen", "Q-1");
        answer(made.get("question"));
        long size = maker.remoteAudit().ledger().checkpoint().size();
        maker.remoteAudit().anchors().anchor(maker.remoteAudit().ledger().checkpoint());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> maker.get(token, at(M, "/exports/" + made.get("export")))
                        .json()
                        .path("state")
                        .asText()
                        .equals("done"));
        maker.settle();
        own = Map.ofEntries(
                Map.entry("engagement", M),
                Map.entry("record", PathSegment.of(RECORD)),
                Map.entry("name", CLEAN_FILE),
                Map.entry("lot", "MB-20260401-03"),
                Map.entry("question", made.get("question")),
                Map.entry("message", "2"),
                Map.entry("finding", made.get("finding")),
                Map.entry("sample", made.get("sample")),
                Map.entry("consent", made.get("consent")),
                Map.entry("certificate", made.get("certificate")),
                Map.entry("export", made.get("export")),
                Map.entry("passkey", made.get("passkey")),
                Map.entry("level", "0"),
                Map.entry("tile", "000.p/2"),
                Map.entry("size", String.valueOf(size)),
                Map.entry("authority", "tsa"));
    }

    Maker maker() {
        return maker;
    }

    String token() {
        return token;
    }

    /** The digest of the attachment that is masked. */
    String fileDigest() {
        return fileDigest;
    }

    /** An id of the auditor's own for each variable part a path of the contract can have. */
    Map<String, String> own() {
        return own;
    }

    /** The path of a template. */
    static String path(String template, Map<String, String> ids) {
        String path = template;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
        }
        assertThat(path).as("give this test an id for " + template).doesNotContain("{");
        return path;
    }

    /** What the auditor is answered, its body taken and let go. */
    Maker.Result get(String rest) {
        return maker.get(token, at(M, rest));
    }

    /** An id of another engagement's, or of one's own. */
    String idIn(String engagement, String list) {
        String theirs = engagement.equals(B) ? maker.tokenB : engagement.equals(A) ? maker.tokenA : token;
        JsonNode items = maker.get(theirs, at(engagement, list)).json().path("items");
        assertThat(items).as(list).isNotEmpty();
        return PathSegment.of(items.get(0).path("id").asText());
    }

    static QualityRecord.Builder canary(String id, String site, String title) {
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

    static void assertClean(Maker.Result result, String what) {
        // The trail, and a query given back, say what this auditor asked, which is no answer about any record.
        String text = result.text().replaceAll("/audit/v1/[^\"]*", "");
        assertNoCanary(what, text + result.answer().headers());
    }

    static void assertNoCanary(String what, String text) {
        assertThat(text).as(what).doesNotContain(CANARIES.toArray(new String[0]));
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
                        terms.accessTo())
                .under(Maker.capturesAskedFor());
    }

    /** One of each thing an auditor makes. */
    private Map<String, String> fill(String by, String engagement, String question, String finding, String number) {
        return Map.of(
                "question",
                made(by, engagement, "/questions", "{\"title\":\"%s\",\"text\":\"%s\"}".formatted(question, question)),
                "finding",
                made(by, engagement, "/findings", FINDING.formatted(finding)),
                "sample",
                made(by, engagement, "/samples", SAMPLE.formatted(finding)),
                "consent",
                made(by, engagement, "/consents", CONSENT.formatted(question)),
                "certificate",
                made(by, engagement, "/certificates", CERTIFICATE.formatted(number)),
                "export",
                made(by, engagement, "/exports", "{}"),
                "passkey",
                made(by, engagement, "/passkeys", Json.write(passkey(by, engagement, question))));
    }

    private ObjectNode passkey(String by, String engagement, String name) {
        return new SoftAuthenticator()
                .make(maker.post(by, at(engagement, "/passkeys/options"), "{}").json(), name);
    }

    private String made(String by, String engagement, String list, String body) {
        Maker.Result result = maker.post(by, at(engagement, list), body);
        assertThat(result.status()).as(result.text()).isIn(201, 202);
        return PathSegment.of(result.json().path("id").asText());
    }

    /** A released answer with a file, and around it what stays inside. */
    private void answer(String question) throws IOException {
        AnswerDesk desk = maker.remoteAudit().answers();
        desk.note(question, "CANARYNOTE", "CANARYSTAFF");
        desk.assign(question, "CANARYASSIGNEE", "CANARYSTAFF");
        desk.draft(question, 0, new DraftContent("CANARYDRAFT", "en", null, List.of()), "CANARYSTAFF");
        DraftContent released = new DraftContent("see file", "en", null, List.of(store(CLEAN_FILE, "calibrated")));
        desk.draft(question, 1, released, "CANARYWRITER");
        desk.release(question, 1, 2, "maker");
    }

    private Attachment store(String name, String text) throws IOException {
        return maker.remoteAudit()
                .attachments()
                .store(name, "text/plain", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        maker.close();
        authority.close();
    }
}
