package io.remoteaudit.search;

import io.remoteaudit.RemoteAuditException;

/** A cursor that was altered, has expired, or belongs to another search or another auditor; which, is not said. */
public final class InvalidCursorException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /** Creates the failure. */
    public InvalidCursorException() {
        super("RA-0302", "This cursor is not valid for this search, or no longer; search again from the first page");
    }
}
