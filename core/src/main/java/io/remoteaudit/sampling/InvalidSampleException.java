package io.remoteaudit.sampling;

import io.remoteaudit.RemoteAuditException;

/** An order of a sample, or a step of one, that cannot be taken as it is. Nothing was written. */
public final class InvalidSampleException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String bound;

    /** What was wrong, for who tells it in other words. */
    public enum Reason {
        /** Nothing in scope matches the query. */
        EMPTY("empty"),
        /** The query written out is longer than a search takes. */
        QUERY("query"),
        /** The population would have too many strata. */
        STRATA("strata"),
        /** The sample would be too large. */
        SIZE("size"),
        /** Something else that the message says. */
        OTHER("other");

        private final String wireName;

        Reason(String wireName) {
            this.wireName = wireName;
        }

        /**
         * The name messages are found by.
         *
         * @return a lower-case word
         */
        public String wireName() {
            return wireName;
        }
    }

    /**
     * Creates the failure.
     *
     * @param message what was wrong, and what to do
     */
    public InvalidSampleException(String message) {
        this(Reason.OTHER, 0, message);
    }

    InvalidSampleException(Reason reason, int bound, String message) {
        super("RA-0551", message);
        this.reason = reason;
        this.bound = String.valueOf(bound);
    }

    /**
     * What was wrong.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * The bound that was passed.
     *
     * @return a number, 0 if there was none
     */
    public String bound() {
        return bound;
    }
}
