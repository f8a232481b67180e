package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.remoteaudit.MovedClock;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.client.AuditClient;
import io.remoteaudit.client.HeldHttp;
import io.remoteaudit.engagement.Credential;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.identity.Identity;
import io.remoteaudit.identity.IdentityProvider;
import io.remoteaudit.identity.OAuth2Settings;
import io.remoteaudit.identity.UnprovenIdentityException;
import io.remoteaudit.record.Attachment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** A host takes the word of a real authorization server for who an auditor is, and of nobody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AuthorizationServerTest {

    private static final String RECORDS = "/audit/v1/engagements/ENG-1/records";
    private static final String PROVIDER = "remote-audit.endpoint.identity.providers[0]";
    private static final String FILE = "film.bin";
    private static final int LONG = 24 << 20;

    @TempDir
    private Path directory;

    private AuthorizationServer body;
    private TestHost host;

    @BeforeAll
    void startProvider() {
        body = AuthorizationServer.start();
    }

    @AfterAll
    void stopProvider() {
        body.close();
    }

    @BeforeEach
    void start() {
        host = starting(body).with(PROVIDER + ".clock-skew", "0s").start();
        RemoteAudit remoteAudit = host.bean(RemoteAudit.class);
        remoteAudit.records().save(Evidence.inspection("IQC-1").build());
        Evidence.engage(remoteAudit);
        bind(AuthorizationServer.SYSTEM);
        Evidence.settle(remoteAudit);
    }

    private TestHost.Starting starting(AuthorizationServer provider) {
        return TestHost.in(directory, Host.class)
                .withoutLogin()
                .with("remote-audit.endpoint.enabled", "true")
                .with(PROVIDER + ".issuer", provider.issuer())
                .with(PROVIDER + ".audience", AuthorizationServer.AUDIENCE)
                .with(PROVIDER + ".required-scope", "audit");
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private void bind(String subject) {
        host.bean(RemoteAudit.class)
                .engagements()
                .bind(
                        Evidence.ENGAGEMENT,
                        "aud-1",
                        new Identity.AtProvider(body.issuer(), subject),
                        Instant.now().plus(Duration.ofDays(20)),
                        "质量负责人");
    }

    @Test
    void tokenOfTheServerIsServedAlsoThroughTheClient() {
        HttpResponse<String> answer = get(body.token(AuthorizationServer.SYSTEM));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("IQC-1");
        try (AuditClient client = HeldHttp.open(
                AuditClient.builder("http://127.0.0.1:" + host.port(), () -> body.token(AuthorizationServer.SYSTEM)))) {
            assertThat(client.engagements().items()).hasSize(1);
            assertThat(client.engagement(Evidence.ENGAGEMENT).records().record("IQC-1"))
                    .isNotNull();
        }
        assertThat(host.get("/.well-known/remote-audit").body()).contains(body.issuer(), AuthorizationServer.AUDIENCE);
    }

    @Test
    void tokenThatIsNotForHereOrNotForNowIsRefused() {
        bind(AuthorizationServer.ELSEWHERE);
        bind(AuthorizationServer.TOMORROW);
        bind(AuthorizationServer.BRIEF);
        refused(body.token(AuthorizationServer.ELSEWHERE));
        refused(body.token(AuthorizationServer.TOMORROW));
        refused(body.tokenByName(AuthorizationServer.SYSTEM));
        String brief = body.token(AuthorizationServer.BRIEF);
        await().atMost(Duration.ofSeconds(60)).until(() -> get(brief).statusCode() == 401);
    }

    @Test
    void nobodyElseCanMakeAToken() throws Exception {
        SignedJWT real = SignedJWT.parse(body.token(AuthorizationServer.SYSTEM));
        JWTClaimsSet claims = real.getJWTClaimsSet();
        RSAKey published = body.publicKeys().getKeys().get(0).toRSAKey();
        RSAKey own = new RSAKeyGenerator(2048).keyID("own").generate();
        refused(new PlainJWT(claims).serialize());
        for (byte[] secret : new byte[][] {
            published.toRSAPublicKey().getEncoded(), published.toJSONString().getBytes(StandardCharsets.UTF_8)
        }) {
            refused(signed(JWSAlgorithm.HS256, published.getKeyID(), claims, new MACSigner(secret)));
        }
        refused(signed(JWSAlgorithm.RS256, published.getKeyID(), claims, new RSASSASigner(own)));
        refused(signed(JWSAlgorithm.RS256, own.getKeyID(), claims, new RSASSASigner(own)));
        assertThat(get(real.serialize()).statusCode()).isEqualTo(200);
    }

    private static String signed(JWSAlgorithm algorithm, String key, JWTClaimsSet claims, JWSSigner by)
            throws Exception {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims);
        jwt.sign(by);
        return jwt.serialize();
    }

    @Test
    void newKeyOfTheServerIsLearntAndTheOldOneForgotten() {
        MovedClock clock = new MovedClock();
        IdentityProvider provider =
                IdentityProvider.oauth2(OAuth2Settings.of(body.issuer(), AuthorizationServer.AUDIENCE), clock);
        String old = body.token(AuthorizationServer.SYSTEM);
        assertThat(provider.prove(old)).isPresent();
        body.rotate();
        String renewed = body.token(AuthorizationServer.SYSTEM);
        // A key that is not known is asked for at most every 30 seconds.
        assertThatThrownBy(() -> provider.prove(renewed)).isInstanceOf(UnprovenIdentityException.class);
        clock.moveTo(Duration.ofSeconds(31));
        assertThat(provider.prove(renewed)).isPresent();
        assertThatThrownBy(() -> provider.prove(old)).isInstanceOf(UnprovenIdentityException.class);
    }

    @Test
    void serverOutOfReachIsToldAndTheMakersTokensGoOn() {
        host.close();
        AuthorizationServer gone = AuthorizationServer.start();
        String token = gone.token(AuthorizationServer.SYSTEM);
        gone.close();
        host = starting(gone).start();
        HttpResponse<String> answer = get(token);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("RA-0732").doesNotContain("IQC-1");
        String own = host.bean(RemoteAudit.class)
                .engagements()
                .issueToken(Evidence.ENGAGEMENT, "aud-1", Instant.now().plus(Duration.ofDays(20)), "质量负责人")
                .token();
        assertThat(get(own).statusCode()).isEqualTo(200);
    }

    @Test
    void revokedBondEndsADownloadAndAStreamWithinSeconds() throws Exception {
        RemoteAudit remoteAudit = host.bean(RemoteAudit.class);
        byte[] content = new byte[LONG];
        new Random(7).nextBytes(content);
        Attachment file =
                remoteAudit.attachments().store(FILE, "application/octet-stream", new ByteArrayInputStream(content));
        remoteAudit.records().save(Evidence.inspection("IQC-2").attachment(file).build());
        Evidence.settle(remoteAudit);
        String[] bearer = {"Authorization", "Bearer " + body.token(AuthorizationServer.SYSTEM)};
        HttpResponse<InputStream> stream = host.open("/audit/v1/engagements/ENG-1/questions/events", bearer);
        HttpResponse<InputStream> download = host.open(RECORDS + "/IQC-2/attachments/" + FILE, bearer);
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(download.statusCode()).isEqualTo(200);
        assertThat(download.body().readNBytes(64 << 10)).hasSize(64 << 10);
        Credential bond = remoteAudit.engagements().credentials(Evidence.ENGAGEMENT).stream()
                .filter(credential -> credential.identity() != null)
                .findFirst()
                .orElseThrow();
        CompletableFuture<Boolean> streamEnded = CompletableFuture.supplyAsync(() -> ended(stream.body()));
        remoteAudit.engagements().revokeToken(bond.id(), "left the body", "质量负责人");
        assertThat(streamEnded.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(rest(download.body())).isLessThan(LONG - (64 << 10));
        refused(bearer[1].substring("Bearer ".length()));
    }

    @Test
    void endedEngagementGivesNothingToSee() {
        var engagements = host.bean(RemoteAudit.class).engagements();
        engagements.agreeToEnd(Evidence.ENGAGEMENT, Party.MAKER, "done", "质量负责人");
        engagements.agreeToEnd(Evidence.ENGAGEMENT, Party.BODY, "done", "Ann Auditor");
        HttpResponse<String> answer = get(body.token(AuthorizationServer.SYSTEM));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("IQC-1");
    }

    /** Reads to the end, or until it is broken off. */
    private static boolean ended(InputStream in) {
        return rest(in) >= 0;
    }

    private static long rest(InputStream in) {
        long read = 0;
        try (in) {
            byte[] piece = new byte[64 << 10];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                read += n;
            }
        } catch (IOException e) {
            // Broken off, which is what is waited for.
            return read;
        }
        return read;
    }

    private void refused(String token) {
        HttpResponse<String> answer = get(token);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("RA-0703").doesNotContain("IQC-1");
    }

    private HttpResponse<String> get(String token) {
        return host.get(RECORDS + "?q=BFE", "Authorization", "Bearer " + token);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Host {}
}
