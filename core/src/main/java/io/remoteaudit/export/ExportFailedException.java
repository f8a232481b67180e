package io.remoteaudit.export;

import io.remoteaudit.RemoteAuditException;

/** An export that could not be made: too large for one file, no space, no key, or content that is missing. */
public final class ExportFailedException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was wrong, and what to do
     */
    public ExportFailedException(String message) {
        super("RA-0601", message);
    }

    /**
     * Creates the failure with the failure that led to it.
     *
     * @param message what was wrong, and what to do
     * @param cause the underlying failure
     */
    public ExportFailedException(String message, Throwable cause) {
        super("RA-0601", message, cause);
    }
}
