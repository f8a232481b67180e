package io.remoteaudit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.remoteaudit.api.ProblemType;
import io.remoteaudit.ledger.Hash;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client sends again, how often, after how long, and under which key. No test waits: the client's pauses are kept. */
class RetryTest {

    private static final String ENDED = "{\"total\":0,\"items\":[],\"nextCursor\":null}";
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private ScriptedServer server;
    private AuditClient client;

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedServer(ScriptedServer.json(200, ENDED));
        client = AuditClient.builder(server.url(), "ra_test")
                .attempts(4, FIRST, LONGEST)
                .waiting(pauses::add)
                .open();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void whatPassesIsAskedAgainLaterEachTimeAndOutOfStep(int status) {
        server.then(
                ScriptedServer.problem(status, "rate-limited"),
                ScriptedServer.problem(status, "rate-limited"),
                ScriptedServer.problem(status, "rate-limited"));
        assertThat(client.engagements().total()).isZero();
        assertThat(server.asked).hasSize(4);
        assertThat(pauses).hasSize(3);
        for (int i = 0; i < pauses.size(); i++) {
            assertThat(pauses.get(i)).isBetween(FIRST.multipliedBy(1L << i).dividedBy(2), FIRST.multipliedBy(1L << i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 410, 412, 413, 416, 422, 428, 500})
    void whatIsRefusedIsNotAskedAgain(int status) {
        server.then(ScriptedServer.problem(status, "state-conflict"));
        assertThatThrownBy(client::engagements)
                .isInstanceOfSatisfying(
                        AuditProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(status));
        assertThat(server.asked).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void changeIsSentAgainUnderTheSameKeyAndTheNextOneUnderAnother() {
        String digest = Hash.sha256(new byte[0]).hex();
        server.then(
                ScriptedServer.dropped(),
                ScriptedServer.problem(409, "idempotency-unresolved", "Retry-After", "5"),
                ScriptedServer.problem(503, "unavailable"),
                ScriptedServer.problem(404, "not-found"),
                ScriptedServer.problem(404, "not-found"));
        AgreementClient agreement = client.engagement("E").agreement();
        assertThatThrownBy(() -> agreement.accept(Hash.parseHex(digest))).isInstanceOf(AuditProblemException.class);
        assertThatThrownBy(() -> agreement.accept(Hash.parseHex(digest))).isInstanceOf(AuditProblemException.class);
        List<String> keys = server.asked.stream()
                .map(asked -> asked.header("Idempotency-Key"))
                .toList();
        assertThat(keys).hasSize(5).doesNotContain("");
        assertThat(keys.subList(0, 4)).containsOnly(keys.get(0));
        assertThat(keys.get(4)).isNotEqualTo(keys.get(0));
        assertThat(server.asked).extracting(ScriptedServer.Asked::body).containsOnly("{\"digest\":\"" + digest + "\"}");
        assertThat(server.asked.subList(0, 4))
                .extracting(asked -> asked.header("Audit-Request-Id"))
                .containsOnly(server.asked.get(0).header("Audit-Request-Id"));
    }

    @Test
    void serverIsWaitedForAsLongAsItSays() {
        server.then(
                ScriptedServer.problem(429, "rate-limited", "Retry-After", "17"),
                ScriptedServer.problem(
                        503,
                        "unavailable",
                        "Retry-After",
                        // A date is read against the server's own, which the JDK's server writes; this one is over.
                        "Sat, 28 Nov 2020 01:00:40 GMT"));
        client.engagements();
        assertThat(pauses).hasSize(2).first().isEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void dateIsReadAgainstTheServersOwnClock() {
        Instant soon = Instant.now().plusSeconds(90);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(soon.atZone(ZoneOffset.UTC));
        server.then(ScriptedServer.problem(503, "unavailable", "Retry-After", date));
        client.engagements();
        assertThat(pauses)
                .singleElement()
                .satisfies(pause -> assertThat(pause).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(91)));
    }

    @Test
    void whoeverWouldHaveToWaitTooLongIsToldSoAtOnce() {
        server.then(ScriptedServer.problem(429, "daily-limit-exceeded", "Retry-After", "3600"));
        AuditProblemException refused = catchThrowableOfType(AuditProblemException.class, client::engagements);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void attemptsAreUsedUp() {
        server.then(
                ScriptedServer.problem(503, "unavailable"),
                ScriptedServer.problem(503, "unavailable"),
                ScriptedServer.problem(503, "unavailable"),
                ScriptedServer.problem(503, "unavailable"),
                ScriptedServer.problem(503, "unavailable"));
        assertThatThrownBy(client::engagements).isInstanceOf(AuditProblemException.class);
        assertThat(server.asked).hasSize(4);
    }

    @Test
    void refusalSaysAllThatIsNeededToActOnIt() {
        server.then(ScriptedServer.problem(404, "not-found"));
        AuditProblemException refused = catchThrowableOfType(AuditProblemException.class, client::engagements);
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.code()).isEqualTo("RA-0799");
        assertThat(refused.type()).contains(ProblemType.NOT_FOUND);
        assertThat(refused.detail()).isEqualTo("in English");
        assertThat(refused.detail(Locale.ENGLISH)).isEqualTo("in English");
        assertThat(refused.detail(Locale.SIMPLIFIED_CHINESE)).isEqualTo("中文");
        assertThat(refused.requestId())
                .isNotEmpty()
                .isEqualTo(server.asked.get(0).header("Audit-Request-Id"));
        assertThat(refused).hasMessageContaining(refused.requestId());
    }
}
