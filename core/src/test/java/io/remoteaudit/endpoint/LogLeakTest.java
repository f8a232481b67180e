package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Canaries.M;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** The log tells each event on a line of its own, however hostile what it tells of, and holds no secret. */
@Isolated("It listens to everything the module logs, and turns everything on")
class LogLeakTest {

    private static final String FORGED = "\r\nERROR forged \u2028 forged \u202e forged \u001b[31m\u0085\u0000\"} ";

    private final Logger module = (Logger) LoggerFactory.getLogger("io.remoteaudit");
    private final Heard heard = new Heard();
    private final Level level = module.getLevel();
    private Canaries canaries;

    @BeforeEach
    void listen(@TempDir Path directory) throws IOException {
        heard.start();
        module.addAppender(heard);
        module.setLevel(Level.TRACE);
        canaries = new Canaries(directory);
    }

    @AfterEach
    void close() {
        canaries.close();
        module.setLevel(level);
        module.detachAppender(heard);
    }

    @Test
    void eachEventIsOneLineWithoutSecretsWhateverIsSent() {
        String token = canaries.token();
        Maker maker = canaries.maker();
        maker.remoteAudit()
                .records()
                .save(Canaries.canary("HOSTILE/1", "S1", "visible \u2028 forged \u202e forged\nline")
                        .build());
        maker.settle();
        List<Headers> headers = List.of(
                Maker.bearer(token),
                Maker.bearer(token).with("Accept-Language", FORGED).with("Accept", FORGED),
                Maker.bearer(token).with("If-None-Match", FORGED).with("Last-Event-ID", FORGED),
                Maker.bearer(token).with("Range", FORGED).with("X-Forwarded-For", FORGED),
                Maker.bearer(token + FORGED),
                Maker.bearer("ra_" + "a".repeat(43) + "000000"),
                Headers.none().with("Authorization", FORGED));
        for (String path : List.of(
                at(M, "/records?q=visible"),
                at(M, "/records/HOSTILE~11"),
                at(M, "/records?q=CANARYFIRST"),
                at(M, "/records/CANARYID~12"),
                at(M, "/records/" + FORGED),
                at(M, "/questions/events"),
                "/audit/v1/" + FORGED,
                "/audit/v1/engagements?" + FORGED)) {
            for (String method : List.of("GET", "HEAD", "POST", FORGED)) {
                headers.forEach(fields -> handle(method, path, fields, "127.0.0.1"));
                handle(method, path, Maker.bearer(token), "127.0.0.1" + FORGED);
            }
        }
        handle("POST", "/audit/v1/invitations/redemption", Headers.none(), "127.0.0.1");
        List<String> secrets = inThePages(token);

        assertThat(heard.lines).hasSizeGreaterThan(100);
        for (String line : heard.lines) {
            assertThat(line).matches("[^\\p{Cc}\\p{Cf}\\u2028\\u2029]*").doesNotContain(token, "ra_" + "a".repeat(43));
            assertThat(line).doesNotContain(secrets);
            assertThat(line.replaceAll("\"path\":\"[^\"]*\"", "")).doesNotContain("CANARY", "密写", "暗号", "473187");
        }
        List<JsonNode> events = heard.endpoint.stream().map(Json::parse).toList();
        assertThat(events)
                .allSatisfy(event -> assertThat(event.path("event").isTextual()).isTrue());
        assertThat(events)
                .extracting(event -> event.path("event").asText())
                .contains("request", "refused-token", "refused-page");
    }

    @Test
    void failureNobodyForesawIsOneLineToo() {
        RuntimeException cause = new IllegalArgumentException("cause" + FORGED);
        Problems.answer(new IllegalStateException("failed" + FORGED, cause), Locale.ENGLISH, "a-request");
        JsonNode event = Json.parse(heard.endpoint.get(heard.endpoint.size() - 1));
        assertThat(event.path("code").asText()).isEqualTo("RA-0721");
        assertThat(event.path("request").asText()).isEqualTo("a-request");
        assertThat(event.at("/failures/1/failure").asText()).endsWith("cause" + FORGED);
        assertThat(event.at("/failures/0/at/0").asText()).contains("LogLeakTest");
        assertThat(heard.lines).allSatisfy(line -> assertThat(line).doesNotContain("\n", "\u2028", "\u001b"));
    }

    /** What is refused of the pages, and what must not be told of it. */
    private List<String> inThePages(String token) {
        PageVisitor visitor = PageVisitor.with(canaries.maker(), token);
        String secret = visitor.cookie().substring(visitor.cookie().indexOf('=') + 1);
        for (String path : List.of(at(M, "/questions"), PageVisitor.SESSION)) {
            visitor.get(path);
            visitor.send("POST", path, Headers.none().with(PageGuard.PROOF, FORGED), "{}");
            visitor.send("POST", path, visitor.proven().with("Origin", "https://evil.example" + FORGED), "{}");
            visitor.send("GET", path, Headers.none().with("Sec-Fetch-Site", FORGED), "");
        }
        List<String> secrets = List.of("rs_", visitor.proof());
        visitor.delete(PageVisitor.SESSION);
        visitor.send("GET", at(M, ""), Headers.none().with("Cookie", "remote-audit=" + secret), "");
        return secrets;
    }

    private void handle(String method, String path, Headers headers, String address) {
        int mark = path.indexOf('?');
        Answer answer = canaries.maker()
                .endpoint()
                .handle(new Request(
                        method,
                        mark < 0 ? path : path.substring(0, mark),
                        mark < 0 ? null : path.substring(mark + 1),
                        headers,
                        address,
                        true,
                        new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8))));
        Maker.Result.of(answer);
        answer.body().close();
    }

    /** What is logged, as a reader of a plain log file would see it. */
    private static final class Heard extends AppenderBase<ILoggingEvent> {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final List<String> endpoint = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            String failure = event.getThrowableProxy() == null
                    ? ""
                    : event.getThrowableProxy().getMessage();
            lines.add(event.getFormattedMessage() + failure);
            if (event.getLoggerName().startsWith("io.remoteaudit.endpoint")) {
                endpoint.add(event.getFormattedMessage());
            }
        }
    }
}
