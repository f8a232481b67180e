package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.B;
import static io.remoteaudit.endpoint.Maker.at;
import static io.remoteaudit.endpoint.PageVisitor.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.access.Access;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.engagement.Credential;
import io.remoteaudit.engagement.IssuedInvitation;
import io.remoteaudit.engagement.PageSessions;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The session of the auditor's pages: how it begins, what it lets do, and everything that ends it. What must be refused of
 * other pages stands in {@code PageGuardTest}.
 */
class PageSessionTest extends PasskeyCase {

    private static final String ENDED = "RA-0735";
    private static final String QUESTION = "{\"title\":\"BFE\",\"text\":\"why?\"}";
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void tokenOpensASessionThatReadsAndWritesWithoutIt() {
        PageVisitor visitor = PageVisitor.with(maker, maker.tokenA);
        assertThat(visitor.get(at(A, "/records?q=BFE")).status()).isEqualTo(200);
        assertThat(visitor.post(at(A, "/questions"), QUESTION).status()).isEqualTo(201);
        Maker.Result told = visitor.get(SESSION);
        assertThat(told.json().path("engagement").asText()).isEqualTo(A);
        assertThat(told.json().path("auditorId").asText()).isEqualTo("aud-1");
        assertThat(told.json().path("proof").asText()).isEqualTo(visitor.proof());
        assertThat(told.json().path("idleIn").asLong()).isBetween(890L, 900L);
        assertThat(told.json().path("endsIn").asLong()).isBetween(28_790L, 28_800L);
        assertThat(told.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void invitationOpensASessionAndGivesNoTokenToTheScript() {
        IssuedInvitation issued = invite();
        PageVisitor visitor = new PageVisitor(maker);
        Maker.Result opened = visitor.open(redemption(issued), Headers.none());
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.text()).doesNotContain("ra_", "rs_");
        assertThat(visitor.get(at(A, "/records?q=BFE")).status()).isEqualTo(200);
        assertThat(new PageVisitor(maker)
                        .open(redemption(issued), Headers.none())
                        .code())
                .isEqualTo("RA-0731");
        Maker.Result wrong = new PageVisitor(maker)
                .open("{\"invitation\":\"" + invite().secret() + "\",\"code\":\"AAAAAAAA\"}", Headers.none());
        assertThat(wrong.code()).isEqualTo("RA-0731");
        assertThat(wrong.header("Set-Cookie")).isEmpty();
    }

    @Test
    void lostAnswerIsHadAgainAsAnotherSessionButNeverAsAToken() {
        IssuedInvitation issued = invite();
        Headers key = Headers.none().with("Idempotency-Key", "0123456789abcdef0123456789abcdef");
        assertThat(new PageVisitor(maker).open(redemption(issued), key).status())
                .isEqualTo(201);
        PageVisitor again = new PageVisitor(maker);
        assertThat(again.open(redemption(issued), key).status()).isEqualTo(201);
        assertThat(again.get(at(A, "")).status()).isEqualTo(200);
        Maker.Result token = again.send("POST", "/audit/v1/invitations/redemption", key, redemption(issued));
        assertThat(token.code()).isEqualTo("RA-0731");
        long tokens = maker.remoteAudit().engagements().credentials(A).stream()
                .filter(credential -> credential.issuedBy().equals(STAFF))
                .count();
        assertThat(tokens).as("the first token of A, and the invitation's").isEqualTo(2);
    }

    @Test
    void passkeyOpensASessionWhichLeavingEndsTogetherWithWhatThePasskeyGave() {
        SoftAuthenticator device = new SoftAuthenticator();
        register(maker.tokenA, A, device, "key");
        PageVisitor visitor = new PageVisitor(maker);
        String signed = "{\"passkey\":" + Json.write(device.sign(request())) + "}";
        Maker.Result opened = visitor.open(signed, Headers.none());
        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        assertThat(opened.text()).doesNotContain("ra_");
        assertThat(visitor.get(at(A, "/records?q=BFE")).status()).isEqualTo(200);
        String given = last(A, "search").credentialId();

        Headers before = Headers.none().with("Cookie", visitor.cookie());
        assertThat(visitor.delete(SESSION).status()).isEqualTo(204);
        assertThat(visitor.cookie()).isEmpty();
        assertThat(visitor.send("GET", at(A, ""), before, "").code()).isEqualTo(ENDED);
        assertThat(maker.remoteAudit()
                        .ledger()
                        .versions(EntryKind.CREDENTIAL, given)
                        .get(1)
                        .field("reason")
                        .orElseThrow()
                        .asText())
                .isEqualTo("signed out");
        Maker.Result wrong = visitor.open("{\"passkey\":" + Json.write(device.sign(request())) + ",\"x\":1}", none());
        assertThat(wrong.code()).isEqualTo("RA-0708");
        device.counter = 0;
        assertThat(visitor.open("{\"passkey\":{}}", none()).code()).isEqualTo("RA-0708");
    }

    @Test
    void cookieIsForThisHostThePagesAndNoScript() {
        PageVisitor visitor = new PageVisitor(maker);
        Headers encrypted = Maker.bearer(maker.tokenA)
                .with("Origin", "https://localhost:8080")
                .with("Host", "localhost:8080")
                .with("Content-Type", "application/json");
        Answer answer = maker.endpoint()
                .handle(new Request(
                        "POST",
                        SESSION,
                        null,
                        encrypted,
                        "192.0.2.7",
                        true,
                        new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8))));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers().first("Set-Cookie").orElseThrow())
                .matches("__Host-remote-audit=rs_[0-9A-Za-z]{49}; Path=/; HttpOnly; SameSite=Strict; Secure");

        Maker.Result plain = visitor.open("{}", Maker.bearer(maker.tokenA));
        assertThat(plain.header("Set-Cookie"))
                .matches("remote-audit=rs_[0-9A-Za-z]{49}; Path=/; HttpOnly; SameSite=Strict");
        // The cookie of plain HTTP, which any program of this machine may set, counts for nothing by HTTPS.
        Answer mixed = maker.endpoint()
                .handle(new Request(
                        "GET",
                        at(A, ""),
                        null,
                        Headers.none().with("Cookie", visitor.cookie()),
                        "192.0.2.7",
                        true,
                        new ByteArrayInputStream(new byte[0])));
        assertThat(mixed.status()).isEqualTo(401);
    }

    @Test
    void sessionEndsAFewMinutesAfterItsLastUseAndNotWhileItIsUsed() {
        PageVisitor visitor = PageVisitor.with(maker, maker.tokenA);
        for (int minutes = 14; minutes <= 70; minutes += 14) {
            clock.moveTo(Duration.ofMinutes(minutes));
            assertThat(visitor.get(at(A, "")).status()).isEqualTo(200);
        }
        clock.moveTo(Duration.ofMinutes(70).plus(PageSessions.IDLE).plusSeconds(5));
        Maker.Result ended = visitor.get(at(A, ""));
        assertThat(ended.status()).isEqualTo(401);
        assertThat(ended.code()).isEqualTo(ENDED);
        assertThat(ended.text()).contains("Sign in again", "请重新登录");
        assertThat(visitor.cookie()).as("the browser forgets it").isEmpty();
        assertThat(visitor.get(SESSION).status()).isEqualTo(204);
        assertThat(maker.get(maker.tokenA, at(A, "")).status()).isEqualTo(200);
    }

    @Test
    void useIsNotedOnceAMinuteAndNeverLateEnoughToStayLonger() throws SQLException {
        clock.stop();
        PageVisitor visitor = PageVisitor.with(maker, maker.tokenA);
        long opened = used();
        clock.moveTo(Duration.ofSeconds(50));
        visitor.get(at(A, ""));
        assertThat(used()).isEqualTo(opened);
        clock.moveTo(Duration.ofSeconds(61));
        visitor.get(at(A, ""));
        assertThat(used() - opened).isBetween(61_000L, 90_000L);
    }

    @Test
    void whatAPageAsksWhileNobodyIsAtItKeepsNoSessionAlive() throws SQLException {
        PageVisitor visitor = PageVisitor.with(maker, maker.tokenA);
        Body.Events stream = visitor.get(at(A, "/questions/events")).events();
        long opened = used();
        clock.moveTo(Duration.ofMinutes(10));
        assertThat(visitor.send("GET", at(A, ""), Headers.none().with("Audit-Unattended", "true"), "")
                        .status())
                .isEqualTo(200);
        Maker.Result told = visitor.send("GET", SESSION, Headers.none().with("Audit-Unattended", "true"), "");
        assertThat(told.json().path("idleIn").asLong()).isBetween(290L, 300L);
        visitor.get(at(A, "/questions/events")).events().close();
        assertThat(used()).isEqualTo(opened);
        assertThat(stream.ended()).isFalse();
        clock.moveTo(PageSessions.IDLE.plusSeconds(5));
        await().atMost(LONG).until(stream::ended);
        assertThat(visitor.get(at(A, "/questions/events")).code()).isEqualTo(ENDED);
    }

    @Test
    void sessionEndsAfterEightHoursHoweverMuchItIsUsed() {
        PageVisitor visitor = PageVisitor.with(maker, maker.tokenA);
        Duration moved = Duration.ZERO;
        while (moved.plusMinutes(14).compareTo(PageSessions.LONGEST) < 0) {
            moved = moved.plusMinutes(14);
            clock.moveTo(moved);
            assertThat(visitor.get(SESSION).status()).isEqualTo(200);
        }
        clock.moveTo(PageSessions.LONGEST.plusSeconds(5));
        assertThat(visitor.get(at(A, "")).code()).isEqualTo(ENDED);
    }

    @Test
    void sessionNeverOutlivesItsToken() {
        Instant end = clock.instant().plus(Duration.ofMinutes(5));
        String token = maker.remoteAudit()
                .engagements()
                .issueToken(A, "aud-1", end, STAFF)
                .token();
        PageVisitor visitor = PageVisitor.with(maker, token);
        assertThat(visitor.get(SESSION).json().path("endsIn").asLong()).isLessThanOrEqualTo(300);
        clock.moveTo(Duration.ofMinutes(5).plusSeconds(2));
        assertThat(visitor.get(at(A, "")).code()).isEqualTo(ENDED);
    }

    @Test
    void eachComingInIsAnotherSessionAndEndsTheOneBefore() {
        PageVisitor visitor = PageVisitor.with(maker, maker.tokenA);
        Headers first = Headers.none().with("Cookie", visitor.cookie());
        visitor.open("{}", Maker.bearer(maker.tokenA));
        assertThat(Headers.none().with("Cookie", visitor.cookie())).isNotEqualTo(first);
        assertThat(visitor.send("GET", at(A, ""), first, "").code()).isEqualTo(ENDED);
        PageVisitor other = PageVisitor.with(maker, maker.tokenA);
        assertThat(other.get(at(A, "")).status()).isEqualTo(200);
    }

    @Test
    void leavingEndsTheSessionAndNotTheToken() {
        PageVisitor visitor = PageVisitor.with(maker, maker.tokenA);
        Body.Events stream = visitor.get(at(A, "/questions/events")).events();
        Headers before = visitor.own("DELETE").and(visitor.proven());
        assertThat(visitor.delete(SESSION).status()).isEqualTo(204);
        await().atMost(LONG).until(stream::ended);
        assertThat(visitor.sendOnly("DELETE", SESSION, before, "").code()).isEqualTo(ENDED);
        assertThat(visitor.delete(SESSION).code()).isEqualTo("RA-0703");
        assertThat(maker.get(maker.tokenA, at(A, "")).status()).isEqualTo(200);
        assertThat(visitor.send("DELETE", SESSION, Maker.bearer(maker.tokenA), "")
                        .code())
                .isEqualTo("RA-0726");
    }

    @Test
    void whateverEndsTheAccessEndsTheSessionAndWhatIsUnderWayInIt() throws IOException {
        Runnable[] ends = {
            () -> maker.remoteAudit().engagements().revokeToken(newest("E-0").id(), "lost", STAFF),
            () -> maker.remoteAudit().engagements().revoke("E-1", "over", STAFF),
            () -> maker.remoteAudit().engagements().suspend("E-2", Party.MAKER, "halt", STAFF),
        };
        for (int i = 0; i < ends.length; i++) {
            String engagement = "E-" + i;
            PageVisitor visitor = PageVisitor.with(maker, maker.engage(engagement, terms -> terms));
            Body.Events stream =
                    visitor.get(at(engagement, "/questions/events")).events();
            String file = at(
                    engagement,
                    "/records/" + PathSegment.of(Maker.RECORD_A) + "/attachments/" + PathSegment.of(Maker.FILE));
            Answer download = maker.answer("GET", file, visitor.own("GET"));
            assertThat(download.status()).isEqualTo(200);
            ends[i].run();
            await().atMost(LONG).until(stream::ended);
            assertThat(visitor.get(at(engagement, "/records?q=BFE")).status()).isEqualTo(i == 2 ? 403 : 401);
            Body.Streamed content = (Body.Streamed) download.body();
            assertThatThrownBy(() -> content.writeTo(new ByteArrayOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ended");
        }
    }

    @Test
    void sessionOfAnotherEngagementIsNobodyInThisOne() {
        PageVisitor visitor = PageVisitor.with(maker, maker.tokenB);
        Maker.Result foreign = visitor.get(at(A, "/records?q=BFE"));
        Maker.Result absent = visitor.get(at("ENG-NONE", "/records?q=BFE"));
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.text()).isEqualTo(absent.text());
        assertThat(visitor.post(at(A, "/questions"), QUESTION).status()).isEqualTo(404);
        assertThat(visitor.get(at(B, "")).status()).isEqualTo(200);
    }

    @Test
    void tokenSaysWhoAsksAlsoBesideACookie() {
        PageVisitor visitor = PageVisitor.with(maker, maker.tokenB);
        assertThat(visitor.send("GET", at(A, ""), Maker.bearer(maker.tokenA), "")
                        .status())
                .isEqualTo(200);
        assertThat(visitor.send("GET", at(B, ""), Maker.bearer(maker.tokenA), "")
                        .status())
                .isEqualTo(404);
        assertThat(visitor.send("GET", at(B, ""), Maker.bearer("ra_" + "a".repeat(49)), "")
                        .code())
                .isEqualTo("RA-0703");
        assertThat(visitor.send("GET", SESSION, Maker.bearer(maker.tokenA), "").status())
                .isEqualTo(204);
    }

    @Test
    void tokenThatNeedsACertificateIsNoLooserInASession() throws Exception {
        var certificate = IdentityTest.certificate(Duration.ofDays(10));
        Instant end = clock.instant().plus(Duration.ofDays(1));
        String token = maker.remoteAudit()
                .engagements()
                .issueToken(A, "aud-1", end, STAFF, IdentityTest.thumbprint(certificate))
                .token();
        PageVisitor visitor = new PageVisitor(maker);
        assertThat(visitor.open("{}", Maker.bearer(token)).status()).isEqualTo(401);
        Headers opening = visitor.own("POST").and(Maker.bearer(token)).with("Content-Type", "application/json");
        Maker.Result opened = maker.send("POST", SESSION, opening, "{}".getBytes(StandardCharsets.UTF_8), certificate);
        assertThat(opened.status()).isEqualTo(201);
        Headers cookie =
                visitor.own("GET").with("Cookie", opened.header("Set-Cookie").replaceFirst(";.*", ""));
        assertThat(maker.send("GET", at(A, ""), cookie, new byte[0], certificate)
                        .status())
                .isEqualTo(200);
        assertThat(maker.send("GET", at(A, ""), cookie, new byte[0]).code()).isEqualTo(ENDED);
    }

    @Test
    void databaseHoldsADigestOnlyAndForgetsWhatEndedLongAgo() throws SQLException {
        PageVisitor visitor = PageVisitor.with(maker, maker.tokenA);
        String secret = visitor.cookie().substring(visitor.cookie().indexOf('=') + 1);
        assertThat(rows()).hasSize(1).noneMatch(row -> row.contains(secret)).noneMatch(row -> row.contains("rs_"));
        clock.moveTo(Duration.ofDays(2));
        PageVisitor.with(maker, maker.tokenA);
        assertThat(rows()).hasSize(1);
    }

    @Test
    void trailNamesTheSessionAndNobodysSecret() {
        PageVisitor visitor = PageVisitor.with(maker, maker.tokenA);
        visitor.get(at(A, "/records?q=BFE"));
        visitor.delete(SESSION);
        maker.get(maker.tokenA, at(A, "/records?q=BFE"));
        maker.settle();
        assertThat(trail(A)).extracting(Access::action).contains("open-session-by-token", "search", "end-session");
        List<Access> searches = trail(A).stream()
                .filter(access -> access.action().equals("search"))
                .toList();
        assertThat(searches.get(0).session()).isNotNull();
        assertThat(searches.get(1).session()).isNull();
        assertThat(trail(A).toString()).doesNotContain("rs_");
        String page = maker.get(maker.tokenA, at(A, "/access")).text();
        assertThat(page).contains("\"session\":\"" + searches.get(0).session() + "\"");
    }

    @Test
    void noiseAndGuessedCookiesAreRefusedAsStrangersAre() {
        PageVisitor visitor = new PageVisitor(maker);
        for (String value : List.of("", "x", "rs_" + "a".repeat(49), "rs_" + "0".repeat(43) + "000000")) {
            Headers cookie = Headers.none().with("Cookie", "remote-audit=" + value);
            assertThat(visitor.send("GET", at(A, ""), cookie, "").code()).isEqualTo(ENDED);
        }
        String own = PageVisitor.with(maker, maker.tokenA).cookie();
        Headers tossed = Headers.none().with("Cookie", own + "; remote-audit=other");
        assertThat(visitor.send("GET", at(A, ""), tossed, "").status()).isEqualTo(401);
        Headers among = Headers.none().with("Cookie", "JSESSIONID=1; " + own + "; theme=dark");
        assertThat(visitor.send("GET", at(A, ""), among, "").status()).isEqualTo(200);
        assertThat(visitor.send("PUT", SESSION, among, "{}").header("Allow")).isEqualTo("DELETE, GET, HEAD, POST");
        assertThat(visitor.open("{}", Headers.none()).code()).isEqualTo("RA-0703");
        assertThat(visitor.open("{}", Maker.bearer("ra_" + "a".repeat(49))).code())
                .isEqualTo("RA-0703");
    }

    private static Headers none() {
        return Headers.none();
    }

    private IssuedInvitation invite() {
        Instant end =
                maker.remoteAudit().engagements().find(A).orElseThrow().terms().accessTo();
        return maker.remoteAudit().invitations().invite(A, "aud-1", end, STAFF);
    }

    private static String redemption(IssuedInvitation issued) {
        return "{\"invitation\":\"" + issued.secret() + "\",\"code\":\"" + issued.code() + "\"}";
    }

    private Credential newest(String engagement) {
        List<Credential> all = maker.remoteAudit().engagements().credentials(engagement);
        return all.get(all.size() - 1);
    }

    private Access last(String engagement, String action) {
        maker.settle();
        return trail(engagement).stream()
                .filter(access -> access.action().equals(action))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private long used() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + maker.database());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT MAX(used_at) FROM remote_audit_page_session")) {
            return rows.getLong(1);
        }
    }

    private List<String> rows() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + maker.database());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT id, secret_digest, credential_id FROM remote_audit_page_session")) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1) + rows.getString(2) + rows.getString(3));
            }
            return found;
        }
    }
}
