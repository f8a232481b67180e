package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.at;
import static io.remoteaudit.endpoint.Maker.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.MovedClock;
import io.remoteaudit.api.PathSegment;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every request: limits, languages, conditions, ranges, repeated requests. */
class HabitsTest {

    private static final String FILE =
            at(A, "/records/" + PathSegment.of(Maker.RECORD_A) + "/attachments/" + PathSegment.of(Maker.FILE));
    private static final String QUESTION = "{\"title\":\"T\",\"text\":\"Why?\"}";

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
    void withoutHttpsOnlyTheOwnMachineIsAnswered() {
        assertThat(from("127.0.0.1", false).status()).isEqualTo(200);
        assertThat(from("::1", false).status()).isEqualTo(200);
        assertThat(from("192.0.2.7", true).status()).isEqualTo(200);
        for (String address : new String[] {"192.0.2.7", "localhost", "127.0.0.1.example.org", "2001:db8::1", ""}) {
            Maker.Result refused = from(address, false);
            assertThat(refused.status()).as(address).isEqualTo(403);
            assertThat(refused.code()).as(address).isEqualTo("RA-0706");
        }
    }

    @Test
    void problemsSpeakTheCallersLanguage() {
        Headers chinese = bearer("ra_no").with("Accept-Language", "fr;q=0.9, zh-CN;q=0.8, en;q=0.5");
        Maker.Result zh = maker.send("GET", at(A, ""), chinese, new byte[0]);
        Maker.Result en = maker.get("ra_no", at(A, ""));
        assertThat(zh.json().path("title").asText()).isEqualTo("需要登录");
        assertThat(zh.header("Content-Language")).isEqualTo("zh-CN");
        assertThat(en.json().path("title").asText()).isEqualTo("Sign-in needed");
        assertThat(en.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(en.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void tokensThatAreUnknownMalformedOrRevokedGetOneAnswer() {
        String revoked = maker.token(A);
        maker.remoteAudit().engagements().credentials(A).stream()
                .skip(1)
                .forEach(credential -> maker.remoteAudit().engagements().revokeToken(credential.id(), "lost", "maker"));
        Maker.Result one = maker.get(revoked, at(A, ""));
        Maker.Result other = maker.get("ra_" + "0".repeat(49), at(A, ""));
        Maker.Result odd = maker.get("%%%", at(A, ""));
        assertThat(one.status()).isEqualTo(401);
        assertThat(one.text()).isEqualTo(other.text()).isEqualTo(odd.text());
        assertThat(one.answer().headers()).isEqualTo(other.answer().headers());
    }

    @Test
    void everyCallOfARevokedEngagementIs404Or401() {
        maker.remoteAudit().engagements().revoke(A, "over", "maker");
        for (String path : new String[] {
            "", "/records", "/questions", "/findings", "/certificates", "/access", "/ledger/checkpoint"
        }) {
            assertThat(maker.get(maker.tokenA, at(A, path)).status()).as(path).isIn(401, 404);
        }
        assertThat(maker.get(maker.tokenA, "/audit/v1/engagements").status()).isIn(401, 404);
    }

    @Test
    void limitsAreClearRefusals() {
        assertThat(maker.get(maker.tokenA, at(A, "/records?q=" + "a".repeat(9_000)))
                        .status())
                .isEqualTo(414);
        assertThat(maker.get(maker.tokenA, at(A, "/records?q=" + "a".repeat(600)))
                        .status())
                .isEqualTo(400);
        assertThat(maker.send("GET", at(A, ""), bearer(maker.tokenA).with("X", "x".repeat(20_000)), new byte[0])
                        .status())
                .isEqualTo(431);
        assertThat(maker.post(maker.tokenA, at(A, "/questions"), "{\"title\":\"" + "x".repeat(300_000) + "\"}")
                        .status())
                .isEqualTo(413);
        String deep = "[".repeat(30) + "]".repeat(30);
        for (String body : new String[] {
            "{\"title\":\"a\",\"title\":\"b\",\"text\":\"c\"}",
            "{\"title\":" + deep + "}",
            "",
            "[]",
            "{\"title\":\"\\ud800\"}",
            "{\"title\":\"\\u0000\"}",
            "nul",
            "{\"title\":\"a\",\"text\":\"b\"} x"
        }) {
            Maker.Result refused = maker.post(maker.tokenA, at(A, "/questions"), body);
            assertThat(refused.status()).as(body).isEqualTo(400);
            assertThat(refused.code()).as(body).isEqualTo("RA-0708");
        }
        Headers text = bearer(maker.tokenA).with("Content-Type", "text/plain");
        assertThat(maker.send("POST", at(A, "/questions"), text, bytes(QUESTION))
                        .status())
                .isEqualTo(415);
        Headers zipped =
                bearer(maker.tokenA).with("Content-Type", "application/json").with("Content-Encoding", "gzip");
        assertThat(maker.send("POST", at(A, "/questions"), zipped, bytes(QUESTION))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void unknownMethodsNameThoseThatAreKnown() {
        Maker.Result refused = maker.send("PUT", at(A, "/questions"), bearer(maker.tokenA), new byte[0]);
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).isEqualTo("GET, HEAD, POST");
        Headers cors = bearer(maker.tokenA).with("Origin", "https://evil.example");
        Maker.Result preflight = maker.send("OPTIONS", at(A, "/records"), cors, new byte[0]);
        assertThat(preflight.status()).isEqualTo(405);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void answersKeepBrowsersFromBeingClever() {
        Maker.Result file = maker.get(maker.tokenA, FILE);
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(file.header("Content-Security-Policy")).isEqualTo("sandbox");
        assertThat(file.header("Content-Disposition"))
                .startsWith("attachment; ")
                .contains("filename*=UTF-8''%E6%A3%80%E9%AA%8C%20");
        assertThat(file.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(file.bytes()).isEqualTo(Maker.CONTENT);
    }

    @Test
    void fileIsGivenInParts() {
        Maker.Result whole = maker.get(maker.tokenA, FILE);
        String etag = whole.header("ETag");
        int size = Maker.CONTENT.length;
        assertPart("bytes=0-0", 0, 1);
        assertPart("bytes=100-", 100, size);
        assertPart("bytes=-7", size - 7, size);
        assertPart("bytes=5-99999999", 5, size);
        for (String several : new String[] {"bytes=0-1,3-4", "bytes=9-3", "lines=1-2", "bytes=-"}) {
            assertThat(range(several, "").status()).as(several).isEqualTo(200);
        }
        Maker.Result behind = range("bytes=" + size + "-", "");
        assertThat(behind.status()).isEqualTo(416);
        assertThat(behind.header("Content-Range")).isEqualTo("bytes */" + size);
        assertThat(range("bytes=0-4", etag).status()).isEqualTo(206);
        assertThat(range("bytes=0-4", "\"other\"").status()).isEqualTo(200);
    }

    @Test
    void repeatedRequestWithItsKeyIsDoneOnceAlsoAfterARestart() {
        String[] key = {"Idempotency-Key", "k-1"};
        Maker.Result first = maker.post(maker.tokenA, at(A, "/questions"), QUESTION, key);
        Maker.Result again = maker.post(maker.tokenA, at(A, "/questions"), QUESTION, key);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.answer().headers()).isEqualTo(first.answer().headers());
        Maker.Result other = maker.post(maker.tokenA, at(A, "/questions"), QUESTION.replace("Why", "How"), key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(maker.post(maker.tokenA, at(A, "/questions"), QUESTION, "Idempotency-Key", "ä")
                        .status())
                .isEqualTo(400);
        maker.settle();
        assertThat(maker.get(maker.tokenA, at(A, "/questions"))
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void refusedRequestLeavesItsKeyFree() {
        String[] key = {"Idempotency-Key", "k-2"};
        assertThat(maker.post(maker.tokenA, at(A, "/questions"), "{}", key).status())
                .isEqualTo(400);
        assertThat(maker.post(maker.tokenA, at(A, "/questions"), QUESTION, key).status())
                .isEqualTo(201);
    }

    @Test
    void questionChangesOnlyAsItWasRead() {
        Maker.Result asked = maker.post(maker.tokenA, at(A, "/questions"), QUESTION);
        String messages = at(A, "/questions/" + asked.json().path("id").asText() + "/messages");
        String withdrawal = "{\"kind\":\"withdrawal\"}";
        assertThat(maker.post(maker.tokenA, messages, withdrawal).status()).isEqualTo(428);
        assertThat(maker.post(maker.tokenA, messages, withdrawal, "If-Match", "\"7\"")
                        .status())
                .isEqualTo(412);
        Maker.Result closed = maker.post(maker.tokenA, messages, withdrawal, "If-Match", asked.header("ETag"));
        assertThat(closed.status()).isEqualTo(201);
        assertThat(closed.json().path("state").asText()).isEqualTo("withdrawn");
        String followUp = "{\"kind\":\"follow-up\",\"text\":\"more\"}";
        assertThat(maker.post(maker.tokenA, messages, followUp, "If-Match", closed.header("ETag"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void percentEncodedSlashMeansTheSameAsItsEscape() {
        assertThat(maker.get(maker.tokenA, at(A, "/records/IQC%2F2026%2F1")).status())
                .isEqualTo(200);
        for (String odd :
                new String[] {"/records/..", "/records/%2e%2e", "/records/a%00b", "/records/%zz", "/records//"}) {
            assertThat(maker.get(maker.tokenA, at(A, odd)).status()).as(odd).isEqualTo(404);
        }
    }

    @Test
    void auditorAndStrangerAreSlowedDown(@TempDir Path other) {
        MovedClock clock = new MovedClock();
        try (Maker strict = new Maker(other, Limits.standard().withRequests(60, 5), clock)) {
            clock.stop();
            for (int i = 0; i < 5; i++) {
                assertThat(strict.get(strict.tokenA, at(A, "")).status()).isEqualTo(200);
            }
            Maker.Result slowed = strict.get(strict.tokenA, at(A, ""));
            assertThat(slowed.status()).isEqualTo(429);
            assertThat(Integer.parseInt(slowed.header("Retry-After"))).isPositive();
            assertThat(strict.get(strict.tokenB, at(Maker.B, "")).status()).isEqualTo(200);
            for (int i = 0; i < 10; i++) {
                assertThat(strict.get("ra_bad", at(A, "")).status()).isEqualTo(401);
            }
            assertThat(strict.get("ra_bad", at(A, "")).status()).isEqualTo(429);
        }
    }

    private void assertPart(String range, int from, int to) {
        Maker.Result part = range(range, "");
        assertThat(part.status()).as(range).isEqualTo(206);
        assertThat(part.bytes()).as(range).isEqualTo(Arrays.copyOfRange(Maker.CONTENT, from, to));
        assertThat(part.header("Content-Range"))
                .isEqualTo("bytes " + from + "-" + (to - 1) + "/" + Maker.CONTENT.length);
        assertThat(part.header("Content-Length")).isEqualTo(String.valueOf(to - from));
    }

    private Maker.Result range(String range, String ifRange) {
        Headers headers = bearer(maker.tokenA).with("Range", range);
        return maker.send("GET", FILE, ifRange.isEmpty() ? headers : headers.with("If-Range", ifRange), new byte[0]);
    }

    private Maker.Result from(String address, boolean secure) {
        return Maker.Result.of(maker.endpoint()
                .handle(new Request(
                        "GET",
                        AuditEndpoint.WELL_KNOWN_PATH,
                        null,
                        Headers.none(),
                        address,
                        secure,
                        new ByteArrayInputStream(new byte[0]))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
