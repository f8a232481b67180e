package io.remoteaudit.preparation;

import io.remoteaudit.RemoteAuditException;

/** What is prepared has changed, or does not take this step now. Nothing was written. */
public final class PreparationConflictException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was wrong, and what to do
     */
    public PreparationConflictException(String message) {
        super("RA-0542", message);
    }
}
