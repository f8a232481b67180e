package io.remoteaudit.identity;

import io.remoteaudit.RemoteAuditException;

/** An identity provider's keys are not to be had, so none of its tokens can be checked. */
public final class IdentityProviderException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final boolean reachable;

    /**
     * Creates the failure.
     *
     * @param message what cannot be had from where, and what to do
     * @param reachable whether something answered there, so that it is rather the address that is wrong
     * @param cause the underlying failure
     */
    public IdentityProviderException(String message, boolean reachable, Throwable cause) {
        super("RA-0421", message, cause);
        this.reachable = reachable;
    }

    /**
     * Whether something answered.
     *
     * @return true if the address or the provider's settings are wrong rather than the way to it
     */
    public boolean reachable() {
        return reachable;
    }
}
