package io.remoteaudit.sampling;

import io.remoteaudit.RemoteAuditException;

/** The sample has changed or does not take this step now. Nothing was written. */
public final class SampleConflictException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was wrong, and what to do
     */
    public SampleConflictException(String message) {
        super("RA-0552", message);
    }
}
