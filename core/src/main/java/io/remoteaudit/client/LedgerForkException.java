package io.remoteaudit.client;

import io.remoteaudit.RemoteAuditException;

/** The maker's ledger does not continue what it signed before: it was rewritten, or shows different people different ledgers. */
public final class LedgerForkException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what does not fit together
     */
    public LedgerForkException(String message) {
        super("RA-0802", message);
    }

    /**
     * Creates the failure with the failure that led to it.
     *
     * @param message what does not fit together
     * @param cause what found it
     */
    public LedgerForkException(String message, Throwable cause) {
        super("RA-0802", message, cause);
    }
}
