package io.remoteaudit.finding;

import io.remoteaudit.RemoteAuditException;

/** There is no such finding or report for the caller. */
public final class UnknownFindingException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was wrong, and what to do
     */
    public UnknownFindingException(String message) {
        super("RA-0533", message);
    }
}
