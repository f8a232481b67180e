package io.remoteaudit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.endpoint.Maker;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.question.NewQuestion;
import io.remoteaudit.question.QuestionEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A subscription whose connection is cut after a random number of bytes, again and again. */
class EventStreamCutTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int QUESTIONS = 40;

    @TempDir
    private Path directory;

    private Maker maker;
    private TinyServer server;
    private AuditClient client;

    @BeforeEach
    void open() throws Exception {
        maker = new Maker(directory.resolve("maker"));
        server = new TinyServer(maker.remoteAudit().endpoint());
        client = AuditClient.builder(server.url(), maker.tokenA)
                .attempts(4, Duration.ofMillis(5), Duration.ofMillis(20))
                .open();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        maker.close();
    }

    @Test
    void everyMessageArrivesOnceWhereverTheConnectionIsCut() {
        long seed = System.nanoTime();
        follow(new Random(seed), OptionalLong.of(0), "cut by seed " + seed);
    }

    @Test
    void nothingIsMissedByAReaderThatIsCutOffBeforeItsFirstMessage() {
        List<QuestionEvent> heard = new CopyOnWriteArrayList<>();
        AtomicReference<RemoteAuditException> end = new AtomicReference<>();
        // The first piece says where the stream begins; it is whole, and nothing follows.
        server.cutStreamsAfter.add("id: 10\n\n".length());
        try (QuestionSubscription subscription =
                client.engagement(Maker.A).questions().follow(OptionalLong.empty(), listener(heard, end))) {
            await().atMost(LONG).until(() -> server.streamsCut.get() == 1);
            ask(Maker.A, maker.tokenA, "while it is away");
            await().atMost(LONG).until(() -> heard.size() == 1);
            assertThat(heard.get(0).message().text()).isEqualTo("while it is away");
            assertThat(subscription).isNotNull();
        }
    }

    private void follow(Random random, OptionalLong after, String what) {
        for (int i = 0; i < 12; i++) {
            server.cutStreamsAfter.add(1 + random.nextInt(1_500));
        }
        List<QuestionEvent> heard = new CopyOnWriteArrayList<>();
        AtomicReference<RemoteAuditException> end = new AtomicReference<>();
        List<String> asked = new ArrayList<>();
        try (QuestionSubscription subscription =
                client.engagement(Maker.A).questions().follow(after, listener(heard, end))) {
            for (int i = 0; i < QUESTIONS; i++) {
                ask(Maker.B, maker.tokenB, "of another engagement " + i);
                asked.add("text " + i + " " + "x".repeat(random.nextInt(600)));
                ask(Maker.A, maker.tokenA, asked.get(i));
            }
            await().atMost(LONG).until(() -> heard.size() >= QUESTIONS);
            assertThat(heard)
                    .as(what)
                    .extracting(event -> event.message().text())
                    .containsExactlyElementsOf(asked);
            assertThat(heard)
                    .as(what)
                    .extracting(QuestionEvent::leafIndex)
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(server.streamsCut.get()).as(what).isGreaterThanOrEqualTo(6);
            assertThat(end.get()).as(what).isNull();
            assertThat(subscription).isNotNull();
        }
    }

    private void ask(String engagement, String token, String text) {
        Engagements engagements = maker.remoteAudit().engagements();
        Admission admission = engagements.admit(engagements.authenticate(token).orElseThrow());
        maker.remoteAudit().questions().ask(admission, new NewQuestion(engagement, text, "en", List.of()));
    }

    private static QuestionListener listener(List<QuestionEvent> heard, AtomicReference<RemoteAuditException> end) {
        return new QuestionListener() {
            @Override
            public void onMessage(QuestionEvent event) {
                heard.add(event);
            }

            @Override
            public void onEnd(RemoteAuditException failure) {
                end.set(failure);
            }
        };
    }
}
