package io.remoteaudit.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not as the contract says does not get past the tests' own endpoint. */
public class HeldEndpointTest {

    private static final String RECORDS = Maker.at(Maker.A, "/records");
    private static final String EVENTS = Maker.at(Maker.A, "/questions/events");

    private Maker maker;

    @BeforeEach
    void open(@TempDir Path directory) {
        maker = new Maker(directory);
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void answerIsRefusedWhateverIsWrongWithIt() {
        assertThat(altered("GET", RECORDS, answer -> answer).status()).isEqualTo(200);
        assertRefused("GET", RECORDS, answer -> text(answer, 200, "{}"));
        assertRefused("GET", RECORDS, answer -> text(answer, 200, read(answer).replaceFirst("\\{", "{\"more\":1,")));
        assertRefused("GET", RECORDS, answer -> new Answer(200, Headers.none(), answer.body()));
        assertRefused("GET", RECORDS, answer -> text(answer, 302, ""));
        assertRefused("GET", RECORDS, answer -> text(answer, 304, "more"));
        assertRefused("HEAD", RECORDS, answer -> text(answer, 200, "more"));
        assertRefused("GET", RECORDS, answer -> text(answer, 404, "{}"));
        assertRefused("PUT", RECORDS, answer -> text(answer, 200, "{}"));
        assertRefused("GET", "/audit/v1/nowhere", answer -> text(answer, 404, "<html>"));
    }

    @Test
    void eventIsRefusedWhateverIsWrongWithIt() {
        for (String piece : new String[] {"data: {}\n\n", "event: other\n\n", "id: x\n\n", "data: {\"more\":1}\n\n"}) {
            Answer answer = altered("GET", EVENTS, real -> {
                real.body().close();
                return new Answer(real.status(), real.headers(), new Body.Events(new One(piece)));
            });
            assertThatThrownBy(() -> ((Body.Events) answer.body()).next(Duration.ofSeconds(1)))
                    .as(piece)
                    .isInstanceOf(AssertionError.class);
        }
    }

    private void assertRefused(String method, String path, UnaryOperator<Answer> change) {
        assertThatThrownBy(() -> altered(method, path, change)).isInstanceOf(AssertionError.class);
    }

    private Answer altered(String method, String path, UnaryOperator<Answer> change) {
        AuditEndpoint real = maker.remoteAudit().endpoint();
        HeldEndpoint held = new HeldEndpoint(new AuditEndpoint() {
            @Override
            public Answer handle(Request request) {
                return change.apply(real.handle(request));
            }

            @Override
            public ServedOperation operation(String asked, String where) {
                return real.operation(asked, where);
            }

            @Override
            public int eventStreams() {
                return real.eventStreams();
            }

            @Override
            public void close() {
                real.close();
            }
        });
        return held.handle(new Request(
                method,
                path,
                null,
                Maker.bearer(maker.tokenA),
                "127.0.0.1",
                false,
                new ByteArrayInputStream(new byte[0])));
    }

    private static String read(Answer answer) {
        return new String(((Body.Bytes) answer.body()).content(), StandardCharsets.UTF_8);
    }

    private static Answer text(Answer answer, int status, String text) {
        return new Answer(status, answer.headers(), new Body.Bytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A stream of one piece. */
    private record One(String piece) implements Body.Source {

        @Override
        public byte @Nullable [] next(Duration timeout) {
            return poll();
        }

        @Override
        public byte @Nullable [] poll() {
            return piece.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public void onReadable(Runnable action) {
            action.run();
        }

        @Override
        public void close() {}
    }
}
