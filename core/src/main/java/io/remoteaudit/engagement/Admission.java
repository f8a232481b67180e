package io.remoteaudit.engagement;

import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.Scope;

/**
 * An auditor's leave to see what an engagement agrees on, for one request. It ends the moment the engagement or the
 * token does: whoever sends data asks before every piece. Cheap to ask; safe for use by several threads.
 */
public interface Admission {

    /**
     * The engagement, as it stood when the request was admitted.
     *
     * @return the engagement
     */
    Engagement engagement();

    /**
     * Who acts.
     *
     * @return the auditor
     */
    Auditor auditor();

    /**
     * Which token or bond lets the auditor in.
     *
     * @return the credential's id
     */
    String credentialId();

    /**
     * What may be seen.
     *
     * @return the engagement's scope, with its pseudonyms
     */
    default Scope scope() {
        return engagement().terms().scope().withPseudonymsOf(engagement().id());
    }

    /**
     * Whether something may be done.
     *
     * @param right what
     * @return true if the terms allow it
     */
    default boolean allows(Right right) {
        return engagement().terms().rights().contains(right);
    }

    /**
     * Whether the leave still holds.
     *
     * @return false once the engagement or the token has ended or the terms have changed
     */
    boolean active();

    /**
     * Whether the access is over, so that the leave is only for what findings and questions name, and for the steps to a
     * finding's closure.
     *
     * @return false within the access window
     */
    boolean followUp();

    /**
     * Fails once the leave has ended.
     *
     * @throws NotAdmittedException if it has
     */
    void requireActive();

    /**
     * Fails once the leave has ended, and where it is only for following up findings.
     *
     * @throws NotAdmittedException if it does not let anything new be seen, asked or found
     */
    default void requireAccess() {
        requireActive();
        if (followUp()) {
            throw new NotAdmittedException(engagement().id(), EngagementState.FOLLOW_UP);
        }
    }

    /**
     * Calls back once when the leave ends, at once if it has. Runs on a thread of the module's and must return soon.
     *
     * @param action what is to be stopped
     * @return closes to end the wait
     */
    Ledger.Registration onEnd(Runnable action);
}
