package io.remoteaudit.client;

import io.remoteaudit.RemoteAuditException;

/** The maker's endpoint could not be reached, or broke an answer off; repeating did not help. */
public final class AuditConnectionException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was asked for, and what happened
     * @param cause what the network said
     */
    public AuditConnectionException(String message, Throwable cause) {
        super("RA-0801", message, cause);
    }
}
