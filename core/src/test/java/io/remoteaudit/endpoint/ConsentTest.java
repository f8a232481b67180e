package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.MovedClock;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.consent.ConsentState;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.ConsentRule;
import io.remoteaudit.engagement.ConsentRule.Consent;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.RemoteConditions;
import io.remoteaudit.ledger.EntryKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the terms ask for consent each time, nothing is taken away without it. */
class ConsentTest {

    private static final String E = "ENG-K";
    private static final String RECORD = "/records/" + PathSegment.of(Maker.RECORD_A);
    private static final String FILE = RECORD + "/attachments/" + PathSegment.of(Maker.FILE);
    private static final String ATTACHMENT = "{\"item\":{\"type\":\"attachment\",\"recordId\":\"" + Maker.RECORD_A
            + "\",\"version\":2,\"name\":\"" + Maker.FILE + "\"},\"reason\":\"核对原始数据\"}";

    @TempDir
    private Path directory;

    private final MovedClock clock = new MovedClock();
    private Maker maker;
    private String token;

    @BeforeEach
    void open() {
        maker = new Maker(directory, Limits.standard().withRequests(1_000_000, 1_000_000), clock);
        token = engage(E, new ConsentRule(Consent.ASK_EACH_TIME, Consent.ASK_EACH_TIME));
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void downloadIsRefusedWithTheWayToAskUntilAPersonOfTheMakerGrantsIt() {
        Maker.Result refused = get(FILE);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("type").asText()).isEqualTo("urn:remote-audit:problem:consent-required");
        assertThat(refused.json().path("detail").asText()).contains("POST consents");
        assertThat(refused.json().at("/translation/detail").asText()).contains("consents");
        JsonNode asked = ask(ATTACHMENT).json();
        assertThat(asked.path("state").asText()).isEqualTo("asked");
        assertThat(asked.path("bytes").asInt()).isEqualTo(Maker.CONTENT.length);
        assertThat(get(FILE).json().path("errors").findValuesAsText("detail"))
                .singleElement()
                .asString()
                .contains(asked.path("id").asText(), "waits");
        assertThat(desk("GET", "/session", "").json().path("waitingConsents").asInt())
                .isEqualTo(1);
        grant(asked, true, Duration.ofHours(1));
        assertThat(get(FILE).bytes()).isEqualTo(Maker.CONTENT);
        JsonNode used = get("/consents/" + asked.path("id").asText()).json();
        assertThat(used.path("state").asText()).isEqualTo("used");
        assertThat(used.path("uses")).hasSize(1);
        Maker.Result again = get(FILE);
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.text()).contains("used up");
        assertThat(maker
                        .remoteAudit()
                        .ledger()
                        .versions(EntryKind.CONSENT, asked.path("id").asText())
                        .stream()
                        .map(entry -> entry.field("event").orElseThrow().asText()))
                .containsExactly("asked", "granted", "used");
        maker.settle();
        assertThat(get("/access?limit=200").json().path("items").findValuesAsText("action"))
                .contains("attachment", "consent-ask");
    }

    @Test
    void grantForATimeGivesAsOftenAsWantedUntilThen() {
        JsonNode asked = ask(ATTACHMENT).json();
        grant(asked, false, Duration.ofHours(2));
        for (int i = 0; i < 3; i++) {
            assertThat(get(FILE).status()).isEqualTo(200);
        }
        assertThat(get("/consents/" + asked.path("id").asText()).json().path("uses"))
                .hasSize(1);
        clock.moveTo(Duration.ofHours(2));
        assertThat(get(FILE).status()).isEqualTo(403);
        assertThat(get("/consents/" + asked.path("id").asText())
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("expired");
    }

    @Test
    void refusalGivesItsReasonAndIsNotDecidedTwice() {
        JsonNode asked = ask(ATTACHMENT).json();
        String path = "/consents/" + asked.path("id").asText();
        assertThat(desk("POST", path + "/refusal", "{}").status()).isEqualTo(400);
        desk("POST", path + "/refusal", "{\"reason\":\"含商业秘密\"}");
        assertThat(get(FILE).text()).contains("was refused");
        assertThat(get(path).json().at("/end/reason").asText()).isEqualTo("含商业秘密");
        assertThat(desk("POST", path + "/grant", grantFor(true, Duration.ofHours(1)))
                        .status())
                .isEqualTo(409);
        assertThat(desk("POST", path + "/revocation", "{\"reason\":\"x\"}").status())
                .isEqualTo(409);
        JsonNode anew = ask(ATTACHMENT).json();
        assertThat(anew.path("id").asText()).isNotEqualTo(asked.path("id").asText());
    }

    @Test
    void askingAgainForWhatWaitsOrIsGrantedIsNotAskedTwice() {
        JsonNode asked = ask(ATTACHMENT).json();
        assertThat(ask(ATTACHMENT).json().path("id")).isEqualTo(asked.path("id"));
        grant(asked, false, Duration.ofHours(1));
        assertThat(ask(ATTACHMENT).json().path("state").asText()).isEqualTo("granted");
        assertThat(get("/consents").json().path("total").asInt()).isEqualTo(1);
        assertThat(desk("GET", "/consents", "").json().at("/items/0/engagement").asText())
                .isEqualTo(E);
    }

    @Test
    void ofFifteenWhoTakeAFileGrantedOnceAtOnceOneGetsIt() throws Exception {
        grant(ask(ATTACHMENT).json(), true, Duration.ofHours(1));
        ExecutorService threads = Executors.newFixedThreadPool(15);
        try {
            Callable<Integer> take = () -> get(FILE).status();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(Collections.nCopies(15, take))) {
                statuses.add(status.get());
            }
            assertThat(statuses)
                    .containsOnlyOnce(200)
                    .filteredOn(status -> status != 200)
                    .containsOnly(403);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void ofFifteenWhoDecideAtOnceOneDoes() throws Exception {
        String path = "/consents/" + ask(ATTACHMENT).json().path("id").asText();
        List<Callable<Integer>> decisions = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            boolean refuses = i % 2 == 0;
            decisions.add(() -> refuses
                    ? desk("POST", path + "/refusal", "{\"reason\":\"no\"}").status()
                    : desk("POST", path + "/grant", grantFor(true, Duration.ofHours(1)))
                            .status());
        }
        ExecutorService threads = Executors.newFixedThreadPool(15);
        try {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(decisions)) {
                statuses.add(status.get());
            }
            assertThat(statuses)
                    .containsOnlyOnce(200)
                    .filteredOn(status -> status != 200)
                    .containsOnly(409);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void downloadThatBrokeOffIsGoneOnWithAndNothingIsGivenTwice() {
        grant(ask(ATTACHMENT).json(), true, Duration.ofHours(1));
        Answer answer = maker.answer("GET", at(E, FILE), Maker.bearer(token));
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        OutputStream breaking = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("Not used");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (first.size() > 0) {
                    throw new IOException("The line broke");
                }
                first.write(bytes, offset, length);
            }
        };
        assertThatThrownBy(() -> ((Body.Streamed) answer.body()).writeTo(breaking))
                .isInstanceOf(IOException.class);
        String rest = "bytes=" + first.size() + "-";
        Maker.Result more = maker.send("GET", at(E, FILE), Maker.bearer(token).with("Range", rest), new byte[0]);
        assertThat(more.status()).isEqualTo(206);
        assertThat(first.size() + more.bytes().length).isEqualTo(Maker.CONTENT.length);
        assertThat(maker.send("GET", at(E, FILE), Maker.bearer(token).with("Range", "bytes=0-9"), new byte[0])
                        .status())
                .isEqualTo(403);
    }

    @Test
    void revocationStopsADownloadInTheMiddle() {
        JsonNode asked = ask(ATTACHMENT).json();
        grant(asked, false, Duration.ofHours(1));
        Answer answer = maker.answer("GET", at(E, FILE), Maker.bearer(token));
        AtomicLong taken = new AtomicLong();
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int one) {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (taken.getAndAdd(length) == 0) {
                    desk("POST", "/consents/" + asked.path("id").asText() + "/revocation", "{\"reason\":\"错发\"}");
                    clock.moveTo(Duration.ofSeconds(2));
                }
            }
        };
        assertThatThrownBy(() -> ((Body.Streamed) answer.body()).writeTo(slow)).isInstanceOf(IOException.class);
        assertThat(taken.get()).isPositive().isLessThan(Maker.CONTENT.length);
        assertThat(get(FILE).text()).contains("taken back");
    }

    @Test
    void grantIsForTheAuditorWhoAskedAndForThatThingAlone() {
        String other = maker.token(E, "aud-2");
        grant(ask(ATTACHMENT).json(), false, Duration.ofHours(1));
        assertThat(maker.get(other, at(E, FILE)).status()).isEqualTo(403);
        assertThat(get(FILE + "?version=1").status()).isEqualTo(403);
        assertThat(maker.get(other, at(E, "/consents")).json().path("total").asInt())
                .isEqualTo(1);
        assertThat(maker.get(maker.tokenB, at(Maker.B, "/consents"))
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void contentOfAnExportNeedsConsentToThatExport() {
        JsonNode started = maker.post(token, at(E, "/exports"), "{\"recordIds\":[\"" + Maker.RECORD_A + "\"]}")
                .json();
        String export = "/exports/" + started.path("id").asText();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> get(export).json().path("state").asText().equals("done"));
        assertThat(get(export + "/content").status()).isEqualTo(403);
        JsonNode asked = ask("{\"item\":{\"type\":\"export\",\"exportId\":\""
                        + started.path("id").asText() + "\"},\"reason\":\"带走存档\"}")
                .json();
        assertThat(asked.path("bytes").asLong()).isPositive();
        grant(asked, true, Duration.ofHours(1));
        assertThat(get(export + "/content").status()).isEqualTo(200);
        assertThat(get(export + "/content").status()).isEqualTo(403);
    }

    @Test
    void whatIsNotThereToBeSeenCannotBeAskedForAndSoItIsSaidOfWhatIsHidden() {
        Maker.Result hidden = ask(ATTACHMENT.replace(Maker.RECORD_A, Maker.RECORD_B));
        Maker.Result absent = ask(ATTACHMENT.replace(Maker.RECORD_A, "IQC/0"));
        assertThat(hidden.status()).isEqualTo(400);
        assertThat(hidden.bytes()).isEqualTo(absent.bytes());
        assertThat(ask(ATTACHMENT.replace("核对原始数据", " ")).status()).isEqualTo(400);
        assertThat(ask("{\"reason\":\"x\"}").status()).isEqualTo(400);
        assertThat(ask("{\"item\":{\"type\":\"moon\"},\"reason\":\"x\"}").status())
                .isEqualTo(400);
    }

    @Test
    void capturesAreAskedForTooAndWhereTermsSettleItThereIsNothingToAsk() {
        String capture = "{\"item\":{\"type\":\"capture\",\"what\":\"车间布局图\"},\"reason\":\"审核报告附图\"}";
        JsonNode asked = ask(capture).json();
        assertThat(grant(asked, true, Duration.ofHours(1)).path("state").asText())
                .isEqualTo("granted");
        String settled = engage("ENG-G", new ConsentRule(Consent.FORBIDDEN, Consent.GRANTED));
        assertThat(maker.post(settled, at("ENG-G", "/consents"), capture).status())
                .isEqualTo(409);
        Maker.Result needless = maker.post(settled, at("ENG-G", "/consents"), ATTACHMENT);
        assertThat(needless.status()).isEqualTo(409);
        assertThat(needless.code()).isEqualTo("RA-0406");
        assertThat(maker.get(settled, at("ENG-G", FILE)).status()).isEqualTo(200);
        assertThat(maker.post(maker.tokenA, at(Maker.A, "/consents"), ATTACHMENT)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void decidingTakesTheRoleOfReleasingAndATimeThatIsNotTooLong() {
        JsonNode asked = ask(ATTACHMENT).json();
        String path = "/consents/" + asked.path("id").asText();
        for (StaffRole role : StaffRole.values()) {
            int status = Maker.Result.of(maker.remoteAudit()
                            .desk()
                            .handle(
                                    deskRequest("POST", path + "/grant", "{}"),
                                    new StaffMember("someone", Set.of(role))))
                    .status();
            assertThat(status).as(role.wireName()).isEqualTo(role == StaffRole.RELEASE ? 400 : 403);
        }
        for (Duration time : List.of(Duration.ofDays(31), Duration.ofSeconds(-1))) {
            assertThat(desk("POST", path + "/grant", grantFor(true, time)).status())
                    .isEqualTo(400);
        }
        assertThat(maker.remoteAudit().consents().all().get(0).state(clock.instant()))
                .isEqualTo(ConsentState.ASKED);
        assertThat(desk("GET", "/consents/none", "").status()).isEqualTo(404);
    }

    private String engage(String id, ConsentRule rule) {
        return maker.engage(id, terms -> {
            EngagementTerms two = new EngagementTerms(
                    terms.body(),
                    terms.client(),
                    terms.purpose(),
                    List.of(terms.auditors().get(0), new Auditor("aud-2", "Bea Auditor", null)),
                    terms.criteria(),
                    terms.scope(),
                    terms.rights(),
                    terms.accessFrom(),
                    terms.accessTo());
            return two.under(RemoteConditions.builder().consent(rule).build());
        });
    }

    private Maker.Result get(String path) {
        return maker.get(token, at(E, path));
    }

    private Maker.Result ask(String json) {
        return maker.post(token, at(E, "/consents"), json);
    }

    private JsonNode grant(JsonNode asked, boolean once, Duration time) {
        Maker.Result granted = desk("POST", "/consents/" + asked.path("id").asText() + "/grant", grantFor(once, time));
        assertThat(granted.status()).as(granted.text()).isEqualTo(200);
        return granted.json();
    }

    private String grantFor(boolean once, Duration time) {
        return "{\"until\":\"" + clock.instant().plus(time) + "\",\"once\":" + once + "}";
    }

    private Maker.Result desk(String method, String path, String json) {
        return Maker.Result.of(
                maker.remoteAudit().desk().handle(deskRequest(method, path, json), StaffMember.withAllRoles("质量负责人")));
    }

    private static Request deskRequest(String method, String path, String json) {
        Headers headers =
                Headers.none().with("Content-Type", "application/json").with("X-Requested-With", "remote-audit-desk");
        return new Request(
                method,
                AuditDesk.PATH + path,
                null,
                headers,
                "192.0.2.1",
                false,
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
