package io.remoteaudit.client;

import io.remoteaudit.RemoteAuditException;

/**
 * A file became another one while it was being downloaded. Nothing of it was kept, since parts of two files are none; a new
 * download begins at its start.
 */
public final class FileChangedException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message which file, and what it was and is
     */
    FileChangedException(String message) {
        super("RA-0803", message);
    }
}
