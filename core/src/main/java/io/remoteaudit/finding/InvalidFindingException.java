package io.remoteaudit.finding;

import io.remoteaudit.RemoteAuditException;

/** A step of a finding, or a report on a certificate, that cannot be taken as it is. Nothing was written. */
public final class InvalidFindingException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was wrong, and what to do
     */
    public InvalidFindingException(String message) {
        super("RA-0531", message);
    }
}
