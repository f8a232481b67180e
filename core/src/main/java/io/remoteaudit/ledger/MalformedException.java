package io.remoteaudit.ledger;

import io.remoteaudit.RemoteAuditException;

/** Bytes that are not of the form their standard prescribes: JSON, a leaf, a disclosure, a note, a tile path. */
public final class MalformedException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was read, where it is wrong, and what its standard asks for
     */
    public MalformedException(String message) {
        super("RA-0210", message);
    }

    /**
     * Creates the failure with the failure that led to it.
     *
     * @param message what was read, where it is wrong, and what its standard asks for
     * @param cause what found it
     */
    public MalformedException(String message, Throwable cause) {
        super("RA-0210", message, cause);
    }
}
