package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.client.AuditClient;
import io.remoteaudit.client.AuditConnectionException;
import io.remoteaudit.client.AuditProblemException;
import io.remoteaudit.client.HeldHttp;
import io.remoteaudit.client.SearchQuery;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.identity.ClientCertificates;
import io.remoteaudit.identity.Identity;
import io.remoteaudit.ledger.Hash;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** A Tomcat that asks for client certificates: whose holder is bound to an auditor is let in without a token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ClientCertificateTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private record Holder(KeyPair key, X509Certificate certificate) {

        static Holder named(String name) throws Exception {
            KeyPair key = ClientCertificates.newKey();
            return new Holder(key, ClientCertificates.selfSigned(name, key, Duration.ofDays(2)));
        }

        Hash thumbprint() throws GeneralSecurityException {
            return Hash.sha256(certificate.getEncoded());
        }
    }

    private Holder server;
    private Holder bound;
    private Holder known;
    private Holder stranger;
    private TestHost host;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        server = Holder.named("qms");
        bound = Holder.named("audit system");
        known = Holder.named("another system");
        stranger = Holder.named("stranger");
        Path keys = directory.resolve("server.p12");
        Path trusted = directory.resolve("clients.p12");
        write(keys, withKey(server));
        write(trusted, trusting(bound.certificate(), known.certificate()));
        host = TestHost.in(directory, Host.class)
                .withoutLogin()
                .with("server.ssl.key-store", keys.toString())
                .with("server.ssl.key-store-password", new String(PASSWORD))
                .with("server.ssl.trust-store", trusted.toString())
                .with("server.ssl.trust-store-password", new String(PASSWORD))
                .with("server.ssl.client-auth", "want")
                .with("remote-audit.endpoint.enabled", "true")
                .with("remote-audit.endpoint.identity.client-certificates", "true")
                .start();
        RemoteAudit remoteAudit = host.bean(RemoteAudit.class);
        remoteAudit.records().save(Evidence.inspection("IQC-1").build());
        Evidence.engage(remoteAudit);
        engagements()
                .bind(
                        Evidence.ENGAGEMENT,
                        "aud-1",
                        new Identity.OfCertificate(bound.thumbprint()),
                        Instant.now().plus(Duration.ofDays(20)),
                        "质量负责人");
        Evidence.settle(remoteAudit);
    }

    @AfterAll
    void stop() {
        host.close();
    }

    @Test
    void holderOfABoundCertificateIsServedWithoutAToken() throws Exception {
        try (AuditClient client = client("", bound)) {
            assertThat(client.engagements().items()).hasSize(1);
            assertThat(client.engagement(Evidence.ENGAGEMENT)
                            .records()
                            .search(SearchQuery.of("BFE"))
                            .total())
                    .isEqualTo(1);
        }
    }

    @Test
    void certificateThatNobodyBoundLetsNobodyIn() throws Exception {
        try (AuditClient other = client("", known);
                AuditClient none = client("", null)) {
            refused(other);
            refused(none);
        }
        try (AuditClient untrusted = client("", stranger)) {
            assertThatThrownBy(untrusted::engagements)
                    .isInstanceOfAny(AuditConnectionException.class, AuditProblemException.class);
        }
    }

    @Test
    void tokenThatIsBoundToACertificateNeedsIt() throws Exception {
        String token = engagements()
                .issueToken(
                        Evidence.ENGAGEMENT,
                        "aud-1",
                        Instant.now().plus(Duration.ofDays(20)),
                        "质量负责人",
                        known.thumbprint())
                .token();
        try (AuditClient holder = client(token, known);
                AuditClient other = client(token, bound);
                AuditClient none = client(token, null)) {
            assertThat(holder.engagements().items()).hasSize(1);
            refused(other);
            refused(none);
        }
    }

    @Test
    void headerThatClaimsACertificateIsNothing() throws Exception {
        String pem = Base64.getEncoder().encodeToString(bound.certificate().getEncoded());
        OkHttpClient forging = http(null)
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("X-Client-Cert", pem)
                        .header("X-Forwarded-Client-Cert", pem)
                        .header("Client-Cert", ":" + pem + ":")
                        .header("SSL_CLIENT_CERT", pem)
                        .build()))
                .build();
        try (AuditClient client = HeldHttp.open(AuditClient.builder(address()), forging)) {
            refused(client);
        }
    }

    private static void refused(AuditClient client) {
        assertThatThrownBy(client::engagements)
                .isInstanceOfSatisfying(
                        AuditProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(401));
    }

    private Engagements engagements() {
        return host.bean(RemoteAudit.class).engagements();
    }

    private String address() {
        return "https://127.0.0.1:" + host.port();
    }

    private AuditClient client(String token, Holder holder) throws Exception {
        return HeldHttp.open(
                AuditClient.builder(address(), token).attempts(1, Duration.ofMillis(1), Duration.ofMillis(1)),
                http(holder).build());
    }

    private OkHttpClient.Builder http(Holder holder) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusting(server.certificate()));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(holder == null ? trusting() : withKey(holder), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return HeldHttp.builder()
                .sslSocketFactory(context.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0]);
    }

    private static KeyStore withKey(Holder holder) throws Exception {
        KeyStore store = trusting();
        store.setKeyEntry("key", holder.key().getPrivate(), PASSWORD, new Certificate[] {holder.certificate()});
        return store;
    }

    private static KeyStore trusting(X509Certificate... certificates) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        for (int i = 0; i < certificates.length; i++) {
            store.setCertificateEntry("trusted-" + i, certificates[i]);
        }
        return store;
    }

    private static void write(Path file, KeyStore store) throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Host {}
}
