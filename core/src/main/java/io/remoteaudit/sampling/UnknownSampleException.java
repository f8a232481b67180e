package io.remoteaudit.sampling;

import io.remoteaudit.RemoteAuditException;

/** There is no such sample for the caller. */
public final class UnknownSampleException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was wrong, and what to do
     */
    public UnknownSampleException(String message) {
        super("RA-0553", message);
    }
}
