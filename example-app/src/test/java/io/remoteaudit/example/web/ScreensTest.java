package io.remoteaudit.example.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.example.RunningFactory;
import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
public class ScreensTest {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private RunningFactory factory;
    private JsonNode access;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        factory = RunningFactory.serving(directory, 150);
        access = Json.parse(Files.readAllBytes(directory.resolve("demo-access.json")));
    }

    @AfterAll
    void stop() {
        factory.close();
    }

    @Test
    void demoAccessNamesEverythingToGoOnWith() {
        assertThat(access.path("baseUrl").asText()).isEqualTo(factory.baseUrl());
        // People go by the name, to which passkeys can be bound.
        String pages = factory.baseUrl().replace("//127.0.0.1:", "//localhost:");
        assertThat(access.path("auditorUrl").asText()).startsWith(pages + "/audit/ui");
        assertThat(access.path("staffUrl").asText()).startsWith(pages + "/audit-desk");
        assertThat(access.path("staffPassword").asText()).hasSizeGreaterThan(15);
        assertThat(access.path("engagements")).hasSize(3).allSatisfy(engagement -> {
            String invitation = engagement.path("invitation").asText();
            assertThat(invitation).startsWith("ri_");
            assertThat(engagement.path("link").asText()).isEqualTo(pages + "/audit/ui/#/invitation/" + invitation);
            assertThat(engagement.path("code").asText()).hasSize(8);
            assertThat(engagement.has("token")).isFalse();
            assertThat(engagement.path("body").asText()).isNotBlank();
        });
        assertThat(access.path("expiredToken").asText()).startsWith("ra_");
        assertThat(access.path("revokedToken").asText()).startsWith("ra_");
        assertThat(Path.of(access.path("signingCertificate").asText()))
                .content()
                .startsWith("-----BEGIN CERTIFICATE-----");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/qms", "/qms/purchasing", "/qms/release", "/audit-desk", "/nothing"})
    void withoutALoginEveryScreenLeadsToTheLogin(String path) throws Exception {
        HttpResponse<String> answer = client().send(get(path), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login");
    }

    @ParameterizedTest
    @ValueSource(strings = {"purchasing", "production", "inspection", "sterilization", "release", "quality"})
    void aLoggedInPersonSeesEveryRegisterInBothLanguages(String department) throws Exception {
        HttpClient person = loggedIn();
        for (String lang : new String[] {"zh", "en"}) {
            String page = person.send(get("/qms/" + department + "?lang=" + lang), BodyHandlers.ofString())
                    .body();
            Matcher registers = Pattern.compile("register=(qms_[a-z_]+)").matcher(page);
            while (registers.find()) {
                HttpResponse<String> register = person.send(
                        get("/qms/" + department + "?register=" + registers.group(1)), BodyHandlers.ofString());
                assertThat(register.statusCode()).isEqualTo(200);
                assertThat(register.body())
                        .contains("<html lang=\"" + lang + "\"")
                        .contains(lang.equals("zh") ? "口罩工厂质量管理系统" : "Mask factory quality system")
                        .doesNotContain("??");
            }
        }
    }

    @Test
    void screensSayWhichRecordsComeFromOtherPrograms() throws Exception {
        HttpClient person = loggedIn();
        for (String lang : List.of("zh", "en")) {
            assertThat(person.send(get("/qms/production?lang=" + lang), BodyHandlers.ofString())
                            .body())
                    .contains("LZJC-", "remote-audit.sources.particle-counter")
                    .contains(lang.equals("zh") ? "洁净室的悬浮粒子不在此录入" : "counter&#39;s own program");
            assertThat(person.send(get("/qms/inspection?lang=" + lang), BodyHandlers.ofString())
                            .body())
                    .contains("ED-", "remote-audit.files.strap-tester");
        }
        assertThat(person.send(get("/qms/release"), BodyHandlers.ofString()).body())
                .doesNotContain("remote-audit.");
    }

    @Test
    void aReceiptTypedInIsSavedAsRowAndRecord() throws Exception {
        HttpClient person = loggedIn();
        long before = factory.rows("qms_receipt");
        HttpResponse<String> page = submit(
                person,
                "/qms/purchasing",
                "/qms/purchasing/receipts",
                Map.of(
                        "site", "SZ",
                        "material", "MELT_BLOWN",
                        "orderNo", "PO-1",
                        "supplierId", "S001",
                        "supplierLot", "<b>20261101</b>",
                        "quantity", "1200"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(factory.rows("qms_receipt")).isEqualTo(before + 1);
        Matcher no = Pattern.compile("GR-SZ-\\d{8}-\\d\\d").matcher(page.body());
        assertThat(no.find()).isTrue();
        assertThat(factory.records()
                        .find(no.group())
                        .orElseThrow()
                        .record()
                        .attributes()
                        .text("supplierLot"))
                .contains("<b>20261101</b>");
        assertThat(page.body()).doesNotContain("<b>20261101").contains("&lt;b&gt;20261101&lt;/b&gt;");
    }

    @Test
    void aFormThatIsWrongSaysSoAndSavesNothing() throws Exception {
        HttpClient person = loggedIn();
        long before = factory.rows("qms_release");
        HttpResponse<String> page = submit(
                person,
                "/qms/release?lang=zh",
                "/qms/release/decisions",
                Map.of("lot", "NO-SUCH", "decision", "released"));
        assertThat(page.body()).contains("没有这个编号").contains("NO-SUCH");
        page = submit(
                person,
                "/qms/purchasing",
                "/qms/purchasing/receipts",
                Map.of(
                        "site",
                        "MOON",
                        "material",
                        "MELT_BLOWN",
                        "orderNo",
                        "x",
                        "supplierId",
                        "x",
                        "supplierLot",
                        "x",
                        "quantity",
                        "x"));
        assertThat(page.body()).contains("role=\"alert\"");
        assertThat(factory.rows("qms_release")).isEqualTo(before);
    }

    @Test
    void aFormWithoutItsTokenIsRefused() throws Exception {
        HttpResponse<String> answer = loggedIn()
                .send(
                        HttpRequest.newBuilder(URI.create(factory.baseUrl() + "/qms/release/decisions"))
                                .POST(BodyPublishers.ofString("lot=x&decision=released"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void bulkEntryAcknowledgesWhatIsCommitted() throws Exception {
        HttpResponse<String> answer = client().send(script("/qms/bulk?count=5", ""), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().lines())
                .hasSize(5)
                .allSatisfy(no -> assertThat(factory.records().find(no)).isPresent());
        assertThat(client().send(script("/qms/bulk?count=0", ""), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void wrongScriptCredentialsAreRefusedWithoutAPrompt() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(factory.baseUrl() + "/qms/bulk?count=1"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("quality:guess".getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = client().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void anEpcisDocumentThatIsWrongGetsAProblemThatNamesTheEvent() throws Exception {
        HttpResponse<String> answer = client().send(
                        script(
                                "/qms/epcis",
                                "{\"@context\":\"x\",\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"epcisBody\":{\"eventList\":[{\"type\":\"ObjectEvent\"}]}}"),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.parse(answer.body()).path("detail").asText())
                .isEqualTo("Event 1 (ObjectEvent): 'eventTime' is missing");
    }

    private HttpResponse<String> submit(HttpClient person, String screen, String action, Map<String, String> fields)
            throws Exception {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String token = csrf(person, screen);
        HttpResponse<String> answer = person.send(
                HttpRequest.newBuilder(URI.create(factory.baseUrl() + action))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                form + "&_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(302);
        URI next = URI.create(factory.baseUrl())
                .resolve(answer.headers().firstValue("Location").orElseThrow());
        return person.send(HttpRequest.newBuilder(next).build(), BodyHandlers.ofString());
    }

    private HttpClient loggedIn() throws Exception {
        HttpClient person = client();
        String token = csrf(person, "/login");
        HttpResponse<String> answer = person.send(
                HttpRequest.newBuilder(URI.create(factory.baseUrl() + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("username=quality&password="
                                + access.path("staffPassword").asText() + "&_csrf="
                                + URLEncoder.encode(token, StandardCharsets.UTF_8)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/qms");
        return person;
    }

    private String csrf(HttpClient person, String path) throws Exception {
        Matcher csrf =
                CSRF.matcher(person.send(get(path), BodyHandlers.ofString()).body());
        assertThat(csrf.find()).isTrue();
        return csrf.group(1);
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create(factory.baseUrl() + path)).build();
    }

    private HttpRequest script(String path, String body) {
        String credentials = "quality:" + access.path("staffPassword").asText();
        return HttpRequest.newBuilder(URI.create(factory.baseUrl() + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Accept-Language", "en")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }
}
