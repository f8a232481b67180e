package io.remoteaudit.consent;

import io.remoteaudit.RemoteAuditException;

/** There is no such request for consent. */
public final class UnknownConsentException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was wrong, and what to do
     */
    public UnknownConsentException(String message) {
        super("RA-0408", message);
    }
}
