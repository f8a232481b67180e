package io.remoteaudit.engagement;

import java.time.Instant;

/**
 * One auditor's stay in the pages, from coming in to leaving. What the browser holds of it is a secret of which the module
 * keeps the digest only.
 *
 * @param id names the session, in the access trail among others; not the secret
 * @param credentialId the token the session stands for, and never outlives
 * @param engagement the engagement it is bound to
 * @param openedAt when the auditor came in
 * @param usedAt when it was last used, as far as that is noted: see {@link PageSessions#NOTED_EVERY}
 * @param endsAt when it ends however much it is used
 */
public record PageSession(
        String id, String credentialId, String engagement, Instant openedAt, Instant usedAt, Instant endsAt) {

    /**
     * When it ends if nobody uses it from now on.
     *
     * @return the time, never after {@link #endsAt}
     */
    public Instant idleAt() {
        Instant idle = usedAt.plus(PageSessions.IDLE);
        return idle.isBefore(endsAt) ? idle : endsAt;
    }

    /**
     * Whether it has not ended by time.
     *
     * @param now the time
     * @return false once it was left unused too long, or is too old
     */
    public boolean live(Instant now) {
        return now.isBefore(idleAt());
    }
}
