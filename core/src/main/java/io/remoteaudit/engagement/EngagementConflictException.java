package io.remoteaudit.engagement;

import io.remoteaudit.RemoteAuditException;

/** A change that does not fit what the engagement has become. Nothing was changed. */
public final class EngagementConflictException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what does not fit, and what to do
     */
    public EngagementConflictException(String message) {
        super("RA-0402", message);
    }
}
