package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.record.Attachment;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Serves from a host without a login of its own, below a context path, on an embedded database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ServingTest {

    private static final String FILE = "report.bin";

    private final byte[] content = content();
    private TestHost host;
    private String[] bearer;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        host = TestHost.in(directory, Host.class)
                .withoutLogin()
                .with("server.servlet.context-path", "/qms")
                .with("remote-audit.organization.name", "示例口罩有限公司")
                .with("remote-audit.endpoint.enabled", "true")
                .with("remote-audit.desk.enabled", "true")
                .start();
        RemoteAudit remoteAudit = host.bean(RemoteAudit.class);
        Attachment file =
                remoteAudit.attachments().store(FILE, "application/octet-stream", new ByteArrayInputStream(content));
        remoteAudit.records().save(Evidence.inspection("IQC-1").attachment(file).build());
        bearer = new String[] {"Authorization", "Bearer " + Evidence.engage(remoteAudit)};
        Evidence.settle(remoteAudit);
    }

    @AfterAll
    void stop() {
        host.close();
    }

    @Test
    void endpointSaysWhoTheMakerIsBelowAContextPath() {
        HttpResponse<String> answer = host.get("/qms/.well-known/remote-audit");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("示例口罩有限公司").contains("test.example/audit");
    }

    @Test
    void tokenFindsTheRecordThatWasSaved() {
        HttpResponse<String> answer = host.get("/qms/audit/v1/engagements/ENG-1/records?q=BFE%3E%3D95", bearer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("IQC-1").contains("熔喷布进货检验");
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/json");
    }

    @Test
    void attachmentComesWholeAndInParts() throws IOException, InterruptedException {
        String path = "/qms/audit/v1/engagements/ENG-1/records/IQC-1/attachments/" + FILE;
        HttpResponse<InputStream> whole = host.open(path, bearer);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(content.length);
        try (InputStream in = whole.body()) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        HttpResponse<InputStream> part = host.open(path, "Authorization", bearer[1], "Range", "bytes=100000-199999");
        assertThat(part.statusCode()).isEqualTo(206);
        try (InputStream in = part.body()) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 100_000, 200_000));
        }
    }

    @Test
    void headHasTheHeadersOfGetAndNoContent() {
        HttpResponse<String> head = host.send("HEAD", "/qms/audit/ui/assets/probe-1a2b3c4d.js");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length")).isPresent();
        assertThat(head.body()).isEmpty();
    }

    @Test
    void questionsMessageArrivesInAnOpenEventStream() throws IOException, InterruptedException {
        HttpResponse<InputStream> stream = host.open("/qms/audit/v1/engagements/ENG-1/questions/events", bearer);
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            HttpResponse<String> asked = host.post(
                    "/qms/audit/v1/engagements/ENG-1/questions",
                    "{\"title\":\"BFE\",\"text\":\"Which instrument?\",\"language\":\"en\",\"pins\":[{\"recordId\":\"IQC-1\",\"version\":1}]}",
                    "Authorization",
                    bearer[1],
                    "Content-Type",
                    "application/json",
                    "Idempotency-Key",
                    "serving-1");
            assertThat(asked.statusCode()).as(asked.body()).isEqualTo(201);
            assertThat(lines.lines().filter(line -> line.startsWith("data:")).findFirst())
                    .hasValueSatisfying(data -> assertThat(data).contains("Which instrument?"));
        }
    }

    @Test
    void pageRunsUnderItsPolicyAndIsNeverKept() {
        assumeThat(Pages.class.getResource("/io/remoteaudit/spring/ui/auditor/index.html"))
                .as("the pages are built")
                .isNotNull();
        HttpResponse<String> answer = host.get("/qms/audit/ui/");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<div id=\"app\">");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("text/html;charset=utf-8");
        assertPolicy(answer);
    }

    @Test
    void assetNamedByItsContentIsKeptForGood() {
        HttpResponse<String> answer = host.get("/qms/audit/ui/assets/probe-1a2b3c4d.js");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("public, max-age=31536000, immutable");
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("text/javascript;charset=utf-8");
        assertPolicy(answer);
        assertThat(host.get("/qms/audit/ui/probe.txt").headers().allValues("Cache-Control"))
                .containsExactly("no-cache");
        assertThat(host.get("/qms/audit-desk/assets/probe-1a2b3c4d.js")
                        .headers()
                        .allValues("Cache-Control"))
                .containsExactly("private, max-age=31536000, immutable");
    }

    private static void assertPolicy(HttpResponse<String> answer) {
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
                        + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
                        + " require-trusted-types-for 'script'; trusted-types 'none'");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void bareDirectoryLeadsToThePageAlsoBelowAContextPath() {
        HttpResponse<String> auditor = host.get("/qms/audit/ui");
        assertThat(auditor.statusCode()).isEqualTo(302);
        assertThat(auditor.uri()
                        .resolve(auditor.headers().firstValue("Location").orElseThrow()))
                .hasPath("/qms/audit/ui/");
        HttpResponse<String> desk = host.get("/qms/audit-desk");
        assertThat(desk.uri().resolve(desk.headers().firstValue("Location").orElseThrow()))
                .hasPath("/qms/audit-desk/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/audit/ui/../../io/remoteaudit/spring/Messages_en.properties",
                "/audit/ui/../desk/assets/probe-1a2b3c4d.js",
                "/audit/ui/assets/../probe.txt",
                "/audit/ui/%2e%2e/desk/assets/probe-1a2b3c4d.js",
                "/audit/ui/assets/probe%2D1a2b3c4d.js",
                "/audit/ui//assets/probe-1a2b3c4d.js",
                "/audit/ui/assets/probe-1a2b3c4d.js;x=y",
                "/audit/ui/assets",
                "/audit/ui/assets/",
                "/audit/ui/.probe.txt",
                "/audit/ui/nothing.js",
                "/audit/ui/../../audit-desk/assets/probe-1a2b3c4d.js",
                "/%61udit/ui/probe.txt"
            })
    void pathWrittenAnyOtherWayFindsNothing(String path) {
        HttpResponse<String> answer = host.get("/qms" + path);
        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("probe = ").doesNotContain("without a hash");
    }

    @Test
    void pageTakesNoPost() {
        HttpResponse<String> answer = host.post("/qms/audit/ui/", "x");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void deskOfAHostWithoutALoginLetsNobodyIn() {
        HttpResponse<String> answer = host.get("/qms/audit-desk/api/session", "Accept-Language", "zh-CN");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("需要登录").contains("RA-0907");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json", "*/*", "application/xml"})
    void failureIsAProblemDocumentWhateverIsAccepted(String accept) {
        HttpResponse<String> answer = host.get("/qms/audit/v1/nothing", "Authorization", bearer[1], "Accept", accept);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void hostsOwnPathsAndErrorsStayTheHosts() {
        assertThat(host.get("/qms/hello").body()).isEqualTo("hello");
        assertThat(host.get("/qms/fails").body()).isEqualTo("the host's advice");
        assertThat(host.get("/qms/audit/other").headers().firstValue("Content-Type"))
                .hasValue("application/json");
    }

    private static byte[] content() {
        byte[] content = new byte[300_000];
        new Random(7).nextBytes(content);
        return content;
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    @RestControllerAdvice
    static class Host {

        @GetMapping("/hello")
        String hello() {
            return "hello";
        }

        @GetMapping("/fails")
        String fails() {
            throw new IllegalStateException("as wanted");
        }

        @ExceptionHandler
        String advice(IllegalStateException failure) {
            return "the host's advice";
        }
    }
}
