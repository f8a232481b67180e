package io.remoteaudit.identity;

import io.remoteaudit.RemoteAuditException;

/** A token does not prove who sent it. The message is for the maker's log; whoever sent the token is not told. */
public final class UnprovenIdentityException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message why, and what to do
     */
    public UnprovenIdentityException(String message) {
        super("RA-0420", message);
    }
}
