package io.remoteaudit.consent;

import io.remoteaudit.RemoteAuditException;

/** Something is missing of what is asked or decided, or is out of bounds. Nothing was written. */
public final class InvalidConsentException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was wrong, and what to do
     */
    public InvalidConsentException(String message) {
        super("RA-0407", message);
    }
}
