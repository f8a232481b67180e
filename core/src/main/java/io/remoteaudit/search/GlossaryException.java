package io.remoteaudit.search;

import io.remoteaudit.RemoteAuditException;

/** A glossary that cannot be used; the message names file, entry and reason. */
public final class GlossaryException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    GlossaryException(String where, String message) {
        super("RA-0305", where + ": " + message);
    }

    GlossaryException(String where, String message, Throwable cause) {
        super("RA-0305", where + ": " + message, cause);
    }
}
