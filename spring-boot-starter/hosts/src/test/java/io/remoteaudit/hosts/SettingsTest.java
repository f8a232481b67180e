package io.remoteaudit.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.hosts.app.Agreed;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trap 7: what hosts set that stands between an auditor and the endpoint, all at once, on each container. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SettingsTest {

    private static final String PROXY = "https://qms.example";
    private static final Pattern EXPORT = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern SHA_256 = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\"");

    @TempDir
    private Path directory;

    /** Where the host answers. */
    private String root;

    /** Where the host's own pages are. */
    private String pages;

    private String bearer;

    @ParameterizedTest
    @EnumSource(Container.class)
    void trap7AuditorIsServedWhateverTheHostSets(Container container) throws Exception {
        boolean servlets = container != Container.NETTY;
        root = servlets ? "/qms" : "";
        pages = servlets ? "/qms/app" : "";
        Host.Starting starting = Host.with(directory, container.and(Part.SECURITY))
                .with("remote-audit.endpoint.page-origin", PROXY)
                .with("server.forward-headers-strategy", "framework")
                .with("server.shutdown", endsExchanges(container) ? "graceful" : "immediate")
                .with("server.compression.enabled", "true")
                .with("server.compression.min-response-size", "1B")
                .with(
                        "server.compression.mime-types",
                        "application/json,application/octet-stream,application/vnd.etsi.asic-e+zip,text/event-stream,text/html")
                .with("spring.main.lazy-initialization", "true")
                .with("spring.threads.virtual.enabled", "true");
        if (servlets) {
            starting.with("server.servlet.context-path", "/qms")
                    .with("spring.mvc.servlet.path", "/app")
                    .with("host.path-patterns", "true");
        }
        try (Host host = starting.start(servlets ? "GuardedApplication" : "PlainApplication")) {
            bearer = "Bearer " + host.bean("agreed", Supplier.class).get();
            leavesTheHostsPagesBehindItsLogin(host, servlets);
            followsAProxy(host);
            staysExactWhereTheHostCompresses(host);
            exportStaysAsItWasSigned(host);
            hearsWhileTheHostCompresses(host);
            assertThat(host.stop()).isLessThan(Host.PATIENCE);
        }
    }

    /** This one may never end an exchange that a login answered on another thread (its issue 4188), without any of us. */
    private static boolean endsExchanges(Container container) {
        return container != Container.NETTY || !HostClassPath.has("reactor-netty-http-1.2.11");
    }

    private void leavesTheHostsPagesBehindItsLogin(Host host, boolean servlets) {
        String staff = Host.basic("staff", "right");
        assertThat(host.get(pages + "/hello").statusCode()).isEqualTo(401);
        assertThat(host.get(pages + "/hello", "Authorization", bearer).statusCode())
                .isEqualTo(401);
        assertThat(host.get(pages + "/hello", "Authorization", staff).body()).isEqualTo("{\"greeting\":\"你好\"}");
        if (servlets && Runtime.version().feature() >= 21) {
            assertThat(host.get(pages + "/thread", "Authorization", staff).body())
                    .startsWith("VirtualThread");
        }
        assertThat(host.get(root + "/audit-desk/api/session", "Authorization", staff)
                        .body())
                .contains("\"staff\"");
    }

    /** A proxy that speaks HTTPS and puts the host below a path of its own. */
    private void followsAProxy(Host host) {
        Host proxied = host.behind(
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Host",
                "qms.example",
                "X-Forwarded-Port",
                "443",
                "X-Forwarded-Prefix",
                "/plant");
        assertThat(proxied.get(root + "/.well-known/remote-audit").body()).contains("host.example/audit");
        HttpResponse<String> page = proxied.get(root + "/audit/ui");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location")).hasValue("ui/");
        HttpResponse<String> otherwise = proxied.get(root + "/%61udit/v1/engagements", "Authorization", bearer);
        assertThat(otherwise.statusCode()).isBetween(400, 404);
        AuditorPage.visit(proxied, root, bearer, PROXY);
    }

    private void staysExactWhereTheHostCompresses(Host host) throws IOException, InterruptedException {
        String engagement = root + "/audit/v1/engagements/ENG-1";
        HttpResponse<InputStream> found = host.open(
                engagement + "/records?q=lot:MB-20260401-03", "Authorization", bearer, "Accept-Encoding", "gzip");
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(decoded(found)).contains("熔喷布进货检验");
        String file = engagement + "/records/IQC-1/attachments/report.bin";
        HttpResponse<InputStream> part =
                host.open(file, "Authorization", bearer, "Accept-Encoding", "gzip", "Range", "bytes=100000-199999");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValueAsLong("Content-Length")).hasValue(100_000);
        try (InputStream in = part.body()) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(Agreed.file(), 100_000, 200_000));
        }
    }

    private void exportStaysAsItWasSigned(Host host) throws Exception {
        String exports = root + "/audit/v1/engagements/ENG-1/exports";
        HttpResponse<String> started = host.post(
                exports,
                "{\"recordIds\":[\"IQC-1\"]}",
                "Authorization",
                bearer,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "settings-1");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        String export = exports + "/" + only(EXPORT, started.body());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> host.get(export, "Authorization", bearer).body().contains("\"state\":\"done\""));
        String sha256 = only(SHA_256, host.get(export, "Authorization", bearer).body());
        HttpResponse<InputStream> content =
                host.open(export + "/content", "Authorization", bearer, "Accept-Encoding", "gzip");
        assertThat(content.statusCode()).isEqualTo(200);
        assertThat(content.headers().firstValueAsLong("Content-Length")).isPresent();
        byte[] digest;
        try (InputStream in = content.body()) {
            digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
        }
        assertThat(digest).asHexString().isEqualToIgnoringCase(sha256);
        assertThat(content.headers().firstValue("Repr-Digest").orElse(""))
                .contains(Base64.getEncoder().encodeToString(digest));
    }

    private void hearsWhileTheHostCompresses(Host host) throws Exception {
        String engagement = root + "/audit/v1/engagements/ENG-1";
        HttpResponse<InputStream> stream =
                host.open(engagement + "/questions/events", "Authorization", bearer, "Accept-Encoding", "gzip");
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("Content-Encoding")).hasValue("identity");
        Hearing.ofQuestion(host, engagement, bearer, stream);
    }

    private static String decoded(HttpResponse<InputStream> answer) throws IOException {
        boolean compressed =
                answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
        try (InputStream in = compressed ? new GZIPInputStream(answer.body()) : answer.body()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String only(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}
