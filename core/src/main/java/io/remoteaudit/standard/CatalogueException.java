package io.remoteaudit.standard;

import io.remoteaudit.RemoteAuditException;

/** The catalogue's data contradicts itself or is not of its form; the message names file and JSON Pointer. */
public final class CatalogueException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    CatalogueException(String where, String message) {
        super("RA-0150", where + ": " + message);
    }

    CatalogueException(String where, String message, Throwable cause) {
        super("RA-0150", where + ": " + message, cause);
    }
}
