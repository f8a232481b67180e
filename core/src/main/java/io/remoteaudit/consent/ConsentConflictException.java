package io.remoteaudit.consent;

import io.remoteaudit.RemoteAuditException;

/** What was asked has been decided already, or the terms leave nothing to ask. Nothing was written. */
public final class ConsentConflictException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was wrong, and what to do
     */
    public ConsentConflictException(String message) {
        super("RA-0406", message);
    }
}
