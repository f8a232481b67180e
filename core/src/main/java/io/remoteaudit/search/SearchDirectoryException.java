package io.remoteaudit.search;

import io.remoteaudit.RemoteAuditException;

/** A directory that cannot hold the search index: in use, on a network file system, or not writable. */
public final class SearchDirectoryException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message which directory, why not, and what to do
     * @param cause the underlying failure
     */
    public SearchDirectoryException(String message, Throwable cause) {
        super("RA-0305", message, cause);
    }

    /**
     * Creates the failure.
     *
     * @param message which directory, why not, and what to do
     */
    public SearchDirectoryException(String message) {
        super("RA-0305", message);
    }
}
