package io.remoteaudit.engagement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whom a valid token, or a bound identity, stands for. Being known is not being admitted: see {@link Engagements#admit}.
 *
 * @param credentialId names the token or bond
 * @param engagement the engagement it is bound to, as it stands now
 * @param auditor the auditor it is bound to
 * @param until when the proof of who it is ends by itself, where that is before the credential does; else
 *     {@link Instant#MAX}
 * @param session the page session the caller came by; null for one who brought the credential itself
 */
public record Caller(
        String credentialId,
        Engagement engagement,
        Auditor auditor,
        Instant until,
        @Nullable PageSession session) {

    /**
     * A caller who brought the credential itself.
     *
     * @param credentialId names the token or bond
     * @param engagement the engagement it is bound to
     * @param auditor the auditor it is bound to
     * @param until when the proof of who it is ends by itself
     */
    public Caller(String credentialId, Engagement engagement, Auditor auditor, Instant until) {
        this(credentialId, engagement, auditor, until, null);
    }

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
