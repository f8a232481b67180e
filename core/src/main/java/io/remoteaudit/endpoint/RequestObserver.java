package io.remoteaudit.endpoint;

import io.remoteaudit.api.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * Hears of each request to the endpoint or the desk, for a host's monitoring: what it was for and how it ended, nothing of
 * who asked or for what. Called on the threads that serve, so it returns at once; what it throws is logged and changes no
 * answer. Implementations are safe for several threads.
 */
public interface RequestObserver {

    /**
     * A request has come.
     *
     * @param operation what it is for
     * @return told when it is answered, on the same thread
     */
    Watch begin(ServedOperation operation);

    /**
     * An auditor was given content: at once with the answer or, of what is sent over time, when that has ended.
     *
     * @param operation what the request was for
     * @param bytes how many bytes were given
     */
    default void sent(ServedOperation operation, long bytes) {
        // Most only count requests.
    }

    /** Waits for one request's end. */
    @FunctionalInterface
    interface Watch {

        /**
         * The request is answered; content that is sent over time may still be on its way.
         *
         * @param outcome how
         */
        void end(Outcome outcome);
    }

    /**
     * How a request ended.
     *
     * @param status the HTTP status
     * @param problem why it was refused; null if it was not
     * @param code the refusal's RA-code; null if it was not refused
     */
    record Outcome(
            int status,
            @Nullable ProblemType problem,
            @Nullable String code) {}
}
