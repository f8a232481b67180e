package io.remoteaudit.ledger;

import io.remoteaudit.RemoteAuditException;

/** Something may not or cannot be erased. Nothing was. */
public final class ErasureException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param code {@code RA-0250} if there is nothing of that name, {@code RA-0251} if it may not be erased
     * @param message what cannot be erased, and why
     */
    public ErasureException(String code, String message) {
        super(code, message);
    }
}
