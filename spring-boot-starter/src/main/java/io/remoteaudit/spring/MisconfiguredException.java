package io.remoteaudit.spring;

import io.remoteaudit.RemoteAuditException;

/** The host's configuration leaves the module something it cannot decide by itself. */
final class MisconfiguredException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final String action;

    MisconfiguredException(String code, String description, String action) {
        super(code, description + " " + action);
        this.action = action;
    }

    MisconfiguredException(String code, String description, String action, Throwable cause) {
        super(code, description + " " + action, cause);
        this.action = action;
    }

    /** What to do about it. */
    String action() {
        return action;
    }
}
