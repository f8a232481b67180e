package io.remoteaudit.endpoint;

import io.remoteaudit.api.ProblemType;
import io.remoteaudit.endpoint.RequestObserver.Outcome;
import io.remoteaudit.endpoint.RequestObserver.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a host's observers of requests. Safe for use by several threads. */
final class Watching {

    private static final Logger LOG = LoggerFactory.getLogger(RequestObserver.class);

    private static final String FAILED = "An observer of requests failed; the request goes on: {}";

    private final List<RequestObserver> observers;

    Watching(List<RequestObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    /** Answers a request under the observers' eyes. Without any it costs nothing, not even finding out what it is for. */
    Answer watch(Supplier<ServedOperation> operation, Function<Ending, Answer> answering) {
        if (observers.isEmpty()) {
            return answering.apply(new Ending());
        }
        List<Watch> watches = begin(operation.get());
        Ending ending = new Ending();
        try {
            Answer answer = answering.apply(ending);
            ending.answered(answer.status());
            return answer;
        } finally {
            for (int i = watches.size() - 1; i >= 0; i--) {
                end(watches.get(i), ending.outcome);
            }
        }
    }

    /** Tells of content that was given. */
    void sent(Supplier<ServedOperation> operation, long bytes) {
        if (bytes > 0 && !observers.isEmpty()) {
            ServedOperation named = operation.get();
            for (RequestObserver observer : observers) {
                try {
                    observer.sent(named, bytes);
                } catch (RuntimeException e) {
                    LOG.warn(FAILED, e.toString());
                }
            }
        }
    }

    private List<Watch> begin(ServedOperation operation) {
        List<Watch> watches = new ArrayList<>(observers.size());
        for (RequestObserver observer : observers) {
            try {
                watches.add(observer.begin(operation));
            } catch (RuntimeException e) {
                LOG.warn(FAILED, e.toString());
            }
        }
        return watches;
    }

    private static void end(Watch watch, Outcome outcome) {
        try {
            watch.end(outcome);
        } catch (RuntimeException e) {
            LOG.warn(FAILED, e.toString());
        }
    }

    /** How a request ends; as a failure of the server unless it is said otherwise. For one thread. */
    static final class Ending {

        private Outcome outcome =
                new Outcome(ProblemType.INTERNAL.status(), ProblemType.INTERNAL, ProblemType.INTERNAL.code());
        private boolean refused;

        void refused(Outcome how) {
            outcome = how;
            refused = true;
        }

        private void answered(int status) {
            if (!refused) {
                outcome = new Outcome(status, null, null);
            }
        }
    }
}
