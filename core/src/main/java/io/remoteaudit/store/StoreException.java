package io.remoteaudit.store;

import io.remoteaudit.RemoteAuditException;

/** The store cannot do what was asked: the database refuses, the disk is full, a file is missing or was altered. */
public final class StoreException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param code the stable code, {@code RA-02nn}
     * @param message what was wrong, where, and what to do
     */
    public StoreException(String code, String message) {
        super(code, message);
    }

    /**
     * Creates the failure with the failure that led to it.
     *
     * @param code the stable code, {@code RA-02nn}
     * @param message what was wrong, where, and what to do
     * @param cause the underlying failure
     */
    public StoreException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
