package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.B;
import static io.remoteaudit.endpoint.Maker.at;
import static io.remoteaudit.endpoint.Maker.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.question.DraftContent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStreamTest {

    private static final String EVENTS = at(A, "/questions/events");

    @TempDir
    private Path directory;

    private Maker maker;

    @BeforeEach
    void open() {
        open(directory, Duration.ofMinutes(10));
    }

    private void open(Path into, Duration streamsLast) {
        Limits limits =
                Limits.standard().withRequests(1_000_000, 1_000_000).withStreams(streamsLast, Duration.ofSeconds(1));
        maker = new Maker(into, limits, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void messagesArriveInOrderAndAReaderGoesOnAfterTheLastOneItGot() throws InterruptedException {
        Body.Events stream = stream();
        String id = ask("first");
        maker.remoteAudit().answers().draft(id, 0, DraftContent.of("because", "en"), "李娜");
        maker.remoteAudit().answers().release(id, 1, 1, "王芳");
        List<String> events = take(stream, 2);
        assertThat(events.get(0)).contains("\"kind\":\"question\"").startsWith("id: ");
        assertThat(events.get(1)).contains("\"kind\":\"answer\"", "because").endsWith("\n\n");
        String firstId = events.get(0).lines().findFirst().orElseThrow().substring(4);
        Maker.Result resumed =
                maker.send("GET", EVENTS, bearer(maker.tokenA).with("Last-Event-ID", firstId), new byte[0]);
        assertThat(take(resumed.events(), 1)).containsExactly(events.get(1));
        stream.close();
        resumed.events().close();
    }

    @Test
    void stepsOfFindingsArriveInTheirPlaceAmongMessages() throws InterruptedException {
        Body.Events stream = stream();
        ask("first");
        Maker.Result raised = maker.post(maker.tokenA, at(A, "/findings"), SampleRequests.FINDING);
        assertThat(raised.status()).as(raised.text()).isEqualTo(201);
        ask("second");
        List<String> events = take(stream, 3);
        assertThat(events.get(0)).contains("event: message", "first");
        assertThat(events.get(1))
                .contains("event: finding")
                .contains("{\"findingId\":\"" + raised.json().path("id").asText() + "\",\"version\":1}");
        assertThat(events.get(2)).contains("event: message", "second");
        String firstId = events.get(0).lines().findFirst().orElseThrow().substring(4);
        Maker.Result resumed =
                maker.send("GET", EVENTS, bearer(maker.tokenA).with("Last-Event-ID", firstId), new byte[0]);
        assertThat(take(resumed.events(), 2)).isEqualTo(events.subList(1, 3));
        stream.close();
        resumed.events().close();
    }

    @Test
    void streamOfAnotherEngagementStaysSilentButAlive() throws InterruptedException {
        Body.Events other = maker.get(maker.tokenB, at(B, "/questions/events")).events();
        ask("for A only");
        String heard = "";
        Instant deadline = Instant.now().plusSeconds(2);
        while (Instant.now().isBefore(deadline)) {
            byte[] piece = other.next(Duration.ofMillis(200));
            heard += piece == null ? "" : new String(piece, StandardCharsets.UTF_8);
        }
        assertThat(heard).matches("(?s)id: [0-9]+\n\n(:\n\n)+").doesNotContain("data");
        other.close();
    }

    @Test
    void streamEndsAtOnceWhenTheEngagementIsRevoked() {
        Body.Events stream = stream();
        ask("never read");
        maker.remoteAudit().engagements().revoke(A, "over", "maker");
        await().atMost(Duration.ofSeconds(60)).until(stream::ended);
        assertThat(stream.poll()).isNull();
    }

    @Test
    void streamEndsAfterItsTimeAndItsEndIsInTheTrail(@TempDir Path other) {
        maker.close();
        open(other, Duration.ofSeconds(4));
        Body.Events stream = stream();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            while (stream.poll() != null) {
                // Taking pieces is what a binding does.
            }
            return stream.ended();
        });
        maker.settle();
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> maker
                                .remoteAudit()
                                .accessTrail()
                                .list(A, 0, 200, maker.remoteAudit().ledger().size())
                                .items()
                                .stream()
                                .anyMatch(access ->
                                        access.action().equals("question-events") && access.served() != null));
    }

    @Test
    void fifthStreamOfAnAuditorIsRefusedUntilOneIsClosed() {
        List<Body.Events> streams = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            streams.add(stream());
        }
        assertThat(maker.get(maker.tokenA, EVENTS).status()).isEqualTo(429);
        streams.get(0).close();
        streams.add(stream());
        streams.forEach(Body.Events::close);
    }

    @Test
    void slowReaderIsDropped() {
        Body.Events stream = stream();
        EventStream slow = new EventStream(
                "p",
                maker.remoteAudit()
                        .engagements()
                        .admit(maker.remoteAudit()
                                .engagements()
                                .authenticate(maker.tokenA)
                                .orElseThrow()),
                0,
                0,
                Long.MAX_VALUE);
        for (int i = 0; i <= EventStream.QUEUE; i++) {
            slow.offerEvent(i, new byte[] {1}, 0);
        }
        assertThat(slow.ended()).isTrue();
        stream.close();
    }

    @Test
    void readerIsCalledWhenThereIsSomethingToTake() {
        Body.Events stream = stream();
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        stream.onReadable(() -> {
            for (byte[] piece = stream.poll(); piece != null; piece = stream.poll()) {
                heard.add(new String(piece, StandardCharsets.UTF_8));
            }
        });
        ask("called");
        await().atMost(Duration.ofSeconds(60)).until(() -> heard.stream().anyMatch(piece -> piece.contains("called")));
        stream.close();
    }

    private Body.Events stream() {
        Maker.Result result = maker.get(maker.tokenA, EVENTS);
        assertThat(result.status()).isEqualTo(200);
        assertThat(result.header("Content-Type")).isEqualTo("text/event-stream");
        return result.events();
    }

    private String ask(String text) {
        return maker.post(maker.tokenA, at(A, "/questions"), "{\"title\":\"T\",\"text\":\"" + text + "\"}")
                .json()
                .path("id")
                .asText();
    }

    private static List<String> take(Body.Events stream, int wanted) throws InterruptedException {
        List<String> events = new ArrayList<>();
        Instant deadline = Instant.now().plusSeconds(60);
        while (events.size() < wanted && Instant.now().isBefore(deadline)) {
            byte[] piece = stream.next(Duration.ofMillis(500));
            String text = piece == null ? "" : new String(piece, StandardCharsets.UTF_8);
            if (text.contains("data:")) {
                events.add(text);
            }
        }
        return events;
    }
}
