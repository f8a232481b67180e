package io.remoteaudit.export;

import io.remoteaudit.RemoteAuditException;

/** An export that cannot be started or fetched as things stand. */
public final class ExportConflictException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what stands in the way, and what to do
     */
    public ExportConflictException(String message) {
        super("RA-0602", message);
    }
}
