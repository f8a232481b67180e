package io.remoteaudit.question;

import io.remoteaudit.RemoteAuditException;

/** There is no such question or record version for the caller; which, is not said. */
public final class UnknownQuestionException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was wrong, and what to do
     */
    public UnknownQuestionException(String message) {
        super("RA-0503", message);
    }
}
