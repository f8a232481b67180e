package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.at;
import static io.remoteaudit.endpoint.Maker.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.api.CosignatureJson;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.demonstration.DemonstrationAuthority;
import io.remoteaudit.engagement.ConsentRule;
import io.remoteaudit.engagement.IssuedInvitation;
import io.remoteaudit.engagement.RemoteConditions;
import io.remoteaudit.identity.Identities;
import io.remoteaudit.identity.ProviderOnLoopback;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.SignedCheckpoint;
import io.remoteaudit.ledger.WitnessKey;
import io.remoteaudit.question.AnswerDesk;
import io.remoteaudit.question.DraftContent;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.timestamp.Anchors;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the endpoint to every path, method, status, header and schema of the contract. */
class ContractTest {

    private static final String RECORD = "/records/" + PathSegment.of(Maker.RECORD_A);

    @TempDir
    private Path directory;

    private final ContractChecker checker = new ContractChecker();
    private final ProviderOnLoopback body = new ProviderOnLoopback(Clock.systemUTC());
    private final DemonstrationAuthority authority = DemonstrationAuthority.start(Clock.systemUTC());
    private Maker maker;

    @BeforeEach
    void open() {
        TimestampAuthority tsa = TimestampAuthority.overHttp(
                "tsa", authority.timestampAddress(), List.of(authority.root()), Clock.systemUTC());
        maker = new Maker(
                directory,
                Limits.standard().withRequests(1_000_000, 1_000_000),
                Clock.systemUTC(),
                builder -> builder.timestamps(List.of(tsa), Anchors.DAILY)
                        .identities(new Identities(List.of(body.provider()), false)));
    }

    @AfterEach
    void close() {
        maker.close();
        body.close();
        authority.close();
    }

    @Test
    void everyOperationAnswersAsTheContractSays() {
        get("/.well-known/remote-audit");
        get("/audit/v1/openapi.yaml");
        enrolment();
        passkeys();
        session();
        get("/audit/v1/engagements");
        get(at(A, ""));
        get(
                at(
                        A,
                        "/records?q=BFE&facets=type,site,month,verdict,standard,productFamily&filter.type=incoming-inspection"));
        get(at(A, "/records?limit=0"));
        Maker.Result searched = post(
                at(A, "/search"),
                "{\"query\":{\"op\":\"numbers\",\"field\":\"BFE\",\"gt\":\"1\"},\"filters\":{\"site\":[\"S1\"]},"
                        + "\"facets\":[\"site\"],\"sort\":\"-measured/BFE\",\"limit\":5}");
        assertThat(searched.json().path("query").asText()).isEqualTo("BFE>1");
        assertThat(searched.json().path("total").asInt()).isEqualTo(1);
        get(at(A, "/suggestions?q=lots:2"));
        get(at(A, "/suggestions?q=b%20OR%20x&at=1&limit=20"));
        get(at(A, "/lots/MB-20260401-03/trace"));
        get(at(A, "/lots/MB-20260401-03/trace?direction=back&depth=1&lots=1&ledgerSize=4"));
        get(at(A, "/lots/MB-20260401-03/dossier"));
        get(at(A, RECORD));
        get(at(A, RECORD + "?version=1"));
        get(at(A, RECORD + "/versions"));
        get(at(A, RECORD + "/proof"));
        String proof = at(A, RECORD + "/proof");
        check("GET", proof, maker.send("GET", proof, bearer(maker.tokenA).with("Accept", "text/plain"), new byte[0]));
        String file = at(A, RECORD + "/attachments/" + PathSegment.of(Maker.FILE));
        get(file);
        check("GET", file, maker.send("GET", file, bearer(maker.tokenA).with("Range", "bytes=5-9"), new byte[0]));
        Maker.Result asked = post(
                at(A, "/questions"),
                "{\"title\":\"BFE\",\"text\":\"为何复测？\",\"pins\":[{\"recordId\":\"" + Maker.RECORD_A
                        + "\",\"version\":1,\"attachment\":\"" + Maker.FILE + "\",\"page\":2}],"
                        + "\"lots\":[\"MB-1\"],\"clauses\":[{\"edition\":\"ISO 13485:2016\",\"number\":\"8.2\"}],"
                        + "\"language\":\"zh-CN\",\"category\":\"inspection\",\"priority\":\"high\",\"due\":\"2030-01-02\","
                        + "\"translation\":{\"text\":\"Why again?\",\"language\":\"en\",\"by\":\"MT\"}}");
        assertThat(asked.status()).isEqualTo(201);
        assertThat(asked.json().path("pinnedVersionSuperseded").asBoolean()).isTrue();
        String question = at(A, "/questions/" + asked.json().path("id").asText());
        get(question);
        get(at(A, "/questions"));
        get(at(A, "/questions?q=BFE"));
        check(
                "POST",
                question + "/messages",
                maker.post(
                        maker.tokenA,
                        question + "/messages",
                        "{\"kind\":\"follow-up\",\"text\":\"And the first result?\"}",
                        "If-Match",
                        asked.header("ETag")));
        String answered = question + answerWithFile(asked.json().path("id").asText());
        get(answered);
        check(
                "GET",
                answered,
                maker.send("GET", answered, bearer(maker.tokenA).with("Range", "bytes=1-2"), new byte[0]));
        preparing();
        sampling();
        findings();
        Maker.Result events = maker.get(maker.tokenA, at(A, "/questions/events"));
        check("GET", at(A, "/questions/events"), events);
        events.answer().body().close();
        get(at(A, "/access"));
        get(at(A, "/ledger/checkpoint"));
        get(at(A, "/ledger/tile/0/000.p/2"));
        get(at(A, "/ledger/consistency?from=1"));
        get(at(A, "/ledger/keys?ledgerSize=2"));
        WitnessKey witness = new WitnessKey("body.example/witness", new byte[32]);
        String cosigned =
                witness.cosign(maker.remoteAudit().ledger().checkpoint().note(), Instant.now());
        assertThat(post(at(A, "/ledger/cosignatures"), Json.write(CosignatureJson.write(witness.key(), cosigned)))
                        .status())
                .isEqualTo(204);
        get(at(A, "/ledger/cosignatures"));
        SignedCheckpoint checkpoint = maker.remoteAudit().ledger().checkpoint();
        assertThat(maker.remoteAudit().anchors().anchor(checkpoint))
                .singleElement()
                .matches(anchor -> !anchor.pending());
        get(at(A, "/ledger/timestamps"));
        get(at(A, "/ledger/timestamps/" + checkpoint.size() + "/tsa"));
        String digest =
                maker.remoteAudit().engagements().find(A).orElseThrow().digest().hex();
        post(at(A, "/acceptance"), "{\"digest\":\"" + digest + "\"}");

        export();
        consents();
        trail();
        life();

        Set<String> missing = new TreeSet<>();
        checker.operations()
                .forEach((operation, statuses) -> statuses.forEach(status -> missing.add(operation + " " + status)));
        missing.removeAll(checker.seen());
        assertThat(missing).isEmpty();
    }

    /** In an engagement of its own, whose terms ask each time. */
    private void consents() {
        String token = maker.engage(
                "ENG-K",
                terms -> terms.under(RemoteConditions.builder()
                        .consent(new ConsentRule(ConsentRule.Consent.ASK_EACH_TIME, ConsentRule.Consent.GRANTED))
                        .build()));
        String consents = at("ENG-K", "/consents");
        Maker.Result asked =
                maker.post(token, consents, "{\"item\":{\"type\":\"capture\",\"what\":\"车间布局图\"},\"reason\":\"报告附图\"}");
        assertThat(asked.status()).isEqualTo(201);
        check("POST", consents, asked);
        check("GET", consents, maker.get(token, consents));
        String one = consents + "/" + asked.json().path("id").asText();
        check("GET", one, maker.get(token, one));
    }

    /** Where the file of an answer to a question of two messages is. */
    private String answerWithFile(String id) {
        try {
            Attachment file = maker.remoteAudit()
                    .attachments()
                    .store(
                            "校准.txt",
                            "text/plain",
                            new ByteArrayInputStream("calibrated".getBytes(StandardCharsets.UTF_8)));
            AnswerDesk desk = maker.remoteAudit().answers();
            desk.draft(id, 0, new DraftContent("见附件", "zh-CN", null, List.of(file)), "李娜");
            desk.release(id, 2, 1, "王芳");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        maker.settle();
        return "/messages/3/attachments/" + PathSegment.of("校准.txt");
    }

    @Test
    void refusalsAreDeclaredProblems() {
        check("GET", at(A, ""), maker.get("ra_nothing", at(A, "")));
        check("GET", at("ENG-X", ""), maker.get(maker.tokenA, at("ENG-X", "")));
        get400(at(A, "/records?q=nosuchfield:1"), "RA-0301");
        get400(at(A, "/questions?q=title:1"), "RA-0301");
        get400(at(A, "/findings?state=open"), "RA-0707");
        get400(at(A, "/records?limit=201"), "RA-0707");
        get400(at(A, "/records?unknown=1"), "RA-0707");
        get400(at(A, "/records?q=%ff"), "RA-0707");
        get400(at(A, "/records?cursor=abc"), "RA-0302");
        get400(at(A, "/records?ledgerSize=999999999"), "RA-0707");
        for (String absent : List.of("/1/tsa", "/0/tsa", "/x/tsa", "/99999999999999999999/tsa", "/1/%2e%2e")) {
            Maker.Result none = maker.get(maker.tokenA, at(A, "/ledger/timestamps" + absent));
            check("GET", at(A, "/ledger/timestamps/1/none"), none);
            assertThat(none.status()).as(absent).isEqualTo(404);
        }
        get400(at(A, "/ledger/consistency"), "RA-0707");
        get400(at(A, "/ledger/consistency?from=2&to=1"), "RA-0707");
        Maker.Result query = post(at(A, "/exports"), "{\"query\":\"nosuchfield:1\"}");
        assertThat(query.code()).isEqualTo("RA-0301");
        assertThat(query.json().path("errors").get(0).path("pointer").asText()).isEqualTo("/query");
        Maker.Result bad = post(at(A, "/questions"), "{\"title\":1,\"extra\":true}");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.json().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/title", "/text", "/extra");
    }

    @Test
    void queryInJsonIsRefusedWhereItIsWrong() {
        assertRefused("{\"query\":{\"op\":\"word\",\"field\":\"lotz\",\"text\":\"1\"}}", "RA-0301", "/query/field");
        assertRefused("{\"query\":{\"op\":\"and\",\"clauses\":[{\"op\":\"x\"}]}}", "RA-0301", "/query/clauses");
        assertRefused("{\"query\":[]}", "RA-0301", "/query");
        assertRefused("{\"query\":{\"op\":\"word\",\"text\":\"" + "a".repeat(2_000) + "\"}}", "RA-0708", "/query");
        assertRefused("{\"query\":{\"op\":\"everything\"},\"q\":\"x\"}", "RA-0708", "/q");
        assertRefused("{\"sort\":\"price\"}", "RA-0708", "/sort");
        assertRefused("{\"facets\":[\"type\",\"price\"]}", "RA-0708", "/facets/1");
        assertRefused("{\"filters\":{\"price\":[\"1\"]}}", "RA-0708", "/filters/price");
        assertRefused("{\"ledgerSize\":1000000}", "RA-0708", "/ledgerSize");
        assertRefused("{\"limit\":201}", "RA-0708", "/limit");
        assertThat(post(at(A, "/search"), "{\"q\":\"lots:\"}")
                        .json()
                        .path("errors")
                        .get(0)
                        .path("position")
                        .asInt())
                .isEqualTo(5);
        assertThat(post(at(A, "/search"), "{}").json().path("total").asInt()).isEqualTo(1);
    }

    @Test
    void slipInAQueryComesWithItsCorrection() {
        for (List<String> slip :
                List.of(List.of("BFE lotz:1", "lots"), List.of("BFE=<95", "<="), List.of("BFE=95", ":"))) {
            String query = slip.get(0);
            String path = at(A, "/records?q=");
            Maker.Result refused = maker.get(maker.tokenA, path + URLEncoder.encode(query, StandardCharsets.UTF_8));
            check("GET", at(A, "/records"), refused);
            JsonNode correction = refused.json().path("errors").get(0).path("correction");
            assertThat(correction.path("text").asText()).as(query).isEqualTo(slip.get(1));
            String corrected = query.substring(0, correction.path("from").asInt())
                    + slip.get(1)
                    + query.substring(correction.path("to").asInt());
            assertThat(maker.get(maker.tokenA, path + URLEncoder.encode(corrected, StandardCharsets.UTF_8))
                            .status())
                    .as(corrected)
                    .isEqualTo(200);
        }
    }

    private void assertRefused(String body, String code, String pointer) {
        Maker.Result refused = post(at(A, "/search"), body);
        assertThat(refused.code()).as(body).isEqualTo(code);
        assertThat(refused.json().path("errors").get(0).path("pointer").asText())
                .as(refused.text())
                .startsWith(pointer);
    }

    @Test
    void proposedEngagementShowsItsTermsAndTakesTheBodysAcceptanceAndNothingElse() {
        var proposed = maker.propose("ENG-P", "S1", Set.of(), Clock.systemUTC());
        String token = maker.token("ENG-P");
        Maker.Result view = maker.get(token, at("ENG-P", ""));
        check("GET", at("ENG-P", ""), view);
        assertThat(view.json().path("state").asText()).isEqualTo("proposed");
        Maker.Result closed = maker.get(token, at("ENG-P", "/records"));
        check("GET", at("ENG-P", "/records"), closed);
        assertThat(closed.status()).isEqualTo(403);
        assertThat(closed.json().path("type").asText()).isEqualTo("urn:remote-audit:problem:engagement-not-active");
        Maker.Result wrong = maker.post(token, at("ENG-P", "/acceptance"), "{\"digest\":\"" + "0".repeat(64) + "\"}");
        check("POST", at("ENG-P", "/acceptance"), wrong);
        assertThat(wrong.status()).isEqualTo(409);
        Maker.Result accepted = maker.post(
                token,
                at("ENG-P", "/acceptance"),
                "{\"digest\":\"" + proposed.digest().hex() + "\"}");
        check("POST", at("ENG-P", "/acceptance"), accepted);
        assertThat(accepted.json().path("acceptances").path("body").path("by").asText())
                .isEqualTo("Ann Auditor");
    }

    private void enrolment() {
        Instant end = Instant.now().plus(Duration.ofDays(20));
        IssuedInvitation issued = maker.remoteAudit().invitations().invite(A, "aud-1", end, "质量负责人");
        post(
                "/audit/v1/invitations/redemption",
                "{\"invitation\":\"" + issued.secret() + "\",\"code\":\"" + issued.code() + "\"}");
        IssuedInvitation another = maker.remoteAudit().invitations().invite(A, "aud-1", end, "质量负责人");
        String binding = "/audit/v1/invitations/binding";
        String both = "{\"invitation\":\"" + another.secret() + "\",\"code\":\"" + another.code() + "\"}";
        check("POST", binding, maker.post(body.token(), binding, both));
    }

    private void session() {
        PageVisitor visitor = PageVisitor.with(maker, maker.tokenA);
        check("POST", PageVisitor.SESSION, visitor.open("{}", bearer(maker.tokenA)));
        check("GET", PageVisitor.SESSION, visitor.get(PageVisitor.SESSION));
        check("DELETE", PageVisitor.SESSION, visitor.delete(PageVisitor.SESSION));
        check("GET", PageVisitor.SESSION, visitor.get(PageVisitor.SESSION));
    }

    private void passkeys() {
        SoftAuthenticator device = new SoftAuthenticator();
        JsonNode options = post(at(A, "/passkeys/options"), "{}").json();
        String made = Json.write(device.make(options, "key"));
        String passkey = at(
                A,
                "/passkeys/" + post(at(A, "/passkeys"), made).json().path("id").asText());
        get(at(A, "/passkeys"));
        Headers json = bearer(maker.tokenA).with("Content-Type", "application/json");
        byte[] name = "{\"name\":\"other\"}".getBytes(StandardCharsets.UTF_8);
        check("PUT", passkey, maker.send("PUT", passkey, json, name));
        JsonNode asked = post("/audit/v1/passkeys/sign-in/options", "{}").json();
        String token = post("/audit/v1/passkeys/sign-in", Json.write(device.sign(asked)))
                .json()
                .path("token")
                .asText();
        String session = at(A, "/session");
        check("DELETE", session, maker.send("DELETE", session, bearer(token), new byte[0]));
        check("DELETE", passkey, maker.send("DELETE", passkey, bearer(maker.tokenA), new byte[0]));
    }

    private void findings() {
        Maker.Result raised = post(
                at(A, "/findings"),
                "{\"kind\":\"minor-nonconformity\",\"clause\":{\"edition\":\"ISO 13485:2016\",\"number\":\"8.2.6\"},"
                        + "\"text\":\"缺少原始数据\",\"respondBy\":\"2030-01-31\",\"evidence\":[{\"type\":\"record\",\"recordId\":\""
                        + Maker.RECORD_A + "\",\"version\":2}]}");
        assertThat(raised.status()).as(raised.text()).isEqualTo(201);
        String finding = at(A, "/" + raised.header("Location"));
        get(finding);
        get(at(A, "/findings?state=raised&state=closed&kind=minor-nonconformity&edition=ISO%2013485:2016&clause=8.2"));
        check(
                "POST",
                finding + "/steps",
                maker.post(
                        maker.tokenA,
                        finding + "/steps",
                        "{\"action\":\"withdraw\",\"text\":\"Not against this clause\"}",
                        "If-Match",
                        raised.header("ETag")));
        Maker.Result report = post(
                at(A, "/certificates"),
                "{\"certificate\":\"Q-1\",\"outcome\":\"suspended\",\"date\":\"2030-02-01\",\"document\":\"D-1\"}");
        get(at(A, "/" + report.header("Location")));
        get(at(A, "/certificates"));
    }

    private void trail() {
        for (String format : List.of("csv", "jsonl")) {
            String file = at(A, "/access/content?format=" + format);
            get(file);
            check("GET", file, maker.send("GET", file, bearer(maker.tokenA).with("Range", "bytes=1-2"), new byte[0]));
        }
    }

    private void sampling() {
        SampleRequests requests = new SampleRequests(maker, A, maker.tokenA, 0);
        for (String operation : List.of(
                "freezeSample", "listSamples", "getSample", "getPopulation", "getSampleProof", "addSampleStep")) {
            SampleRequests.Sample sample = requests.ofWhatThereIs(operation);
            check(sample.method(), sample.path(), requests.send(sample));
        }
        String population = requests.ofWhatThereIs("getPopulation").path();
        check(
                "GET",
                population,
                maker.send("GET", population, bearer(maker.tokenA).with("Range", "bytes=1-2"), new byte[0]));
    }

    private void preparing() {
        get(at(A, "/organization?ledgerSize=9"));
        get(at(A, "/plan"));
        get(at(A, "/preparation"));
        SampleRequests requests = new SampleRequests(maker, A, maker.tokenA, 0);
        for (String operation : List.of("proposePlan", "proposePreparation")) {
            SampleRequests.Sample sample = requests.ofAnything(operation);
            check(sample.method(), sample.path(), requests.send(sample));
        }
        for (String operation : List.of("confirmPlan", "confirmPreparation")) {
            SampleRequests.Sample sample = requests.ofWhatThereIs(operation);
            check(sample.method(), sample.path(), requests.send(sample));
        }
    }

    private void life() {
        Instant now = Instant.now();
        post(
                at(A, "/outages"),
                "{\"from\":\"" + now.minusSeconds(60) + "\",\"to\":\"" + now.minusSeconds(1)
                        + "\",\"description\":\"视频中断\"}");
        get(at(A, "/ict-statement?ledgerSize=9"));
        String statement = at(A, "/ict-statement");
        check(
                "GET",
                statement,
                maker.send("GET", statement, bearer(maker.tokenA).with("Accept", "text/plain"), new byte[0]));
        assertThat(post(at(A, "/suspension"), "{\"reason\":\"break\"}").status())
                .isEqualTo(200);
        get(at(A, ""));
        assertThat(post(at(A, "/resumption"), "{}").status()).isEqualTo(200);
        assertThat(post(at(A, "/ending"), "{\"reason\":\"all seen\"}").status()).isEqualTo(200);
        assertThat(post(at(A, "/ending"), "{\"reason\":1}").status()).isEqualTo(400);
    }

    private void export() {
        Maker.Result started = post(at(A, "/exports"), "{\"recordIds\":[\"" + Maker.RECORD_A + "\"]}");
        assertThat(started.status()).isEqualTo(202);
        String export = at(A, "/" + started.header("Location"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> maker.get(maker.tokenA, export)
                        .json()
                        .path("state")
                        .asText()
                        .equals("done"));
        get(export);
        get(at(A, "/exports"));
        get(export + "/content");
        Headers part = bearer(maker.tokenA).with("Range", "bytes=0-3");
        Maker.Result magic = maker.send("GET", export + "/content", part, new byte[0]);
        check("GET", export + "/content", magic);
        assertThat(magic.text()).startsWith("PK");
        // The same bytes each time, and a stretch of them is a stretch of them.
        byte[] whole = maker.get(maker.tokenA, export + "/content").bytes();
        Maker.Result again = maker.get(maker.tokenA, export + "/content?part=1");
        assertThat(again.bytes()).isEqualTo(whole);
        Headers stretch = bearer(maker.tokenA).with("Range", "bytes=100-199");
        Maker.Result slice = maker.send("GET", export + "/content?part=1", stretch, new byte[0]);
        assertThat(slice.status()).isEqualTo(206);
        assertThat(slice.bytes()).isEqualTo(Arrays.copyOfRange(whole, 100, 200));
        assertThat(maker.get(maker.tokenA, export + "/content?part=2").status()).isEqualTo(404);
        check("DELETE", export, maker.send("DELETE", export, bearer(maker.tokenA), new byte[0]));
    }

    private void get(String path) {
        Maker.Result result = maker.get(maker.tokenA, path);
        check("GET", path, result);
        assertThat(result.status()).as(path + " " + result.text()).isEqualTo(200);
        String etag = result.header("ETag");
        if (!path.contains("/access")
                && !path.contains("/records?")
                && !path.contains("/suggestions?")
                && !path.endsWith("/trace")
                && !path.endsWith("/dossier")
                && !path.contains("checkpoint")
                && !path.contains("proof")
                && !path.contains("consistency")) {
            Maker.Result again = maker.send("GET", path, bearer(maker.tokenA).with("If-None-Match", etag), new byte[0]);
            assertThat(again.status()).as(path).isEqualTo(304);
            check("GET", path, again);
        }
        Maker.Result head = maker.send("HEAD", path, bearer(maker.tokenA), new byte[0]);
        assertThat(head.status()).as("HEAD " + path).isEqualTo(200);
        assertThat(head.bytes()).isEmpty();
    }

    private void get400(String path, String code) {
        Maker.Result result = maker.get(maker.tokenA, path);
        check("GET", path, result);
        assertThat(result.status()).as(path).isEqualTo(400);
        assertThat(result.code()).as(path).isEqualTo(code);
    }

    private Maker.Result post(String path, String json) {
        Maker.Result result = maker.post(maker.tokenA, path, json);
        check("POST", path, result);
        return result;
    }

    private void check(String method, String path, Maker.Result result) {
        assertThat(checker.check(method, path, result))
                .as(() -> new String(result.bytes(), StandardCharsets.UTF_8))
                .isEmpty();
    }
}
