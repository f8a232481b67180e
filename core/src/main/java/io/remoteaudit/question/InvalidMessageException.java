package io.remoteaudit.question;

import io.remoteaudit.RemoteAuditException;

/** A message that cannot be taken as it is. Nothing was written. */
public final class InvalidMessageException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was wrong, and what to do
     */
    public InvalidMessageException(String message) {
        super("RA-0501", message);
    }
}
