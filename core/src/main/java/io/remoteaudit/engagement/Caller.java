package io.remoteaudit.engagement;

import java.time.Instant;

/**
 * Whom a valid token, or a bound identity, stands for. Being known is not being admitted: see {@link Engagements#admit}.
 *
 * @param credentialId names the token or bond
 * @param engagement the engagement it is bound to, as it stands now
 * @param auditor the auditor it is bound to
 * @param until when the proof of who it is ends by itself, where that is before the credential does; else
 *     {@link Instant#MAX}
 */
public record Caller(String credentialId, Engagement engagement, Auditor auditor, Instant until) {

    /**
     * A caller known by a credential that alone says how long.
     *
     * @param credentialId names the token or bond
     * @param engagement the engagement it is bound to
     * @param auditor the auditor it is bound to
     */
    public Caller(String credentialId, Engagement engagement, Auditor auditor) {
        this(credentialId, engagement, auditor, Instant.MAX);
    }
}
