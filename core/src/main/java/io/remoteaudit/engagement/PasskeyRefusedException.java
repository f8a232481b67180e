package io.remoteaudit.engagement;

import io.remoteaudit.RemoteAuditException;

/** What a device answered lets nobody in. The reason is for the maker: whoever asks from outside is told nothing of it. */
public final class PasskeyRefusedException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why a passkey is refused. */
    public enum Reason {
        /** The ceremony is unknown, over, used, or was begun by somebody else. */
        CEREMONY(
                "the ceremony is unknown, was ended before, is older than five minutes, or was begun by somebody else"),
        /** The passkey is unknown, removed, or of somebody who is no auditor now. */
        UNKNOWN("there is no such passkey, it was removed, or its auditor has no access any more"),
        /** The answer is malformed, not signed for these pages, or its user was not verified. */
        ANSWER("the answer is not what a device signs for these pages after it has verified its user"),
        /** The device counts less than before, so there may be a copy of it. */
        COUNTER("the device's counter went back, so there may be a copy of the passkey"),
        /** The passkey is registered already. */
        REGISTERED("this passkey is registered already");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    /**
     * Creates the failure.
     *
     * @param reason why
     */
    public PasskeyRefusedException(Reason reason) {
        super("RA-0411", "The passkey is refused: " + reason.words);
        this.reason = reason;
    }

    /**
     * Why, in more words, for whoever looks for a fault at the maker's.
     *
     * @return the reason, and what was found where the answer was looked at
     */
    public String detail() {
        Throwable cause = getCause();
        return cause == null ? reason.words : reason.words + ": " + cause.getMessage();
    }

    /**
     * Why.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
