package io.remoteaudit.ledger;

import io.remoteaudit.RemoteAuditException;

/** A proof, a signature or a digest that does not hold. */
public final class ProofException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what does not hold
     */
    public ProofException(String message) {
        super("RA-0211", message);
    }
}
