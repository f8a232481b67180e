package io.remoteaudit.timestamp;

import io.remoteaudit.RemoteAuditException;

/** A time-stamp that was not given, or does not hold. The message names the authority and the reason. */
public final class TimestampException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * Creates the failure.
     *
     * @param code {@code RA-0240} to {@code RA-0243}
     * @param reason what failed, and with whom
     */
    public TimestampException(String code, String reason) {
        super(code, reason);
        this.reason = reason;
    }

    /**
     * Creates the failure.
     *
     * @param code {@code RA-0240} to {@code RA-0243}
     * @param reason what failed, and with whom
     * @param cause the failure behind it
     */
    public TimestampException(String code, String reason, Throwable cause) {
        super(code, reason, cause);
        this.reason = reason;
    }

    /** The message without its code, to be said as a part of another. */
    String reason() {
        return reason;
    }
}
