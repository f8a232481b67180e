package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.MovedClock;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.engagement.AuditorKind;
import io.remoteaudit.engagement.AuditorProfile;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.LegalBasis;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.RemoteConditions;
import io.remoteaudit.ledger.Json;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What both parties do with an engagement, each through its own door. */
class EngagementLifeAtTheEndpointTest {

    private static final String RECORD = "/records/" + PathSegment.of(Maker.RECORD_A);
    private static final String REASON = "{\"reason\":\"why\"}";

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
    void bodyHaltsAndResumesAndTheMakersHaltIsTheMakersToEnd() {
        assertThat(audit("/suspension", REASON)
                        .json()
                        .path("suspension")
                        .path("party")
                        .asText())
                .isEqualTo("body");
        Maker.Result closed = maker.get(maker.tokenA, at(A, "/records"));
        assertThat(closed.status()).isEqualTo(403);
        assertThat(closed.text()).contains("suspended");
        assertThat(maker.get(maker.tokenA, at(A, "")).json().path("state").asText())
                .isEqualTo("suspended");
        assertThat(audit("/resumption", "{}").json().path("state").asText()).isEqualTo("active");
        assertThat(maker.get(maker.tokenA, at(A, "/records")).status()).isEqualTo(200);
        assertThat(desk("POST", "/suspension", REASON).json().path("state").asText())
                .isEqualTo("suspended");
        Maker.Result refused = audit("/resumption", "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("RA-0402");
        assertThat(desk("POST", "/resumption", "{}").json().path("state").asText())
                .isEqualTo("active");
    }

    @Test
    void haltEndsAnOpenEventStreamWithinSeconds() {
        Maker.Result stream = maker.get(maker.tokenA, at(A, "/questions/events"));
        assertThat(stream.status()).isEqualTo(200);
        try (Body.Events events = stream.events()) {
            desk("POST", "/suspension", REASON);
            await().atMost(Duration.ofSeconds(60)).until(events::ended);
        }
    }

    @Test
    void haltBreaksOffADownloadInTheMiddle() {
        Answer answer = maker.endpoint()
                .handle(new Request(
                        "GET",
                        at(A, RECORD + "/attachments/" + PathSegment.of(Maker.FILE)),
                        null,
                        Maker.bearer(maker.tokenA),
                        "127.0.0.1",
                        false,
                        new ByteArrayInputStream(new byte[0])));
        AtomicLong taken = new AtomicLong();
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int one) {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (taken.getAndAdd(length) == 0) {
                    desk("POST", "/suspension", REASON);
                }
            }
        };
        assertThatThrownBy(() -> ((Body.Streamed) answer.body()).writeTo(slow)).isNotNull();
        assertThat(taken.get()).isPositive().isLessThan(Maker.CONTENT.length);
    }

    @Test
    void bothAgreeToEndAndWhatIsArchivedIsNowhereOutsideAndReadOnlyInside() {
        String id = maker.post(maker.tokenA, at(A, "/questions"), "{\"title\":\"BFE\",\"text\":\"why?\"}")
                .json()
                .path("id")
                .asText();
        maker.settle();
        assertThat(audit("/ending", REASON).json().path("endings").has("body")).isTrue();
        assertThat(desk("POST", "/archival", "{}").status()).isEqualTo(409);
        assertThat(desk("POST", "/ending", REASON).json().path("state").asText())
                .isEqualTo("ended");
        assertThat(maker.get(maker.tokenA, at(A, "")).json().path("state").asText())
                .isEqualTo("ended");
        assertThat(maker.get(maker.tokenA, at(A, "/ict-statement")).status()).isEqualTo(200);
        assertThat(desk("POST", "/archival", "{}")
                        .json()
                        .path("archival")
                        .path("by")
                        .asText())
                .isEqualTo("质量负责人");
        Maker.Result absent = maker.get(maker.tokenA, at(A, ""));
        assertThat(absent.status()).isEqualTo(404);
        assertThat(absent.bytes())
                .isEqualTo(maker.get(maker.tokenA, at("ENG-X", "")).bytes());
        assertThat(desk("GET", "", "").json().path("state").asText()).isEqualTo("archived");
        assertThat(desk("POST", "/revocation", REASON).status()).isEqualTo(409);
        for (String change : List.of("draft", "files", "notes", "assignment", "release", "messages", "evidence")) {
            Maker.Result late = send(
                    change.equals("draft") ? "PUT" : "POST",
                    "/questions/" + id + "/" + change,
                    "{\"draftVersion\":0,\"text\":\"late\",\"language\":\"en\"}",
                    StaffMember.withAllRoles("质量负责人"));
            assertThat(late.status()).as(change).isEqualTo(409);
            assertThat(late.json().path("type").asText()).as(change).endsWith("state-conflict");
        }
    }

    @Test
    void whatTermsLackIsSaidInBothLanguagesAndShownBefore() {
        Engagement proposed = propose(new AuditorProfile(AuditorKind.CERTIFICATION_BODY, "DE"));
        String token = maker.token("ENG-Q");
        assertThat(maker.get(token, at("ENG-Q", "")).json().path("missing"))
                .extracting(JsonNode::asText)
                .contains("readiness", "legal-basis");
        String digest = "{\"digest\":\"" + proposed.digest().hex() + "\"}";
        Maker.Result refused = maker.post(token, at("ENG-Q", "/acceptance"), digest, "Accept-Language", "zh-CN");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("RA-0404");
        assertThat(refused.json().path("errors").findValuesAsText("detail"))
                .hasSize(8)
                .contains("沟通方式与应急预案");
        assertThat(maker.post(token, at("ENG-Q", "/acceptance"), digest)
                        .json()
                        .path("errors")
                        .findValuesAsText("detail"))
                .contains("The means of communication and the contingency plan");
        assertThat(send("POST", "/engagements/ENG-Q/acceptance", digest, StaffMember.withAllRoles("x"))
                        .code())
                .isEqualTo("RA-0404");
    }

    @Test
    void foreignAuthorityIsRefusedByBothDoorsWithWhoMustDecide() {
        Engagement proposed = propose(new AuditorProfile(AuditorKind.FOREIGN_REGULATOR, "US"));
        String digest = "{\"digest\":\"" + proposed.digest().hex() + "\"}";
        Maker.Result outside = maker.post(maker.token("ENG-Q"), at("ENG-Q", "/acceptance"), digest);
        assertThat(outside.status()).isEqualTo(403);
        assertThat(outside.code()).isEqualTo("RA-0405");
        assertThat(outside.json().path("detail").asText()).contains("article 36", "legal counsel");
        Maker.Result inside = send("POST", "/engagements/ENG-Q/acceptance", digest, StaffMember.withAllRoles("x"));
        assertThat(inside.code()).isEqualTo("RA-0405");
    }

    @Test
    void makerProposesAndAmendsAtTheDeskAndNothingIsPassedOver() {
        ObjectNode terms = terms();
        Maker.Result proposed = propose("ENG-R", terms);
        assertThat(proposed.status()).isEqualTo(201);
        assertThat(proposed.json().path("state").asText()).isEqualTo("proposed");
        assertThat(propose("ENG-R", terms).status()).isEqualTo(400);
        assertThat(propose("ENG R", terms).status()).isEqualTo(400);
        ObjectNode unknown = terms.deepCopy();
        unknown.withObject("/scope").put("secret", true);
        assertThat(propose("ENG-S", unknown).json().path("errors").findValuesAsText("pointer"))
                .containsExactly("/terms/scope/secret");
        ObjectNode incomplete = terms.deepCopy();
        incomplete.remove("purpose");
        assertThat(propose("ENG-S", incomplete).json().path("errors").findValuesAsText("pointer"))
                .containsExactly("/terms");
        terms.put("purpose", "别的目的");
        String stale = amend("ENG-R", "0".repeat(64), terms).code();
        assertThat(stale).isEqualTo("RA-0725");
        Maker.Result amended = amend("ENG-R", proposed.json().path("digest").asText(), terms);
        assertThat(amended.json().path("termsVersion").asInt()).isEqualTo(2);
        assertThat(amended.json().path("terms").path("purpose").asText()).isEqualTo("别的目的");
    }

    @Test
    void onlyTheRoleManageChangesAnEngagementAtTheDesk() {
        for (StaffRole role : StaffRole.values()) {
            StaffMember staff = new StaffMember("someone", Set.of(role));
            for (String path : List.of("/suspension", "/resumption", "/ending", "/archival", "/outages", "/terms")) {
                String method = path.equals("/terms") ? "PUT" : "POST";
                Maker.Result result = send(method, "/engagements/" + A + path, "{\"no\":1}", staff);
                assertThat(result.status()).as(role + " " + path).isEqualTo(role == StaffRole.MANAGE ? 400 : 403);
            }
            assertThat(send("POST", "/engagements", "{}", staff).status())
                    .isEqualTo(role == StaffRole.MANAGE ? 400 : 403);
            assertThat(send("GET", "/engagements/" + A + "/ict-statement", "", staff)
                            .status())
                    .isEqualTo(role == StaffRole.VIEW ? 200 : 403);
        }
    }

    @Test
    void outageThatIsNotOverOrHasNoOrderIsRefused() {
        Instant now = clock.instant();
        assertThat(audit("/outages", outage(now.minusSeconds(60), now.plusSeconds(600)))
                        .status())
                .isEqualTo(400);
        assertThat(audit("/outages", outage(now.minusSeconds(60), now.minusSeconds(60)))
                        .status())
                .isEqualTo(400);
        assertThat(desk("POST", "/outages", outage(now.minusSeconds(60), now.minusSeconds(30)))
                        .json()
                        .path("outages")
                        .get(0)
                        .path("party")
                        .asText())
                .isEqualTo("maker");
    }

    @Test
    void statementOfUseCountsWhatTheTrailHolds() {
        maker.get(maker.tokenA, at(A, "/records?q=BFE"));
        maker.get(maker.tokenA, at(A, RECORD));
        maker.get(maker.tokenA, at(A, RECORD + "/versions"));
        clock.moveTo(Duration.ofMinutes(10));
        maker.get(maker.tokenA, at(A, RECORD + "/attachments/" + PathSegment.of(Maker.FILE)));
        maker.get(maker.tokenA, at(A, "/records/absent"));
        clock.moveTo(Duration.ofMinutes(40));
        maker.post(maker.tokenA, at(A, "/questions"), "{\"title\":\"BFE\",\"text\":\"why?\"}");
        Instant now = clock.instant();
        audit("/outages", outage(now.minusSeconds(600), now.minusSeconds(60)));
        desk("POST", "/suspension", REASON);
        desk("POST", "/resumption", "{}");
        maker.settle();
        JsonNode statement = maker.get(maker.tokenA, at(A, "/ict-statement")).json();
        JsonNode use = statement.path("use");
        assertThat(use.path("sessions").asInt()).isEqualTo(2);
        // Ten minutes between first and last, and a minute more; then a session of one moment.
        assertThat(use.path("minutes").asInt()).isEqualTo(11 + 1);
        assertThat(use.path("auditors").asInt()).isEqualTo(1);
        assertThat(use.path("searches").asInt()).isEqualTo(1);
        assertThat(use.path("recordsOpened").asInt()).isEqualTo(1);
        assertThat(use.path("attachments").asInt()).isEqualTo(1);
        assertThat(use.path("questions").asInt()).isEqualTo(1);
        assertThat(use.path("refused").asInt()).isEqualTo(1);
        assertThat(use.path("bytes").asLong()).isGreaterThan(Maker.CONTENT.length);
        assertThat(statement.path("methods").findValuesAsText("method"))
                .containsExactly("search", "record-review", "file-review", "questions");
        assertThat(statement.path("outages")).hasSize(1);
        assertThat(statement.path("suspensions").get(0).has("to")).isTrue();
        assertThat(statement.path("texts").path("zh").asText()).contains("使用时长：0:12 小时，2 次会话");
        assertThat(statement.path("texts").path("en").asText()).contains("0:12 h in 2 sessions of 1 auditors");
        Maker.Result text = maker.send(
                "GET",
                at(A, "/ict-statement"),
                Maker.bearer(maker.tokenA).with("Accept", "text/plain").with("Accept-Language", "zh"),
                new byte[0]);
        assertThat(text.header("Content-Type")).startsWith("text/plain");
        assertThat(text.text()).contains("信息与通信技术使用说明", "line dropped");
        desk("POST", "/suspension", REASON);
        assertThat(maker.get(maker.tokenA, at(A, "/ict-statement")).status()).isEqualTo(403);
        assertThat(desk("GET", "/ict-statement", "").status()).isEqualTo(200);
    }

    @Test
    void personsShownToAuditorsAbroadAreCountedByYearEachOnceAndOnlyThose() {
        String domestic = maker.tokenA;
        maker.get(domestic, at(A, RECORD));
        assertThat(exposures()).isEmpty();
        String masked = agreed("ENG-M", false);
        maker.get(masked, at("ENG-M", RECORD));
        assertThat(exposures()).isEmpty();
        String shown = agreed("ENG-N", true);
        for (String path : List.of("/records", RECORD, RECORD + "/versions", RECORD + "?version=1")) {
            assertThat(maker.get(shown, at("ENG-N", path)).text()).as(path).contains(Maker.SECRET);
        }
        // Who did the work, and who corrected the record.
        assertThat(exposures()).hasSize(1);
        assertThat(exposures().get(0).path("persons").asInt()).isEqualTo(2);
        assertThat(exposures().get(0).path("engagements").asInt()).isEqualTo(1);
        clock.moveTo(Duration.ofDays(366));
        String later = agreed("ENG-O", true);
        maker.get(later, at("ENG-O", RECORD + "?version=1"));
        assertThat(exposures()).hasSize(2);
        assertThat(exposures().get(0).path("persons").asInt()).isEqualTo(1);
    }

    private JsonNode exposures() {
        return send("GET", "/exposures", "", StaffMember.withAllRoles("x"))
                .json()
                .path("items");
    }

    /** An audit from abroad, under a legal basis that covers data of persons or does not. */
    private String agreed(String id, boolean persons) {
        Instant now = clock.instant();
        EngagementTerms terms = maker.propose(id + "-draft", "S1", Set.of(), clock)
                .terms()
                .by(new AuditorProfile(AuditorKind.REGULATOR, "DE"))
                .under(RemoteConditions.builder()
                        .legalBasis(new LegalBasis(
                                "LB-1", "contract", persons, "legal", LocalDate.ofInstant(now, ZoneOffset.UTC)))
                        .build());
        Engagement proposed = maker.remoteAudit().engagements().propose(id, terms, "质量负责人");
        maker.remoteAudit().engagements().accept(id, Party.MAKER, proposed.digest(), "质量负责人");
        maker.remoteAudit().engagements().accept(id, Party.BODY, proposed.digest(), "Auditor");
        return maker.token(id);
    }

    private static String outage(Instant from, Instant to) {
        return "{\"from\":\"" + from + "\",\"to\":\"" + to + "\",\"description\":\"line dropped\"}";
    }

    private Engagement propose(AuditorProfile profile) {
        return maker.remoteAudit()
                .engagements()
                .propose(
                        "ENG-Q",
                        maker.propose("ENG-P", "S1", Set.of(), Clock.systemUTC())
                                .terms()
                                .by(profile),
                        "质量负责人");
    }

    private ObjectNode terms() {
        return maker.remoteAudit().engagements().find(A).orElseThrow().terms().toJson();
    }

    private Maker.Result propose(String id, ObjectNode terms) {
        ObjectNode body = Json.object().put("id", id);
        body.set("terms", terms);
        return send("POST", "/engagements", Json.write(body), StaffMember.withAllRoles("质量负责人"));
    }

    private Maker.Result amend(String id, String digest, ObjectNode terms) {
        ObjectNode body = Json.object().put("digest", digest);
        body.set("terms", terms);
        return send("PUT", "/engagements/" + id + "/terms", Json.write(body), StaffMember.withAllRoles("质量负责人"));
    }

    private Maker.Result audit(String path, String json) {
        return maker.post(maker.tokenA, at(A, path), json);
    }

    private Maker.Result desk(String method, String path, String json) {
        return send(method, "/engagements/" + A + path, json, StaffMember.withAllRoles("质量负责人"));
    }

    private Maker.Result send(String method, String path, String json, StaffMember staff) {
        Headers headers =
                Headers.none().with("Content-Type", "application/json").with("X-Requested-With", "remote-audit-desk");
        return Maker.Result.of(maker.remoteAudit()
                .desk()
                .handle(
                        new Request(
                                method,
                                AuditDesk.PATH + path,
                                null,
                                headers,
                                "192.0.2.1",
                                false,
                                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))),
                        staff));
    }
}
