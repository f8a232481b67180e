package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.MovedClock;
import io.remoteaudit.access.Access;
import io.remoteaudit.engagement.Invitation;
import io.remoteaudit.engagement.Invitations;
import io.remoteaudit.engagement.IssuedInvitation;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An auditor comes in by a link and a code that came another way. */
class EnrolmentTest {

    private static final String PATH = "/audit/v1/invitations/redemption";
    private static final String STAFF = "质量负责人";
    private static final String KEY = "k".repeat(40);
    private static final String WRONG = "00000000";

    @TempDir
    private Path directory;

    private final MovedClock clock = new MovedClock();
    private Maker maker;

    @BeforeEach
    void open() {
        maker = new Maker(directory, patient(10_000), clock);
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void invitationAndItsCodeAreATokenOnce() {
        IssuedInvitation issued = invite();
        assertThat(issued.secret()).matches("ri_[0-9A-Za-z]{49}");
        assertThat(issued.code()).matches("[0-9A-HJKMNP-TV-Z]{8}");
        Maker.Result redeemed = redeem(issued.secret(), issued.code());
        assertThat(redeemed.status()).isEqualTo(200);
        assertThat(redeemed.header("Cache-Control")).isEqualTo("no-store");
        assertThat(redeemed.json().path("engagement").asText()).isEqualTo(A);
        assertThat(redeemed.json().path("auditorId").asText()).isEqualTo("aud-1");
        String token = redeemed.json().path("token").asText();
        assertThat(maker.get(token, at(A, "/records?q=BFE")).status()).isEqualTo(200);
        assertThat(redeem(issued.secret(), issued.code()).code()).isEqualTo("RA-0731");
        assertThat(only()).returns(Invitation.State.REDEEMED, Invitation::state);
    }

    @Test
    void whoRedeemsUnderAKeyGetsALostAnswerAgainForAShortTime() {
        IssuedInvitation issued = invite();
        Maker.Result first = redeem(issued.secret(), issued.code(), KEY);
        assertThat(first.status()).isEqualTo(200);
        String typed = issued.code().toLowerCase(Locale.ROOT);
        assertThat(redeem(issued.secret(), typed, KEY).text()).isEqualTo(first.text());
        assertThat(redeem(issued.secret(), issued.code()).code()).isEqualTo("RA-0731");
        assertThat(redeem(issued.secret(), issued.code(), KEY.replace('k', 'j')).code())
                .isEqualTo("RA-0731");
        assertThat(redeem(issued.secret(), WRONG, KEY).code()).isEqualTo("RA-0731");
        assertThat(redeem(invite().secret(), issued.code(), KEY).code()).isEqualTo("RA-0731");
        assertThat(maker.remoteAudit().engagements().credentials(A)).hasSize(2);
        clock.moveTo(Invitations.ANSWERED_AGAIN_FOR);
        assertThat(redeem(issued.secret(), issued.code(), KEY).code()).isEqualTo("RA-0731");
    }

    @Test
    void tokenThatWasRevokedIsNotGivenAgain() {
        IssuedInvitation issued = invite();
        redeem(issued.secret(), issued.code(), KEY);
        maker.remoteAudit().engagements().revoke(A, "over", STAFF);
        assertThat(redeem(issued.secret(), issued.code(), KEY).code()).isEqualTo("RA-0731");
    }

    @Test
    void keyThatCouldBeGuessedIsRefused() {
        IssuedInvitation issued = invite();
        assertThat(redeem(issued.secret(), issued.code(), "1").status()).isEqualTo(400);
        assertThat(only()).returns(Invitation.State.OPEN, Invitation::state);
    }

    @Test
    void ofFifteenUnderOneKeyAllGetOneToken() throws Exception {
        IssuedInvitation issued = invite();
        List<Callable<Maker.Result>> tries = IntStream.range(0, 15)
                .<Callable<Maker.Result>>mapToObj(i -> () -> redeem(issued.secret(), issued.code(), KEY))
                .toList();
        assertThat(atOnce(tries).stream().map(Maker.Result::text).distinct()).hasSize(1);
        assertThat(maker.remoteAudit().engagements().credentials(A)).hasSize(2);
    }

    @Test
    void codeMayBeTypedAsPeopleDo() {
        IssuedInvitation issued = invite();
        String typed = " " + issued.code().substring(0, 4).toLowerCase(Locale.ROOT) + "-"
                + issued.code().substring(4).replace('0', 'O').replace('1', 'l');
        assertThat(redeem(issued.secret(), typed).status()).isEqualTo(200);
    }

    @Test
    void lookingAtTheLinkChangesNothing() {
        IssuedInvitation issued = invite();
        long before =
                maker.remoteAudit().ledger().subjects(EntryKind.INVITATION).size();
        for (String method : List.of("GET", "HEAD", "PUT", "DELETE")) {
            Maker.Result seen = maker.send(method, PATH, Headers.none(), new byte[0]);
            assertThat(seen.status()).isEqualTo(405);
            assertThat(seen.header("Allow")).isEqualTo("POST");
        }
        assertThat(maker.get(issued.secret(), at(A, "")).status()).isEqualTo(401);
        assertThat(maker.remoteAudit().ledger().subjects(EntryKind.INVITATION)).hasSize((int) before);
        assertThat(only()).returns(Invitation.State.OPEN, Invitation::state);
        assertThat(redeem(issued.secret(), issued.code()).status()).isEqualTo(200);
    }

    @Test
    void whateverIsWrongTheAnswerIsTheSame() {
        IssuedInvitation used = invite();
        redeem(used.secret(), used.code());
        IssuedInvitation withdrawn = invite();
        maker.remoteAudit().invitations().withdraw(withdrawn.invitation().id(), "wrong address", STAFF);
        IssuedInvitation wrong = invite();
        IssuedInvitation spent = invite();
        for (int i = 0; i < Invitations.MOST_WRONG_CODES; i++) {
            redeem(spent.secret(), WRONG);
        }
        IssuedInvitation expired = invite();
        List<Maker.Result> refused = new ArrayList<>(List.of(
                redeem("ri_" + "a".repeat(49), "ABCD2345"),
                redeem("nonsense", "ABCD2345"),
                redeem(used.secret(), used.code()),
                redeem(withdrawn.secret(), withdrawn.code()),
                redeem(wrong.secret(), WRONG),
                redeem(wrong.secret(), used.code()),
                redeem(spent.secret(), spent.code())));
        clock.moveTo(Invitations.VALID_FOR);
        refused.add(redeem(expired.secret(), expired.code()));

        assertThat(refused).extracting(Maker.Result::status).containsOnly(403);
        assertThat(refused.stream().map(Maker.Result::text).distinct()).hasSize(1);
        assertThat(refused.stream()
                        .map(result -> result.answer().headers().toString())
                        .distinct())
                .hasSize(1);
        assertThat(maker.remoteAudit().invitations().of(A))
                .extracting(Invitation::state)
                .containsExactlyInAnyOrder(
                        Invitation.State.REDEEMED,
                        Invitation.State.WITHDRAWN,
                        Invitation.State.EXPIRED,
                        Invitation.State.VOID,
                        Invitation.State.EXPIRED);
    }

    @Test
    void fourWrongCodesAreForgivenAndTheFifthIsNot() {
        IssuedInvitation issued = invite();
        for (int i = 1; i < Invitations.MOST_WRONG_CODES; i++) {
            redeem(issued.secret(), WRONG);
        }
        assertThat(only()).returns(Invitation.State.OPEN, Invitation::state).returns(4, Invitation::wrongCodes);
        assertThat(redeem(issued.secret(), issued.code()).status()).isEqualTo(200);
    }

    @Test
    void whoTriesManyCodesAtOnceGetsFiveTries() throws Exception {
        IssuedInvitation issued = invite();
        List<Callable<Maker.Result>> tries = IntStream.range(0, 15)
                .<Callable<Maker.Result>>mapToObj(i -> () -> redeem(issued.secret(), WRONG))
                .toList();
        assertThat(atOnce(tries)).extracting(Maker.Result::status).containsOnly(403);
        assertThat(only())
                .returns(Invitation.State.VOID, Invitation::state)
                .returns(Invitations.MOST_WRONG_CODES, Invitation::wrongCodes);
        assertThat(redeem(issued.secret(), issued.code()).status()).isEqualTo(403);
    }

    @Test
    void ofFifteenWhoRedeemAtOnceOneGetsTheToken() throws Exception {
        IssuedInvitation issued = invite();
        List<Callable<Maker.Result>> tries = IntStream.range(0, 15)
                .<Callable<Maker.Result>>mapToObj(i -> () -> redeem(issued.secret(), issued.code()))
                .toList();
        assertThat(atOnce(tries))
                .extracting(Maker.Result::status)
                .filteredOn(status -> status == 200)
                .hasSize(1);
        // The maker's own token is the other one.
        assertThat(maker.remoteAudit().engagements().credentials(A)).hasSize(2);
    }

    @Test
    void invitationEndsWithItsEngagementAndWithTheAuditorsName() {
        maker.propose("ENG-P", "S1", Set.of(), clock);
        IssuedInvitation issued = invite("ENG-P");
        maker.remoteAudit().engagements().revoke("ENG-P", "over", STAFF);
        assertThat(redeem(issued.secret(), issued.code()).code()).isEqualTo("RA-0731");
        assertThatThrownBy(() -> invite("ENG-P")).hasMessageContaining("issue a token");
        assertThatThrownBy(() -> maker.remoteAudit()
                        .invitations()
                        .invite(A, "aud-9", clock.instant().plusSeconds(60), STAFF))
                .hasMessageContaining("aud-9");
        assertThatThrownBy(() -> maker.remoteAudit()
                        .invitations()
                        .invite(A, "aud-1", clock.instant().plus(Duration.ofDays(91)), STAFF))
                .hasMessageContaining("90 days");
    }

    @Test
    void invitationIsRedeemedBeforeTheBodyHasAccepted() {
        var proposed = maker.propose("ENG-P", "S1", Set.of(), clock);
        maker.remoteAudit().engagements().accept("ENG-P", Party.MAKER, proposed.digest(), STAFF);
        IssuedInvitation issued = invite("ENG-P");
        String token =
                redeem(issued.secret(), issued.code()).json().path("token").asText();
        assertThat(maker.get(token, at("ENG-P", "")).status()).isEqualTo(200);
        assertThat(maker.get(token, at("ENG-P", "/records?q=BFE")).code()).isEqualTo("RA-0401");
    }

    @Test
    void makingTryingAndRedeemingAreInTheLedgerAndInTheTrail() {
        IssuedInvitation issued = invite();
        redeem(issued.secret(), WRONG);
        redeem(issued.secret(), issued.code());
        redeem("ri_" + "a".repeat(49), "ABCD2345");
        maker.settle();

        String id = issued.invitation().id();
        assertThat(maker.remoteAudit().ledger().versions(EntryKind.INVITATION, id))
                .extracting(entry -> text(entry, "event"))
                .containsExactly("invited", "wrong-code", "redeemed");
        long size = maker.remoteAudit().ledger().size();
        List<Access> trail =
                maker.remoteAudit().accessTrail().list(A, 0, 200, size).items();
        assertThat(trail)
                .filteredOn(access -> access.action().equals("redeem-invitation"))
                .allMatch(access -> access.auditorId().equals("aud-1"))
                .allMatch(access -> access.credentialId().equals(id))
                .extracting(access -> access.served().status())
                .containsExactly(403, 200);
        assertThat(maker.remoteAudit().accessTrail().list("-", 0, 200, size).items())
                .filteredOn(access -> access.action().equals("refused-invitation"))
                .hasSize(1);
    }

    @Test
    void nothingIsRedeemedWhenTheTrailCannotBeWritten() throws SQLException {
        IssuedInvitation issued = invite();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + maker.database());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TRIGGER no_access BEFORE INSERT ON remote_audit_entry"
                    + " WHEN NEW.kind = 'access' BEGIN SELECT RAISE(ABORT, 'the disk is gone'); END");
        }
        assertThat(redeem(issued.secret(), issued.code()).status()).isEqualTo(503);
        assertThat(only()).returns(Invitation.State.OPEN, Invitation::state);
    }

    @Test
    void neitherSecretIsKept() throws IOException {
        IssuedInvitation issued = invite();
        String token =
                redeem(issued.secret(), issued.code()).json().path("token").asText();
        maker.settle();
        assertThat(issued.toString()).doesNotContain(issued.secret(), issued.code());
        maker.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(issued.secret(), issued.code(), token);
            }
        }
    }

    @Test
    void addressThatTriesTooMuchWaitsAlsoWithTheRightCode() {
        maker.close();
        maker = new Maker(directory.resolve("strict"), patient(10), clock);
        clock.stop();
        IssuedInvitation issued = invite();
        for (int i = 0; i < 10; i++) {
            assertThat(redeem("ri_" + "a".repeat(49), WRONG).status()).isEqualTo(403);
        }
        Maker.Result waits = redeem(issued.secret(), issued.code());
        assertThat(waits.status()).isEqualTo(429);
        assertThat(Integer.parseInt(waits.header("Retry-After"))).isPositive();
        // Bad tokens and bad invitations count together.
        assertThat(maker.get("ra_" + "a".repeat(49), at(A, "")).status()).isEqualTo(429);
        clock.moveTo(Duration.ofMinutes(1));
        assertThat(redeem(issued.secret(), issued.code()).status()).isEqualTo(200);
    }

    @Test
    void staffInvitesAtTheDeskSeesWhatBecameOfItAndTakesItBack() {
        String engagement = "/engagements/" + A;
        String end = clock.instant()
                .plus(10, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        String order = "{\"auditorId\":\"aud-1\",\"expiresAt\":\"" + end + "\"}";
        Maker.Result made = desk("POST", engagement + "/invitations", order);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        String secret = made.json().path("invitation").asText();
        String code = made.json().path("code").asText();
        JsonNode shown = desk("GET", engagement, "").json().path("invitations").get(0);
        assertThat(shown.path("state").asText()).isEqualTo("open");
        assertThat(shown.path("invitedBy").asText()).isEqualTo(STAFF);
        assertThat(shown.toString()).doesNotContain(secret, code);

        String withdrawal = engagement + "/invitations/" + shown.path("id").asText() + "/withdrawal";
        assertThat(desk("POST", withdrawal, "{}").code()).isEqualTo("RA-0708");
        assertThat(desk("POST", withdrawal, "{\"reason\":\" \"}").code()).isEqualTo("RA-0708");
        JsonNode withdrawn = desk("POST", withdrawal, "{\"reason\":\"地址有误\"}")
                .json()
                .path("invitations")
                .get(0);
        assertThat(withdrawn.path("state").asText()).isEqualTo("withdrawn");
        assertThat(withdrawn.at("/withdrawal/by").asText()).isEqualTo(STAFF);
        assertThat(withdrawn.at("/withdrawal/reason").asText()).isEqualTo("地址有误");
        assertThat(maker.remoteAudit()
                        .ledger()
                        .versions(EntryKind.INVITATION, shown.path("id").asText())
                        .get(1)
                        .field("reason")
                        .orElseThrow()
                        .asText())
                .isEqualTo("地址有误");
        assertThat(redeem(secret, code).status()).isEqualTo(403);
        assertThat(desk("POST", engagement + "/invitations/none/withdrawal", "{\"reason\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(desk("POST", engagement + "/invitations", order.replace("aud-1", "aud-9"))
                        .code())
                .isEqualTo("RA-0708");

        Maker.Result again = desk("POST", engagement + "/invitations", order);
        JsonNode redeemed = redeem(
                        again.json().path("invitation").asText(),
                        again.json().path("code").asText())
                .json();
        assertThat(redeemed.path("expiresAt").asText()).isEqualTo(end);
    }

    private IssuedInvitation invite() {
        return invite(A);
    }

    private IssuedInvitation invite(String engagement) {
        Instant end = clock.instant().plus(Duration.ofDays(20));
        return maker.remoteAudit().invitations().invite(engagement, "aud-1", end, STAFF);
    }

    private Invitation only() {
        List<Invitation> all = maker.remoteAudit().invitations().of(A);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private Maker.Result redeem(String invitation, String code) {
        byte[] body =
                ("{\"invitation\":\"" + invitation + "\",\"code\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8);
        return maker.send("POST", PATH, Headers.none().with("Content-Type", "application/json"), body);
    }

    private Maker.Result redeem(String invitation, String code, String key) {
        byte[] body =
                ("{\"invitation\":\"" + invitation + "\",\"code\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8);
        Headers headers =
                Headers.none().with("Content-Type", "application/json").with("Idempotency-Key", key);
        return maker.send("POST", PATH, headers, body);
    }

    private Maker.Result desk(String method, String path, String body) {
        Headers own =
                Headers.none().with("Content-Type", "application/json").with("X-Requested-With", "remote-audit-desk");
        return maker.send(method, AuditDesk.PATH + path, own, body.getBytes(StandardCharsets.UTF_8));
    }

    static List<Maker.Result> atOnce(List<Callable<Maker.Result>> tries) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tries.size());
        try {
            List<Maker.Result> results = new ArrayList<>();
            for (Future<Maker.Result> result : threads.invokeAll(tries)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String text(Entry entry, String name) {
        return entry.field(name).orElseThrow().asText();
    }

    static Limits patient(int badTokens) {
        Limits usual = Limits.standard();
        return new Limits(
                usual.urlLength(),
                usual.headerLength(),
                usual.bodyLength(),
                1_000_000,
                1_000_000,
                badTokens,
                usual.streamsPerAuditor(),
                usual.streams(),
                usual.streamDuration(),
                usual.heartbeat());
    }
}
