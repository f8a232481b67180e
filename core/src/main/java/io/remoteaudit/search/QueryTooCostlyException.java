package io.remoteaudit.search;

import io.remoteaudit.RemoteAuditException;

/** A query that would take more time or terms than an outsider may use. */
public final class QueryTooCostlyException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was too much, and what to do
     */
    public QueryTooCostlyException(String message) {
        super("RA-0303", message);
    }
}
