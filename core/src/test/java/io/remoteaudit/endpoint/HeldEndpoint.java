package io.remoteaudit.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint as every test asks it: each answer is held to the contract, whatever the test is about. {@code
 * TestArchitectureTest} keeps every test from asking past it. Safe for use by several threads.
 */
public final class HeldEndpoint {

    private static final ContractChecker CONTRACT = new ContractChecker();

    private final AuditEndpoint endpoint;
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    /** Holds an endpoint. */
    public HeldEndpoint(AuditEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Answers as the endpoint does. */
    public Answer handle(Request request) {
        Answer answer = endpoint.handle(request);
        String path = request.query() == null ? request.path() : request.path() + "?" + request.query();
        require(CONTRACT.checkAny(request.method(), path, told(answer)));
        return answer.body() instanceof Body.Events events
                ? new Answer(answer.status(), answer.headers(), new Body.Events(held(events, request.path())))
                : answer;
    }

    /** Fails if any answer or event was not as the contract says, also where nobody saw the failure. */
    public void requireHeld() {
        if (!wrong.isEmpty()) {
            throw new AssertionError("Not as the contract says: " + wrong);
        }
    }

    private void require(List<String> found) {
        wrong.addAll(found);
        if (!found.isEmpty()) {
            throw new AssertionError("Not as the contract says: " + found);
        }
    }

    private static ContractChecker.Told told(Answer answer) {
        return ContractChecker.Told.of(
                answer.status(),
                name -> answer.headers().first(name).orElse(""),
                answer.body() instanceof Body.Bytes bytes ? bytes.content() : null);
    }

    private Body.Source held(Body.Events events, String path) {
        EventChecker checker = new EventChecker(CONTRACT, path);
        return new Body.Source() {
            @Override
            public byte @Nullable [] next(Duration timeout) throws InterruptedException {
                return checked(events.next(timeout));
            }

            @Override
            public byte @Nullable [] poll() {
                return checked(events.poll());
            }

            private byte @Nullable [] checked(byte @Nullable [] piece) {
                if (piece != null) {
                    require(checker.take(piece, 0, piece.length));
                }
                return piece;
            }

            @Override
            public boolean ended() {
                return events.ended();
            }

            @Override
            public void onReadable(Runnable action) {
                events.onReadable(action);
            }

            @Override
            public void close() {
                events.close();
            }
        };
    }
}
