package io.remoteaudit.feed;

import io.remoteaudit.RemoteAuditException;
import java.util.Locale;

/** What staff asked of a source cannot be done at this moment. Nothing was done. */
public final class FeedConflictException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /** Why it cannot. */
    private final Reason reason;

    /** Why something cannot be done now, and what to do. */
    public enum Reason {
        /** The source is being read, or its rows are being tried. */
        UNDER_WAY("RA-1007", "The source is being read at this moment; wait until that has ended"),
        /** Nothing is read of this source unless a file is handed over. */
        HANDED_OVER_ONLY("RA-1008", "The source has neither table nor folder; hand over a file"),
        /** The source does not take files from people. */
        NO_FILES("RA-1009", "The source is a table and takes no files"),
        /** As many files as are held wait for being taken in. */
        TOO_MANY_FILES("RA-1010", "Too many files wait for being taken in; take in or remove one"),
        /** The file was not rehearsed to its end, or was taken in already. */
        NOT_REHEARSED("RA-1011", "The file can be taken in once, after it was rehearsed to its end");

        private final String code;
        private final String message;

        Reason(String code, String message) {
            this.code = code;
            this.message = message;
        }

        /**
         * The name used in texts.
         *
         * @return lower-case words joined by hyphens
         */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    FeedConflictException(Reason reason) {
        super(reason.code, reason.message);
        this.reason = reason;
    }

    /**
     * Why it cannot be done.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
