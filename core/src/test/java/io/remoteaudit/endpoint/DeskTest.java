package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.demonstration.DemonstrationAuthority;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskTest {

    private static final String API = AuditDesk.PATH;

    @TempDir
    private Path directory;

    private Maker maker;

    @BeforeEach
    void open() {
        maker = new Maker(directory);
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void questionIsDraftedReleasedAndThenSeenByTheAuditor() {
        String id = maker.post(
                        maker.tokenA,
                        at(A, "/questions"),
                        "{\"title\":\"BFE\",\"text\":\"为何复测？\",\"pins\":[{\"recordId\":\"" + Maker.RECORD_A
                                + "\",\"version\":2}]}")
                .json()
                .path("id")
                .asText();
        JsonNode pending = get("/questions?state=pending").json();
        assertThat(pending.path("items").findValuesAsText("engagement")).containsExactly(A);
        assertThat(get("/session").json().path("pendingQuestions").asInt()).isEqualTo(1);
        JsonNode question = get("/questions/" + id).json();
        assertThat(question.path("draft").isNull()).isTrue();
        // At the desk nothing is masked.
        assertThat(question.path("records")
                        .get(0)
                        .path("performedBy")
                        .path("name")
                        .asText())
                .isEqualTo(Maker.SECRET);
        String release = "/questions/" + id + "/release";
        String first = "{\"draftVersion\":1}";
        assertThat(change("POST", release, first, "If-Match", "\"1\"").status()).isEqualTo(412);
        Maker.Result drafted = change(
                "PUT",
                "/questions/" + id + "/draft",
                "{\"draftVersion\":0,\"text\":\"设备校准后复测\",\"language\":\"zh-CN\"}");
        assertThat(drafted.json().path("draft").path("text").asText()).isEqualTo("设备校准后复测");
        assertThat(maker.get(maker.tokenA, at(A, "/questions/" + id)).text()).doesNotContain("设备校准后复测");
        assertThat(change("POST", release, first).status()).isEqualTo(428);
        assertThat(change("POST", release, first, "If-Match", "\"4\"").status()).isEqualTo(412);
        Maker.Result released = change("POST", release, first, "If-Match", "\"1\"");
        assertThat(released.json().path("state").asText()).isEqualTo("answered");
        maker.settle();
        assertThat(maker.get(maker.tokenA, at(A, "/questions/" + id)).text()).contains("设备校准后复测");
    }

    @Test
    void ledgerIsCheckedWhenTheMakerAsksAndTheResultIsShown() {
        assertThat(get("/ledger/check").json().has("last")).isFalse();
        assertThat(change("POST", "/ledger/check", "").status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get("/ledger/check").json().has("last"));
        JsonNode last = get("/ledger/check").json().path("last");
        assertThat(last.path("ledgerSize").asLong()).isPositive();
        assertThat(last.has("defect")).isFalse();
    }

    @Test
    void searchIndexIsRebuiltWhenTheMakerAsksAndSaysHowFarItIs() {
        long size = get("/index").json().path("ledgerSize").asLong();
        assertThat(size).isPositive();
        Maker.Result asked = change("POST", "/index/rebuild", "");
        assertThat(asked.status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30)).until(() -> !get("/index").json().has("building"));
        JsonNode built = get("/index").json();
        assertThat(built.path("indexedSize").asLong()).isGreaterThanOrEqualTo(size);
        assertThat(built.has("trouble")).isFalse();
    }

    @Test
    void searchIndexIsComparedWithTheLedgerWhenTheMakerAsksAndTheResultIsShown() {
        JsonNode before = get("/index").json().path("check");
        assertThat(before.has("last")).isFalse();
        assertThat(before.path("failed").asBoolean(true)).isFalse();
        Maker.Result asked = change("POST", "/index/check", "");
        assertThat(asked.status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            JsonNode check = get("/index").json().path("check");
            return check.has("last") && !check.has("reached");
        });
        JsonNode last = get("/index").json().path("check").path("last");
        assertThat(last.path("total").asLong(-1)).isZero();
        assertThat(last.path("differences").size()).isZero();
        assertThat(last.path("versions").asLong()).isEqualTo(4);
        assertThat(last.path("indexedSize").asLong())
                .isEqualTo(get("/index").json().path("ledgerSize").asLong());
    }

    @Test
    void onlyWhoManagesMayHaveTheIndexComparedOrRebuilt() {
        StaffMember viewer = new StaffMember("viewer", Set.of(StaffRole.VIEW, StaffRole.RELEASE));
        Headers own =
                Headers.none().with("Content-Type", "application/json").with("X-Requested-With", "remote-audit-desk");
        assertThat(send("GET", "/index", own, "", viewer).status()).isEqualTo(200);
        assertThat(send("POST", "/index/check", own, "", viewer).code()).isEqualTo("RA-0724");
        assertThat(send("POST", "/index/rebuild", own, "", viewer).code()).isEqualTo("RA-0724");
    }

    @Test
    void engagementIsAcceptedATokenGivenAndBothRevoked() {
        var proposed = maker.propose("ENG-P", "S1", Set.of(), Clock.systemUTC());
        String engagement = "/engagements/ENG-P";
        assertThat(change("POST", engagement + "/acceptance", "{\"digest\":\"" + "0".repeat(64) + "\"}")
                        .status())
                .isEqualTo(409);
        assertThat(change(
                                "POST",
                                engagement + "/acceptance",
                                "{\"digest\":\"" + proposed.digest().hex() + "\"}")
                        .json()
                        .path("acceptances")
                        .path("maker")
                        .path("by")
                        .asText())
                .isEqualTo("质量负责人");
        String end = Instant.now()
                .plus(10, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        Maker.Result issued =
                change("POST", engagement + "/credentials", "{\"auditorId\":\"aud-1\",\"expiresAt\":\"" + end + "\"}");
        assertThat(issued.status()).isEqualTo(201);
        assertThat(issued.header("Cache-Control")).isEqualTo("no-store");
        String token = issued.json().path("token").asText();
        assertThat(maker.get(token, at("ENG-P", "")).status()).isEqualTo(200);
        assertThat(get(engagement).text()).doesNotContain(token).contains("\"state\":\"active\"");
        String credential = issued.json().path("id").asText();
        change("POST", engagement + "/credentials/" + credential + "/revocation", "{\"reason\":\"lost\"}");
        assertThat(maker.get(token, at("ENG-P", "")).status()).isEqualTo(401);
        assertThat(change("POST", engagement + "/revocation", "{\"reason\":\"over\"}")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("revoked");
        assertThat(change("POST", engagement + "/revocation", "{\"reason\":\"over\"}")
                        .status())
                .isEqualTo(409);
        for (String wrong : new String[] {
            "{\"auditorId\":\"nobody\",\"expiresAt\":\"" + end + "\"}",
            "{\"auditorId\":\"aud-1\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}",
            "{\"auditorId\":\"aud-1\",\"expiresAt\":\"tomorrow\"}"
        }) {
            assertThat(change("POST", "/engagements/" + A + "/credentials", wrong)
                            .status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void trailAndLedgerAreShown() {
        maker.get(maker.tokenA, at(A, "/records"));
        maker.settle();
        assertThat(get("/access?engagement=" + A + "&limit=1")
                        .json()
                        .path("items")
                        .findValuesAsText("action"))
                .containsExactly("search");
        assertThat(get("/access").json().path("items").findValuesAsText("action"))
                .contains("search");
        JsonNode ledger = get("/ledger").json();
        assertThat(ledger.path("origin").asText()).isEqualTo("qms.example.com/remote-audit");
        assertThat(ledger.path("size").asLong()).isPositive();
        assertThat(get("/engagements").json().path("total").asInt()).isEqualTo(2);
    }

    @Test
    void makerChangesTheLedgersKeyWithAReasonAndSeesItsKeysAndTimestamps() {
        assertThat(get("/ledger/timestamps").json().path("total").asLong()).isZero();
        assertThat(get("/ledger/timestamps").json().has("newest")).isFalse();
        String old = get("/ledger").json().path("key").asText();
        assertThat(change("POST", "/ledger/keys", "{\"reason\":\"\"}").status()).isEqualTo(400);
        Maker.Result changed = change("POST", "/ledger/keys", "{\"reason\":\"每年更换\"}");
        assertThat(changed.status()).isEqualTo(201);
        assertThat(changed.json().path("oldKey").asText()).isEqualTo(old);
        maker.settle();
        String fresh = get("/ledger").json().path("key").asText();
        assertThat(changed.json().path("newKey").asText()).isEqualTo(fresh);
        assertThat(get("/ledger/keys").json().path("items").findValuesAsText("key"))
                .containsExactly(old, fresh);
    }

    @Test
    void makerIsToldWhyATimestampIsPendingAndTheAuditorIsNot() {
        maker.close();
        TimestampAuthority away = TimestampAuthority.overHttp(
                "away", URI.create("http://127.0.0.1:1/"), List.of(root()), Clock.systemUTC());
        maker = new Maker(directory.resolve("stamped"), away);
        maker.remoteAudit().anchors().anchor(maker.remoteAudit().ledger().checkpoint());
        JsonNode pending = get("/ledger/timestamps").json().path("items").get(0);
        assertThat(pending.path("state").asText()).isEqualTo("pending");
        assertThat(pending.path("failure").asText()).isNotBlank();
        JsonNode shown = maker.get(maker.tokenA, at(A, "/ledger/timestamps"))
                .json()
                .path("items")
                .get(0);
        assertThat(shown.path("state").asText()).isEqualTo("pending");
        assertThat(shown.has("failure")).isFalse();
    }

    private static X509Certificate root() {
        try (DemonstrationAuthority authority = DemonstrationAuthority.start(Clock.systemUTC())) {
            return authority.root();
        }
    }

    @Test
    void changesAreTakenFromTheDesksOwnPageOnly() {
        String path = "/engagements/" + A + "/revocation";
        String body = "{\"reason\":\"x\"}";
        Headers json = Headers.none().with("Content-Type", "application/json").with("Host", "qms.example.com");
        Headers own = json.with("X-Requested-With", "remote-audit-desk");
        for (Headers foreign : new Headers[] {
            json,
            own.with("Origin", "https://evil.example"),
            own.with("Origin", "null"),
            own.with("Sec-Fetch-Site", "cross-site"),
            own.with("Sec-Fetch-Site", "same-site")
        }) {
            Maker.Result refused = send("POST", path, foreign, body, StaffMember.withAllRoles("x"));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("RA-0723");
        }
        Headers same = own.with("Origin", "https://QMS.example.com").with("Sec-Fetch-Site", "same-origin");
        assertThat(send("POST", path, same, body, StaffMember.withAllRoles("x")).status())
                .isEqualTo(200);
    }

    @Test
    void eachRoleOpensItsOwnDoors() {
        StaffMember viewer = new StaffMember("viewer", Set.of(StaffRole.VIEW));
        Headers own =
                Headers.none().with("Content-Type", "application/json").with("X-Requested-With", "remote-audit-desk");
        assertThat(send("GET", "/engagements", own, "", viewer).status()).isEqualTo(200);
        assertThat(send("POST", "/engagements/" + A + "/revocation", own, "{\"reason\":\"x\"}", viewer)
                        .code())
                .isEqualTo("RA-0724");
        StaffMember nobody = new StaffMember("nobody", Set.of());
        assertThat(send("GET", "/engagements", own, "", nobody).status()).isEqualTo(403);
        assertThat(send("GET", "/session", own, "", nobody).status()).isEqualTo(200);
        assertThat(send("GET", "/nothing", own, "", nobody).status()).isEqualTo(404);
        assertThat(send("DELETE", "/engagements", own, "", nobody).status()).isEqualTo(405);
    }

    private Maker.Result get(String path) {
        return send("GET", path, Headers.none(), "", StaffMember.withAllRoles("质量负责人"));
    }

    private Maker.Result change(String method, String path, String json, String... headers) {
        Headers all =
                Headers.none().with("Content-Type", "application/json").with("X-Requested-With", "remote-audit-desk");
        for (int i = 0; i < headers.length; i += 2) {
            all = all.with(headers[i], headers[i + 1]);
        }
        return send(method, path, all, json, StaffMember.withAllRoles("质量负责人"));
    }

    private Maker.Result send(String method, String path, Headers headers, String body, StaffMember staff) {
        int mark = path.indexOf('?');
        return Maker.Result.of(maker.remoteAudit()
                .desk()
                .handle(
                        new Request(
                                method,
                                API + (mark < 0 ? path : path.substring(0, mark)),
                                mark < 0 ? null : path.substring(mark + 1),
                                headers,
                                "192.0.2.1",
                                false,
                                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))),
                        staff));
    }
}
