package io.remoteaudit.question;

import io.remoteaudit.RemoteAuditException;

/** The question has changed or does not take this message now. Nothing was written. */
public final class QuestionConflictException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what was wrong, and what to do
     */
    public QuestionConflictException(String message) {
        super("RA-0502", message);
    }
}
