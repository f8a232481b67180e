package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.B;
import static io.remoteaudit.endpoint.Maker.at;
import static io.remoteaudit.endpoint.Maker.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.MovedClock;
import io.remoteaudit.access.Access;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.engagement.Credential;
import io.remoteaudit.engagement.EngagementConflictException;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.IssuedInvitation;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.identity.ClientCertificates;
import io.remoteaudit.identity.Identities;
import io.remoteaudit.identity.Identity;
import io.remoteaudit.identity.ProviderOnLoopback;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An auditor is known by another's word: a provider's token, or a client certificate. It lets in where it is bound. */
class IdentityTest {

    private static final String STAFF = "质量负责人";
    private static final String FILE =
            "/records/" + PathSegment.of(Maker.RECORD_A) + "/attachments/" + PathSegment.of(Maker.FILE);

    @TempDir
    private Path directory;

    private final MovedClock clock = new MovedClock();
    private final ProviderOnLoopback body = new ProviderOnLoopback(clock);
    private final Identity person = new Identity.AtProvider(body.issuer(), ProviderOnLoopback.PERSON);
    private Maker maker;

    @BeforeEach
    void open() {
        maker = maker(directory, new Identities(List.of(body.provider()), true));
    }

    private Maker maker(Path at, Identities identities) {
        Limits unhurried = Limits.standard().withRequests(1_000_000, 1_000_000);
        return new Maker(at, unhurried, clock, builder -> builder.identities(identities));
    }

    @AfterEach
    void close() {
        maker.close();
        body.close();
    }

    @Test
    void personActsInEachEngagementInWhichTheyAreBound() {
        bind(A, person);
        bind(B, person);
        Maker.Result inA = maker.get(body.token(), at(A, "/records?q=BFE"));
        Maker.Result inB = maker.get(body.token(), at(B, "/records?q=BFE"));
        assertThat(inA.text()).contains(Maker.RECORD_A).doesNotContain(Maker.RECORD_B, Maker.SECRET);
        assertThat(inB.text()).contains(Maker.RECORD_B, Maker.SECRET).doesNotContain(Maker.RECORD_A);
        Maker.Result list = maker.get(body.token(), "/audit/v1/engagements");
        assertThat(list.json().path("items").findValuesAsText("id")).contains(A, B);
        assertThat(list.header("Audit-Engagement")).isEqualTo(A + ", " + B);
        maker.settle();
        for (String engagement : List.of(A, B)) {
            Access listed = access(engagement).stream()
                    .filter(access -> access.action().equals("engagements"))
                    .findFirst()
                    .orElseThrow();
            assertThat(listed.credentialId()).isEqualTo(bond(engagement).id());
            assertThat(listed.served().rows()).isEqualTo(1);
        }
    }

    @Test
    void foreignEngagementIsAnAbsentOne() {
        bind(A, person);
        Maker.Result foreign = maker.get(body.token(), at(B, ""));
        Maker.Result absent = maker.get(body.token(), at("ENG-NONE", ""));
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.bytes()).isEqualTo(absent.bytes());
        assertThat(foreign.answer().headers()).isEqualTo(absent.answer().headers());
        assertThat(maker.get(body.token(), "/audit/v1/engagements")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void identityThatNobodyBoundIsRefusedLikeATokenNobodyIssued() {
        Maker.Result unbound = maker.get(body.token(), at(A, "/records"));
        Maker.Result unknown = maker.get("ra_" + "a".repeat(49), at(A, "/records"));
        Maker.Result expired =
                maker.get(body.token(claims -> claims.expirationTime(Date.from(Instant.EPOCH))), at(A, "/records"));
        bind(A, person);
        Maker.Result other = maker.get(body.token(claims -> claims.subject("somebody else")), at(A, "/records"));
        for (Maker.Result refused : List.of(unbound, expired, other)) {
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.bytes()).isEqualTo(unknown.bytes());
            assertThat(refused.answer().headers()).isEqualTo(unknown.answer().headers());
        }
        maker.settle();
        assertThat(access("-")).hasSize(4);
    }

    @Test
    void tokenOfAProviderSaysWhoAndTheTermsSayWhat() {
        bind(A, person);
        String claimsAll = body.token(claims -> claims.claim("scope", "admin *").claim("engagement", B));
        assertThat(maker.get(claimsAll, at(A, "/records?q=BFE")).text()).doesNotContain(Maker.SECRET);
        assertThat(maker.get(claimsAll, at(B, "/records")).status()).isEqualTo(404);
    }

    @Test
    void endedEngagementClosesAndAnArchivedOneIsGone() {
        bind(A, person);
        audits().agreeToEnd(A, Party.MAKER, "done", STAFF);
        audits().agreeToEnd(A, Party.BODY, "done", "Ann Auditor");
        assertThat(maker.get(body.token(), at(A, "/records")).status()).isEqualTo(403);
        audits().archive(A, STAFF);
        assertThat(maker.get(body.token(), at(A, "/records")).status()).isEqualTo(404);
        assertThat(maker.get(body.token(), "/audit/v1/engagements").status()).isEqualTo(404);
    }

    @Test
    void revokedBondStopsStreamAndDownloadAtOnce() {
        bind(A, person);
        Body.Events stream = maker.get(body.token(), at(A, "/questions/events")).events();
        Body.Streamed download = download();
        assertThatThrownBy(() -> download.writeTo(new OutputStream() {
                    @Override
                    public void write(int one) {
                        throw new AssertionError("Pieces are written");
                    }

                    @Override
                    public void write(byte[] piece, int from, int length) {
                        audits().revokeToken(bond(A).id(), "left the body", STAFF);
                    }
                }))
                .isNotNull();
        await().atMost(Duration.ofSeconds(60)).until(stream::ended);
        assertThat(maker.get(body.token(), at(A, "/records")).status()).isEqualTo(401);
        maker.settle();
        List<Entry> entries = maker.remoteAudit().ledger().versions(EntryKind.CREDENTIAL, bond(A).id());
        assertThat(entries).extracting(entry -> text(entry, "event")).containsExactly("bound", "revoked");
        assertThat(text(entries.get(0), "issuer")).isEqualTo(body.issuer());
        assertThat(text(entries.get(0), "subject")).isEqualTo(ProviderOnLoopback.PERSON);
        assertThat(text(entries.get(0), "auditor")).isEqualTo("aud-1");
        assertThat(text(entries.get(0), "by")).isEqualTo(STAFF);
    }

    @Test
    void streamEndsWithTheTokenItWasOpenedWith() {
        bind(A, person);
        Body.Events stream = maker.get(body.token(), at(A, "/questions/events")).events();
        clock.moveTo(Duration.ofMinutes(4));
        assertThat(stream.ended()).isFalse();
        clock.moveTo(Duration.ofMinutes(6));
        await().atMost(Duration.ofSeconds(60)).until(stream::ended);
    }

    @Test
    void identityStandsForOneAuditorOfAnEngagementUntilItsBondIsRevoked() throws Exception {
        bind(A, person);
        assertThatThrownBy(() -> bind(A, person))
                .isInstanceOf(EngagementConflictException.class)
                .hasMessageContaining("revoke that first");
        audits().revokeToken(bond(A).id(), "another person", STAFF);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        int bound = 0;
        try {
            Callable<Credential> once = () -> bind(A, person);
            for (Future<Credential> attempt :
                    threads.invokeAll(List.of(once, once, once, once, once, once, once, once))) {
                try {
                    attempt.get();
                    bound++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(EngagementConflictException.class);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(bound).isEqualTo(1);
        assertThat(maker.get(body.token(), at(A, "/records")).status()).isEqualTo(200);
    }

    @Test
    void providerOutOfReachIsToldAndNothingIsShown() {
        bind(A, person);
        String token = body.token();
        body.close();
        for (int i = 0; i < 20; i++) {
            Maker.Result closed = maker.get(token, at(A, "/records"));
            assertThat(closed.status()).isEqualTo(503);
            assertThat(closed.code()).isEqualTo("RA-0732");
            assertThat(closed.header("Retry-After")).isEqualTo("10");
            assertThat(closed.text()).doesNotContain(body.issuer());
        }
        Maker.Result chinese =
                maker.send("GET", at(A, "/records"), bearer(token).with("Accept-Language", "zh-CN"), new byte[0]);
        assertThat(chinese.text()).contains("身份提供方无法访问");
        assertThat(maker.get(maker.tokenA, at(A, "/records")).status()).isEqualTo(200);
    }

    @Test
    void withoutAConfiguredProviderItsTokensAndCertificatesAreNothing() throws Exception {
        maker.close();
        maker = maker(directory.resolve("other"), Identities.none());
        X509Certificate certificate = certificate(Duration.ofDays(30));
        bind(A, person);
        bind(A, identity(certificate));
        assertThat(maker.get(body.token(), at(A, "")).status()).isEqualTo(401);
        assertThat(with(certificate, Headers.none()).status()).isEqualTo(401);
        assertThat(maker.get("", "/.well-known/remote-audit")
                        .json()
                        .path("authentication")
                        .findValuesAsText("scheme"))
                .containsExactly("Bearer", "Passkey");
    }

    @Test
    void descriptionSaysHowToComeIn() {
        JsonNode ways = maker.get("", "/.well-known/remote-audit").json().path("authentication");
        assertThat(ways.findValuesAsText("scheme")).containsExactly("Bearer", "Bearer", "mutual-tls", "Passkey");
        assertThat(ways.get(1).path("issuer").asText()).isEqualTo(body.issuer());
        assertThat(ways.get(1).path("audience").asText()).isEqualTo(ProviderOnLoopback.AUDIENCE);
    }

    @Test
    void tokenOverItsBoundIsNotEvenLookedAt() {
        bind(A, person);
        String padded = body.token(claims -> claims.claim("pad", "x".repeat(7_000)));
        assertThat(padded.length()).isGreaterThan(8 << 10);
        assertThat(maker.get(padded, at(A, "")).status()).isEqualTo(401);
        String fits = body.token(claims -> claims.claim("pad", "x".repeat(5_000)));
        assertThat(maker.get(fits, at(A, "")).status()).isEqualTo(200);
    }

    @Test
    void certificateLetsInWhereItIsBoundAndAsLongAsItIsValid() throws Exception {
        X509Certificate own = certificate(Duration.ofDays(10));
        X509Certificate another = certificate(Duration.ofDays(10));
        bind(A, identity(own));
        Maker.Result served = with(own, Headers.none());
        assertThat(served.status()).isEqualTo(200);
        assertThat(with(another, Headers.none()).status()).isEqualTo(401);
        assertThat(with(null, Headers.none()).status()).isEqualTo(401);
        assertThat(maker.send("GET", at(B, "/records"), Headers.none(), new byte[0], own)
                        .status())
                .isEqualTo(404);
        // A token that is sent says who asks, also beside a certificate that lets in.
        assertThat(with(own, bearer("ra_" + "a".repeat(49))).status()).isEqualTo(401);
        clock.moveTo(Duration.ofDays(11));
        assertThat(with(own, Headers.none()).status()).isEqualTo(401);
        clock.moveTo(Duration.ZERO);
        audits().revokeToken(bond(A).id(), "key lost", STAFF);
        assertThat(with(own, Headers.none()).status()).isEqualTo(401);
    }

    @Test
    void tokenBoundToACertificateIsWorthNothingWithoutIt() throws Exception {
        X509Certificate own = certificate(Duration.ofDays(10));
        X509Certificate another = certificate(Duration.ofDays(10));
        bind(A, person);
        Map<String, String> confirmation = Map.of("x5t#S256", base64url(thumbprint(own)));
        String jwt = body.token(claims -> claims.claim("cnf", confirmation));
        Instant end = clock.instant().plus(Duration.ofDays(5));
        String opaque =
                audits().issueToken(A, "aud-1", end, STAFF, thumbprint(own)).token();
        for (String token : List.of(jwt, opaque)) {
            assertThat(with(own, bearer(token)).status()).isEqualTo(200);
            assertThat(with(another, bearer(token)).status()).isEqualTo(401);
            assertThat(with(null, bearer(token)).status()).isEqualTo(401);
        }
    }

    @Test
    void invitationBindsTheIdentityThatRedeemsItOnce() throws Exception {
        IssuedInvitation issued = invite();
        assertThat(redeem(body.token(), issued.secret(), "00000000", null).code())
                .isEqualTo("RA-0731");
        assertThat(maker.get(body.token(), at(A, "")).status()).isEqualTo(401);
        Maker.Result bound = redeem(body.token(), issued.secret(), issued.code(), null);
        assertThat(bound.status()).as(bound.text()).isEqualTo(200);
        assertThat(bound.json().path("engagement").asText()).isEqualTo(A);
        assertThat(bound.json().path("auditorId").asText()).isEqualTo("aud-1");
        assertThat(bound.json().has("token")).isFalse();
        assertThat(maker.get(body.token(), at(A, "/records")).status()).isEqualTo(200);
        // A lost answer is had again by the same identity, and by nobody else.
        assertThat(redeem(body.token(), issued.secret(), issued.code(), null).bytes())
                .isEqualTo(bound.bytes());
        String other = body.token(claims -> claims.subject("somebody else"));
        assertThat(redeem(other, issued.secret(), issued.code(), null).status()).isEqualTo(403);
        audits().revokeToken(bond(A).id(), "left", STAFF);
        assertThat(redeem(body.token(), issued.secret(), issued.code(), null).status())
                .isEqualTo(403);
        maker.settle();
        assertThat(access(A))
                .filteredOn(access -> access.action().equals("bind-identity"))
                .extracting(access -> access.served().status())
                .containsExactly(403, 200, 200, 403, 403);
    }

    @Test
    void invitationStaysOpenForWhoProvesNothingOrIsBoundAlready() throws Exception {
        IssuedInvitation issued = invite();
        assertThat(redeem(null, issued.secret(), issued.code(), null).status()).isEqualTo(401);
        assertThat(redeem(maker.tokenA, issued.secret(), issued.code(), null).status())
                .isEqualTo(401);
        String expired = body.token(claims -> claims.expirationTime(Date.from(Instant.EPOCH)));
        assertThat(redeem(expired, issued.secret(), issued.code(), null).status())
                .isEqualTo(401);
        bind(A, person);
        assertThat(redeem(body.token(), issued.secret(), issued.code(), null).status())
                .isEqualTo(409);
        X509Certificate certificate = certificate(Duration.ofDays(10));
        assertThat(redeem(null, issued.secret(), issued.code(), certificate).status())
                .isEqualTo(200);
        assertThat(with(certificate, Headers.none()).status()).isEqualTo(200);
    }

    private IssuedInvitation invite() {
        return maker.remoteAudit()
                .invitations()
                .invite(A, "aud-1", clock.instant().plus(Duration.ofDays(20)), STAFF);
    }

    private Maker.Result redeem(String token, String invitation, String code, X509Certificate certificate) {
        Headers headers = token == null ? Headers.none() : bearer(token);
        return maker.send(
                "POST",
                "/audit/v1/invitations/binding",
                headers.with("Content-Type", "application/json"),
                ("{\"invitation\":\"" + invitation + "\",\"code\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8),
                certificate);
    }

    @Test
    void staffBindsAndRevokesAtTheDesk() throws Exception {
        X509Certificate certificate = certificate(Duration.ofDays(10));
        String hex = thumbprint(certificate).hex().toUpperCase(Locale.ROOT);
        String withColons = hex.replaceAll("(..)(?!$)", "$1:");
        assertThat(bindAtDesk("\"issuer\":\"" + body.issuer() + "\",\"subject\":\"" + ProviderOnLoopback.PERSON + "\"")
                        .status())
                .isEqualTo(201);
        assertThat(bindAtDesk("\"certificate\":\"" + withColons + "\"").status())
                .isEqualTo(201);
        assertThat(bindAtDesk("\"certificate\":\"" + base64url(thumbprint(certificate)) + "\"")
                        .status())
                .isEqualTo(409);
        assertThat(bindAtDesk("\"issuer\":\"https://other.example.org\",\"subject\":\"x\"")
                        .text())
                .contains("/issuer", "not the issuer of an identity provider");
        assertThat(bindAtDesk("\"certificate\":\"abc\"").text()).contains("/certificate", "SHA-256 thumbprint");
        assertThat(bindAtDesk("\"issuer\":\"" + body.issuer() + "\",\"subject\":\" \"")
                        .code())
                .isEqualTo("RA-0708");
        assertThat(with(certificate, Headers.none()).status()).isEqualTo(200);
        JsonNode engagement = desk("GET", "/engagements/" + A, "").json();
        assertThat(engagement.path("knownBy").path("issuers").get(0).asText()).isEqualTo(body.issuer());
        assertThat(engagement.path("knownBy").path("certificates").asBoolean()).isTrue();
        JsonNode credentials = engagement.path("credentials");
        assertThat(credentials.findValuesAsText("kind")).containsExactly("token", "identity", "identity");
        assertThat(credentials.findValuesAsText("subject")).containsExactly(ProviderOnLoopback.PERSON);
        assertThat(credentials.findValuesAsText("certificate"))
                .containsExactly(thumbprint(certificate).hex());
        String revocation = "/engagements/" + A + "/credentials/"
                + credentials.get(1).path("id").asText() + "/revocation";
        assertThat(desk("POST", revocation, "{\"reason\":\"left\"}").status()).isEqualTo(200);
        assertThat(maker.get(body.token(), at(A, "")).status()).isEqualTo(401);
    }

    private Maker.Result bindAtDesk(String identity) {
        String end = clock.instant()
                .plus(10, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        return desk(
                "POST",
                "/engagements/" + A + "/bonds",
                "{\"auditorId\":\"aud-1\",\"expiresAt\":\"" + end + "\"," + identity + "}");
    }

    private Maker.Result desk(String method, String path, String content) {
        Headers own =
                Headers.none().with("Content-Type", "application/json").with("X-Requested-With", "remote-audit-desk");
        return maker.send(method, AuditDesk.PATH + path, own, content.getBytes(StandardCharsets.UTF_8));
    }

    private Credential bind(String engagement, Identity identity) {
        return audits().bind(engagement, "aud-1", identity, clock.instant().plus(Duration.ofDays(20)), STAFF);
    }

    private Engagements audits() {
        return maker.remoteAudit().engagements();
    }

    private Credential bond(String engagement) {
        return audits().credentials(engagement).stream()
                .filter(credential -> credential.identity() != null)
                .findFirst()
                .orElseThrow();
    }

    private List<Access> access(String engagement) {
        return maker.remoteAudit()
                .accessTrail()
                .list(engagement, 0, 200, maker.remoteAudit().ledger().size())
                .items();
    }

    private Body.Streamed download() {
        return (Body.Streamed)
                maker.answer("GET", at(A, FILE), bearer(body.token())).body();
    }

    private Maker.Result with(X509Certificate certificate, Headers headers) {
        return maker.send("GET", at(A, "/records"), headers, new byte[0], certificate);
    }

    static X509Certificate certificate(Duration validFor) throws Exception {
        return ClientCertificates.selfSigned("audit system", ClientCertificates.newKey(), validFor);
    }

    private static Identity identity(X509Certificate certificate) throws Exception {
        return new Identity.OfCertificate(thumbprint(certificate));
    }

    static Hash thumbprint(X509Certificate certificate) throws Exception {
        return Hash.sha256(certificate.getEncoded());
    }

    private static String base64url(Hash hash) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash.toBytes());
    }

    private static String text(Entry entry, String name) {
        return entry.field(name).orElseThrow().asText();
    }
}
