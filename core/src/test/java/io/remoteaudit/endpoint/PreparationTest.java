package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.B;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.MovedClock;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.AuditorKind;
import io.remoteaudit.engagement.AuditorProfile;
import io.remoteaudit.engagement.ClientWill;
import io.remoteaudit.engagement.Communication;
import io.remoteaudit.engagement.ConsentRule;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.LegalBasis;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.RemoteConditions;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.preparation.AuditPlans;
import io.remoteaudit.preparation.OrganizationProfile;
import io.remoteaudit.preparation.PreparationConflictException;
import io.remoteaudit.preparation.PreparationContent;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes before an audit, by both parties over HTTP. */
class PreparationTest {

    private static final String DESK = AuditDesk.PATH;
    private static final String WANTED = "{\"items\":[" + item("P-1", "进货检验记录")
            + ",{\"id\":\"P-2\",\"wanted\":\"灭菌间视频\",\"owner\":\"王芳\",\"due\":\"2030-02-01\"}]}";
    private static final String PROFILE = "{\"legalName\":\"示例口罩有限公司\",\"creditCode\":\"91350100M000100Y43\","
            + "\"head\":\"张伟\",\"phone\":\"+86 571 0000 0000\","
            + "\"addresses\":[{\"use\":\"registered\",\"text\":\"杭州市\"}],"
            + "\"sites\":[{\"name\":\"S1\",\"kind\":\"physical\",\"address\":\"杭州市\"},{\"name\":\"QMS\",\"kind\":\"virtual\"}],"
            + "\"responsible\":[{\"name\":\"李工\",\"role\":\"管理者代表\"}],"
            + "\"certificates\":[{\"number\":\"Q-1\",\"standard\":\"ISO 13485:2016\",\"issuer\":\"CB\",\"state\":\"valid\","
            + "\"validFrom\":\"2025-01-01\",\"validTo\":\"2028-01-01\"}]}";

    @TempDir
    private Path directory;

    private final MovedClock clock = new MovedClock();
    private Maker maker;

    @BeforeEach
    void open() {
        maker = new Maker(directory, Limits.standard().withRequests(1_000_000, 1_000_000), clock);
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void profileOfTheConfigurationStandsUntilTheMakerKeepsOne() {
        JsonNode before = maker.get(maker.tokenA, at(A, "/organization")).json();
        assertThat(before.path("legalName").asText()).isEqualTo("示例口罩有限公司");
        assertThat(before.path("version").asInt()).isZero();
        assertThat(before.has("head")).isFalse();

        assertThat(desk("PUT", "/organization", PROFILE, null).status()).isEqualTo(428);
        assertThat(desk("PUT", "/organization", PROFILE, 1).status()).isEqualTo(412);
        assertThat(desk("PUT", "/organization", PROFILE, 0).status()).isEqualTo(200);
        maker.settle();

        JsonNode after = maker.get(maker.tokenA, at(A, "/organization")).json();
        assertThat(after.path("creditCode").asText()).isEqualTo("91350100M000100Y43");
        assertThat(after.path("head").asText()).isEqualTo("张伟");
        assertThat(after.path("sites").get(1).path("kind").asText()).isEqualTo("virtual");
        assertThat(after.path("certificates").get(0).path("state").asText()).isEqualTo("valid");
        assertThat(after.has("versions")).isFalse();
        JsonNode inside = desk("GET", "/organization", "", null).json();
        assertThat(inside.path("versions").size()).isEqualTo(2);
        assertThat(inside.path("versions").get(0).path("by").asText()).isEqualTo("质量负责人");
    }

    @Test
    void profileWithAWrongCreditCodeOrDaysIsRefusedWhereItIsWrong() {
        String wrong = PROFILE.replace("Y43", "Y44").replace("2028-01-01", "2024-01-01");
        Maker.Result refused = desk("PUT", "/organization", wrong, 0);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/creditCode", "/certificates/0/validTo");
        assertThat(OrganizationProfile.isCreditCode("91350100M000100Y43")).isTrue();
        assertThat(OrganizationProfile.isCreditCode("91350100M000100Y4I")).isFalse();
    }

    @Test
    void auditorsAbroadSeeNoPersonsOfTheProfile() {
        desk("PUT", "/organization", PROFILE, 0);
        maker.settle();
        String token =
                accepted("ENG-F", Duration.ofDays(-1), new AuditorProfile(AuditorKind.CLIENT_SECOND_PARTY, "DE"));
        Maker.Result seen = maker.get(token, at("ENG-F", "/organization"));
        assertThat(seen.text()).doesNotContain("张伟").doesNotContain("李工").doesNotContain("+86");
        assertThat(seen.json().path("personsWithheld").asBoolean()).isTrue();
        assertThat(seen.json().path("certificates").size()).isEqualTo(1);
    }

    @Test
    void planIsProposedByTheBodyChangedByTheMakerAndConfirmedByTheBody() {
        assertThat(desk("PUT", plan(A), agenda("熔喷"), 0).status()).isEqualTo(409);
        Maker.Result proposed = body("PUT", "/plan", agenda("熔喷"), 0);
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(200);
        assertThat(proposed.header("ETag")).isEqualTo("\"1\"");
        assertThat(proposed.json().path("waitsFor").asText()).isEqualTo("maker");
        assertThat(body("POST", "/plan/confirmation", "{}", 1).status()).isEqualTo(409);

        assertThat(desk("PUT", plan(A), agenda("包装"), 0).status()).isEqualTo(412);
        JsonNode changed = desk("PUT", plan(A), agenda("包装"), 1).json();
        assertThat(changed.path("state").asText()).isEqualTo("proposed");
        assertThat(changed.path("waitsFor").asText()).isEqualTo("body");
        assertThat(desk("POST", plan(A) + "/confirmation", "{}", 2).status()).isEqualTo(409);

        JsonNode confirmed =
                body("POST", "/plan/confirmation", "{\"note\":\"好\"}", 2).json();
        assertThat(confirmed.path("state").asText()).isEqualTo("confirmed");
        assertThat(confirmed.path("waitsFor").isNull()).isTrue();
        assertThat(confirmed.path("items").get(0).path("process").asText()).isEqualTo("包装");
        assertThat(confirmed.path("steps").findValuesAsText("action")).containsExactly("propose", "propose", "confirm");
        assertThat(confirmed
                        .path("steps")
                        .get(0)
                        .path("items")
                        .get(0)
                        .path("process")
                        .asText())
                .isEqualTo("熔喷");
        assertThat(confirmed.path("steps").findValuesAsText("leafIndex")).doesNotContain("null");
        assertThat(body("POST", "/plan/confirmation", "{}", 3).status()).isEqualTo(409);

        JsonNode again = body("PUT", "/plan", agenda("灭菌"), 3).json();
        assertThat(again.path("state").asText()).isEqualTo("proposed");
        assertThat(desk("POST", plan(A) + "/confirmation", "{}", 4)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("confirmed");
    }

    @Test
    void planIsRefusedWhereItIsWrong() {
        String wrong = agenda("熔喷")
                .replace("T03:00", "T00:30")
                .replace("\"auditor\"", "\"clause\":{\"edition\":\"ISO 1:1\",\"number\":\"?\"},\"auditor\"");
        assertThat(body("PUT", "/plan", wrong, 0).json().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/items/0/to", "/items/0/clause/edition", "/items/0/clause/number");
        assertThat(body("PUT", "/plan", "{}", 0).json().path("errors").findValuesAsText("pointer"))
                .containsExactly("/items");
        assertThat(body("PUT", "/plan", agenda("熔喷"), null).status()).isEqualTo(428);
    }

    @Test
    void listIsFulfilledItemByItemAndKeepsWhatAnUnchangedItemHas() {
        body("PUT", "/preparation", WANTED, 0);
        String record = "\"records\":[{\"recordId\":\"" + Maker.RECORD_A + "\",\"version\":2}]";
        Maker.Result ready = desk("POST", list(A) + "/items/P-1", "{\"ready\":true," + record + "}", 1);
        assertThat(ready.status()).as(ready.text()).isEqualTo(200);
        desk("POST", list(A) + "/items/P-2", "{\"ready\":false,\"note\":\"摄像头周五到\"}", 2);
        maker.settle();

        JsonNode seen = maker.get(maker.tokenA, at(A, "/preparation")).json();
        assertThat(seen.path("readyItems").asInt()).isEqualTo(1);
        assertThat(seen.path("items")
                        .get(0)
                        .path("records")
                        .get(0)
                        .path("recordId")
                        .asText())
                .isEqualTo(Maker.RECORD_A);
        assertThat(seen.path("items").get(1).path("note").asText()).isEqualTo("摄像头周五到");
        assertThat(seen.path("state").asText()).isEqualTo("proposed");

        String changed = WANTED.replace("灭菌间视频", "灭菌间实时视频");
        JsonNode after = desk("PUT", list(A), changed, 3).json();
        assertThat(after.path("items").get(0).path("ready").asBoolean()).isTrue();
        assertThat(after.path("items").get(1).has("note")).isFalse();
        JsonNode confirmed = body("POST", "/preparation/confirmation", "{}", 4).json();
        assertThat(confirmed.path("state").asText()).isEqualTo("confirmed");
        assertThat(confirmed.path("steps").findValuesAsText("action"))
                .containsExactly("propose", "fulfil", "fulfil", "propose", "confirm");
    }

    @Test
    void recordOutsideTheScopeIsRefusedAsOneThatDoesNotExist() {
        body("PUT", "/preparation", WANTED, 0);
        String said = "{\"ready\":true,\"records\":[{\"recordId\":\"%s\",\"version\":1}]}";
        Maker.Result outside = desk("POST", list(A) + "/items/P-1", said.formatted(Maker.RECORD_B), 1);
        Maker.Result absent = desk("POST", list(A) + "/items/P-1", said.formatted("IQC/2026/9"), 1);
        assertThat(outside.status()).isEqualTo(400);
        assertThat(outside.text()).isEqualTo(absent.text());
        assertThat(desk("POST", list(A) + "/items/P-9", "{\"ready\":true}", 1).status())
                .isEqualTo(409);
        assertThat(desk("POST", list(A) + "/items/P-1", "{\"ready\":false}", 1).status())
                .isEqualTo(400);
        assertThat(desk("POST", list(A) + "/items/P-1", "{\"ready\":1}", 1).status())
                .isEqualTo(400);
    }

    @Test
    void listIsRefusedWhereItIsWrong() {
        String wrong = "{\"items\":[" + item("P-1", "a") + "," + item("P-1", "b") + ","
                + item("P 3", "c").replace("incoming-inspection", "no-such-type") + "]}";
        assertThat(body("PUT", "/preparation", wrong, 0).json().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/items/1/id", "/items/2/id", "/items/2/recordType");
    }

    @Test
    void preparingComesBeforeTheAccessWindowAndNotAfterTheEnd() {
        String token = accepted("ENG-L", Duration.ofDays(5), null);
        Maker.Result proposed = send("PUT", token, at("ENG-L", "/preparation"), WANTED, 0);
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(200);
        assertThat(maker.get(token, at("ENG-L", "/records?q=BFE")).status()).isEqualTo(403);
        assertThat(desk("POST", list("ENG-L") + "/items/P-1", "{\"ready\":true}", 1)
                        .status())
                .isEqualTo(200);

        Engagements engagements = maker.remoteAudit().engagements();
        engagements.agreeToEnd("ENG-L", Party.MAKER, "done", "质量负责人");
        engagements.agreeToEnd("ENG-L", Party.BODY, "done", "Ann Auditor");
        assertThat(maker.get(token, at("ENG-L", "/preparation")).status()).isEqualTo(200);
        assertThat(send("PUT", token, at("ENG-L", "/preparation"), WANTED, 2).status())
                .isEqualTo(403);
        assertThat(desk("PUT", list("ENG-L"), WANTED, 2).status()).isEqualTo(409);
    }

    @Test
    void oneEngagementsPreparationIsNotAnothers() {
        body("PUT", "/plan", agenda("熔喷"), 0);
        assertThat(maker.get(maker.tokenB, at(B, "/plan"))
                        .json()
                        .path("version")
                        .asInt())
                .isZero();
        assertThat(maker.get(maker.tokenB, at(A, "/plan")).status()).isEqualTo(404);
    }

    @Test
    void ofFifteenConfirmationsOfOneVersionOneIsKept() throws Exception {
        body("PUT", "/plan", agenda("熔喷"), 0);
        AuditPlans plans = maker.remoteAudit().preparation().plans();
        Callable<Boolean> confirming = () -> {
            try {
                plans.confirm(A, 1, Party.MAKER, new PreparationContent.Confirmation(""), "质量负责人");
                return true;
            } catch (PreparationConflictException e) {
                return false;
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(15);
        int kept = 0;
        try {
            for (Future<Boolean> attempt : threads.invokeAll(Collections.nCopies(15, confirming))) {
                kept += attempt.get() ? 1 : 0;
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(kept).isEqualTo(1);
        assertThat(plans.of(A, Long.MAX_VALUE).version()).isEqualTo(2);
        assertThatThrownBy(() -> plans.confirm(A, 2, Party.BODY, new PreparationContent.Confirmation(""), "Ann"))
                .isInstanceOf(PreparationConflictException.class);
    }

    private static String agenda(String process) {
        return "{\"items\":[{\"site\":\"S1\",\"process\":\"" + process + "\",\"auditor\":\"Ann Auditor\","
                + "\"from\":\"2030-02-01T01:00:00Z\",\"to\":\"2030-02-01T03:00:00Z\"}],\"note\":\"v\"}";
    }

    private static String item(String id, String wanted) {
        return "{\"id\":\"" + id + "\",\"wanted\":\"" + wanted + "\",\"recordType\":\"incoming-inspection\","
                + "\"clause\":{\"edition\":\"ISO 13485:2016\",\"number\":\"7.4.3\"},\"owner\":\"李工\",\"due\":\"2030-01-31\"}";
    }

    private static String plan(String engagement) {
        return "/engagements/" + engagement + "/plan";
    }

    private static String list(String engagement) {
        return "/engagements/" + engagement + "/preparation";
    }

    private Maker.Result body(String method, String path, String json, Integer version) {
        return send(method, maker.tokenA, at(A, path), json, version);
    }

    private Maker.Result send(String method, String token, String path, String json, Integer version) {
        return send(method, path, Maker.bearer(token), json, version);
    }

    private Maker.Result desk(String method, String path, String json, Integer version) {
        return send(method, DESK + path, Headers.none().with("X-Requested-With", "remote-audit-desk"), json, version);
    }

    private Maker.Result send(String method, String path, Headers headers, String json, Integer version) {
        Headers all = headers.with("Content-Type", "application/json");
        return maker.send(
                method,
                path,
                version == null ? all : all.with("If-Match", "\"" + version + "\""),
                json.getBytes(StandardCharsets.UTF_8));
    }

    private static RemoteConditions conditions(Instant now) {
        return new RemoteConditions(
                new ClientWill("张伟", now, "同意远程审核"),
                List.of(),
                List.of(),
                List.of(),
                null,
                new Communication(List.of("video"), "telephone"),
                new LegalBasis("PIPL 38", "contract", false, "法务", LocalDate.parse("2026-01-01")),
                new ConsentRule(ConsentRule.Consent.ASK_EACH_TIME, ConsentRule.Consent.GRANTED));
    }

    /** An engagement that both have accepted, and a token of its auditor. */
    private String accepted(String id, Duration from, AuditorProfile profile) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Selection all = Selection.everything();
        EngagementTerms terms = new EngagementTerms(
                "Certification Body",
                "示例口罩有限公司",
                "surveillance audit",
                List.of(new Auditor("aud-1", "Ann Auditor", null)),
                List.of("ISO 13485:2016"),
                new Scope(Selection.of("S1"), all, all, all, all, null, null, Collections.emptySortedSet()),
                EnumSet.allOf(Right.class),
                now.plus(from),
                now.plus(Duration.ofDays(30)));
        Engagements engagements = maker.remoteAudit().engagements();
        Engagement proposed = engagements.propose(
                id, profile == null ? terms : terms.by(profile).under(conditions(now)), "质量负责人");
        engagements.accept(id, Party.MAKER, proposed.digest(), "质量负责人");
        engagements.accept(id, Party.BODY, proposed.digest(), "Ann Auditor");
        return maker.token(id);
    }
}
