package io.remoteaudit.search.text;

import io.remoteaudit.RemoteAuditException;

/** No attachment can be read at the moment, for a reason outside the attachment; reading it later may work. */
public final class TextsUnavailableException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    TextsUnavailableException(String message, Throwable cause) {
        super("RA-0520", message, cause);
    }
}
