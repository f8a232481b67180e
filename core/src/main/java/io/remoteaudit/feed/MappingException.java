package io.remoteaudit.feed;

import io.remoteaudit.RemoteAuditException;

/** A mapping or a source that cannot be used as it is written. Says where, and what was expected there. */
public final class MappingException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    MappingException(String code, String message) {
        super(code, message);
    }

    MappingException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }

    /** A fault in an expression, with the place in it. */
    static MappingException expression(String field, String text, int position, String expected) {
        return new MappingException(
                "RA-1001",
                "The expression for '" + field + "' has a fault at position " + (position + 1) + ": " + expected
                        + ". It is: " + (text.length() <= 200 ? text : text.substring(0, 200) + "…"));
    }
}
