package io.remoteaudit;

import java.util.Objects;

/**
 * A failure the caller caused or can act on.
 *
 * <p>Every such failure has a stable code of the form {@code RA-nnnn} that stays the same over releases and is found
 * in logs, in problem documents and in the documentation. The message says what was wrong, where, and what to do.
 */
public class RemoteAuditException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The stable code, for example {@code RA-0101}. */
    private final String code;

    /**
     * Creates a failure.
     *
     * @param code the stable code, {@code RA-} and four digits
     * @param message what was wrong, where, and what to do, in English
     */
    public RemoteAuditException(String code, String message) {
        super(code + ": " + message);
        this.code = requireCode(code);
    }

    /**
     * Creates a failure with the failure that led to it.
     *
     * @param code the stable code, {@code RA-} and four digits
     * @param message what was wrong, where, and what to do, in English
     * @param cause the underlying failure
     */
    public RemoteAuditException(String code, String message, Throwable cause) {
        super(code + ": " + message, cause);
        this.code = requireCode(code);
    }

    /**
     * The stable code of this failure.
     *
     * @return {@code RA-} and four digits
     */
    public String code() {
        return code;
    }

    private static String requireCode(String code) {
        Objects.requireNonNull(code, "code");
        if (!code.matches("RA-[0-9]{4}")) {
            throw new IllegalArgumentException("Not a code of the form RA-nnnn: " + code);
        }
        return code;
    }
}
