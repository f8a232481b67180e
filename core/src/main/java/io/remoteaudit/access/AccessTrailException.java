package io.remoteaudit.access;

import io.remoteaudit.RemoteAuditException;

/** The access trail cannot be written, so the answer must not be given. */
public final class AccessTrailException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param cause why it cannot be written
     */
    public AccessTrailException(Throwable cause) {
        super("RA-0410", "The access trail cannot be written, so nothing is shown; repeat later", cause);
    }
}
