package io.remoteaudit.search;

import io.remoteaudit.RemoteAuditException;

/** A search matches more records than are read at once. */
public final class TooManyMatchesException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final int most;

    /**
     * Creates the failure.
     *
     * @param most how many are read at most
     */
    public TooManyMatchesException(int most) {
        super("RA-0306", "The search matches more than " + most + " records; narrow it by words, filters or dates");
        this.most = most;
    }

    /**
     * How many are read at most.
     *
     * @return the bound
     */
    public int most() {
        return most;
    }
}
