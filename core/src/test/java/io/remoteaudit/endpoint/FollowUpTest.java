package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.MovedClock;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.record.Person;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After the access window: findings come to their closure, and nothing else of the maker's is seen. */
class FollowUpTest {

    private static final String E = "ENG-F";
    private static final String OTHER = "IQC/2026/9";
    private static final String THIRD = "IQC/2026/10";
    private static final String FINDING =
            "{\"kind\":\"minor-nonconformity\",\"clause\":{\"edition\":\"ISO 13485:2016\",\"number\":\"8.2.6\"},"
                    + "\"text\":\"缺少原始数据\",\"evidence\":[" + evidence(Maker.RECORD_A, 1) + "]}";

    @TempDir
    private Path directory;

    private final MovedClock clock = new MovedClock();
    private Maker maker;
    private String token;
    private String finding;

    @BeforeEach
    void raiseAndPassTheWindow() {
        maker = new Maker(directory, Limits.standard().withRequests(1_000_000, 1_000_000), clock);
        for (String id : List.of(OTHER, THIRD)) {
            maker.remoteAudit()
                    .records()
                    .save(Maker.inspection(id, "S1", "97.0").build());
        }
        maker.settle();
        token = maker.engage(E, terms -> terms.followedUpFor(180));
        finding = post("/findings", FINDING).json().path("id").asText();
        assertThat(post(
                                "/questions",
                                "{\"title\":\"BFE\",\"text\":\"why?\",\"pins\":[{\"recordId\":\"" + THIRD
                                        + "\",\"version\":1}]}")
                        .status())
                .isEqualTo(201);
        clock.moveTo(Duration.ofDays(31));
        // The window's token has ended with its 90 days at the latest; what follows needs one that the maker gives
        // anew.
        token = maker.remoteAudit()
                .engagements()
                .issueToken(E, "aud-1", clock.instant().plus(Duration.ofDays(80)), "质量负责人")
                .token();
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void findingComesToItsClosureAfterTheAccessWindow() {
        assertThat(get("").json().path("state").asText()).isEqualTo("follow-up");
        String response =
                "{\"action\":\"respond\",\"correction\":\"补测\",\"cause\":\"漏传\",\"correctiveAction\":\"双人复核\","
                        + "\"dueDate\":\"2030-01-31\",\"evidence\":[" + evidence(OTHER, 1) + "]}";
        assertThat(get(record(OTHER)).status()).isEqualTo(404);
        assertThat(desk("/findings/" + finding + "/steps", response, 1).status())
                .isEqualTo(200);
        maker.settle();
        assertThat(get(record(OTHER)).status()).isEqualTo(200);
        assertThat(step("{\"action\":\"accept\"}", 2).json().path("state").asText())
                .isEqualTo("accepted");
        assertThat(step("{\"action\":\"verify\",\"text\":\"现场查看\"}", 3)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("verified");
        assertThat(step("{\"action\":\"close\"}", 4).json().path("state").asText())
                .isEqualTo("closed");
        assertThat(post(
                                "/certificates",
                                "{\"certificate\":\"Q-1\",\"outcome\":\"maintained\",\"date\":\"2030-02-01\",\"document\":\"D-1\"}")
                        .status())
                .isEqualTo(201);
        clock.moveTo(Duration.ofDays(30 + 180));
        assertThat(get("/findings").status()).isIn(401, 403);
    }

    @Test
    void ofRecordsOnlyTheVersionsThatFindingsAndQuestionsNameExist() {
        assertThat(get(record(Maker.RECORD_A)).json().path("version").asInt()).isEqualTo(1);
        assertThat(get(record(Maker.RECORD_A) + "?version=1").status()).isEqualTo(200);
        assertThat(get(record(Maker.RECORD_A) + "/proof").status()).isEqualTo(200);
        assertThat(get(record(Maker.RECORD_A) + "/attachments/" + PathSegment.of(Maker.FILE))
                        .bytes())
                .isEqualTo(Maker.CONTENT);
        assertThat(get(record(Maker.RECORD_A) + "/versions")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(get(record(THIRD)).status()).isEqualTo(200);
        Maker.Result absent = get("/records/absent");
        for (String path : List.of(
                record(Maker.RECORD_A) + "?version=2",
                record(OTHER),
                record(OTHER) + "/proof",
                record(OTHER) + "/versions")) {
            Maker.Result hidden = get(path);
            assertThat(hidden.status()).as(path).isEqualTo(404);
            assertThat(hidden.bytes()).as(path).isEqualTo(absent.bytes());
        }
    }

    @Test
    void whatAnAuditorNamesAsEvidenceOpensNoOtherRecord() {
        desk(
                "/findings/" + finding + "/steps",
                "{\"action\":\"respond\",\"correction\":\"补测\",\"cause\":\"漏传\",\"correctiveAction\":\"复核\",\"dueDate\":\"2030-01-31\"}",
                1);
        maker.settle();
        String foreign = "{\"action\":\"return\",\"text\":\"不足\",\"evidence\":[" + evidence(OTHER, 1) + "]}";
        String absent = foreign.replace(OTHER, "IQC/2026/0");
        Maker.Result refused = step(foreign, 2);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.bytes()).isEqualTo(step(absent, 2).bytes());
        assertThat(get(record(OTHER)).status()).isEqualTo(404);
        String named = "{\"action\":\"return\",\"text\":\"不足\",\"evidence\":[" + evidence(Maker.RECORD_A, 1) + "]}";
        assertThat(step(named, 2).status()).isEqualTo(201);
    }

    @Test
    void nothingIsSearchedAskedRaisedOrExportedAnyMore() {
        for (String path :
                List.of("/records", "/records?q=BFE", "/suggestions?q=lots:2", "/exports", "/questions/events")) {
            Maker.Result refused = get(path);
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("RA-0401");
            assertThat(refused.text()).contains("follow-up");
        }
        assertThat(post("/findings", FINDING).status()).isEqualTo(403);
        assertThat(post("/questions", "{\"title\":\"BFE\",\"text\":\"why?\"}").status())
                .isEqualTo(403);
        assertThat(post("/exports", "{\"recordIds\":[\"" + Maker.RECORD_A + "\"]}")
                        .status())
                .isEqualTo(403);
        JsonNode questions = get("/questions").json();
        assertThat(questions.path("total").asInt()).isEqualTo(1);
    }

    @Test
    void makerRespondsAlsoAfterTheFollowUpUntilItArchives() {
        clock.moveTo(Duration.ofDays(30 + 181));
        String response =
                "{\"action\":\"respond\",\"correction\":\"补测\",\"cause\":\"漏传\",\"correctiveAction\":\"复核\",\"dueDate\":\"2030-01-31\"}";
        assertThat(desk("/findings/" + finding + "/steps", response, 1).status())
                .isEqualTo(200);
        maker.remoteAudit().engagements().archive(E, "质量负责人");
        assertThat(desk("/findings/" + finding + "/steps", response, 2).status())
                .isEqualTo(409);
    }

    @Test
    void newerVersionThatTheMakerNamesIsShownBesideTheOldOne() {
        var found = maker.remoteAudit().records().find(Maker.RECORD_A).orElseThrow();
        maker.remoteAudit()
                .records()
                .save(found.record()
                        .nextVersion("重新检验", new Person("王芳", "质量主管"))
                        .build());
        maker.settle();
        assertThat(get(record(Maker.RECORD_A)).json().path("version").asInt()).isEqualTo(1);
        String response = "{\"action\":\"respond\",\"correction\":\"补测\",\"cause\":\"漏传\",\"correctiveAction\":\"复核\","
                + "\"dueDate\":\"2030-01-31\",\"evidence\":[" + evidence(Maker.RECORD_A, 3) + "]}";
        desk("/findings/" + finding + "/steps", response, 1);
        maker.settle();
        assertThat(get(record(Maker.RECORD_A)).json().path("version").asInt()).isEqualTo(3);
        assertThat(get(record(Maker.RECORD_A) + "/versions")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(2);
    }

    private static String evidence(String record, int version) {
        return "{\"type\":\"record\",\"recordId\":\"" + record + "\",\"version\":" + version + "}";
    }

    private static String record(String id) {
        return "/records/" + PathSegment.of(id);
    }

    private Maker.Result get(String path) {
        return maker.get(token, at(E, path));
    }

    private Maker.Result post(String path, String json) {
        return maker.post(token, at(E, path), json);
    }

    private Maker.Result step(String json, int version) {
        return maker.post(token, at(E, "/findings/" + finding + "/steps"), json, "If-Match", "\"" + version + "\"");
    }

    private Maker.Result desk(String path, String json, int version) {
        Headers headers = Headers.none()
                .with("Content-Type", "application/json")
                .with("X-Requested-With", "remote-audit-desk")
                .with("If-Match", "\"" + version + "\"");
        return maker.send("POST", AuditDesk.PATH + path, headers, json.getBytes(StandardCharsets.UTF_8));
    }
}
