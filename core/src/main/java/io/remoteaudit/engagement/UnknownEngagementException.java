package io.remoteaudit.engagement;

import io.remoteaudit.RemoteAuditException;

/** There is no such engagement, auditor or token. */
public final class UnknownEngagementException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what there is none of
     */
    public UnknownEngagementException(String message) {
        super("RA-0403", message);
    }
}
