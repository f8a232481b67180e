package io.remoteaudit.engagement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token as the maker sees it: without the secret.
 *
 * @param id names the token
 * @param engagement the engagement it is bound to
 * @param auditorId the auditor it is bound to
 * @param issuedBy who issued it
 * @param issuedAt when
 * @param expiresAt when it ends by itself
 * @param revokedAt when it was revoked; null if it was not
 */
public record Credential(
        String id,
        String engagement,
        String auditorId,
        String issuedBy,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {

    /**
     * Whether the token lets anyone in.
     *
     * @param now the time
     * @return true if it is neither revoked nor expired
     */
    public boolean valid(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }
}
