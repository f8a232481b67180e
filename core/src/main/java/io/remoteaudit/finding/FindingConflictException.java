package io.remoteaudit.finding;

import io.remoteaudit.RemoteAuditException;

/** The finding has changed or does not take this step now. Nothing was written. */
public final class FindingConflictException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was wrong, and what to do
     */
    public FindingConflictException(String message) {
        super("RA-0532", message);
    }
}
