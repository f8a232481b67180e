package io.remoteaudit.preparation;

import io.remoteaudit.RemoteAuditException;

/** A plan, a preparation list or an organization profile that cannot be kept as it is. Nothing was written. */
public final class InvalidPreparationException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was wrong, and what to do
     */
    public InvalidPreparationException(String message) {
        super("RA-0541", message);
    }
}
