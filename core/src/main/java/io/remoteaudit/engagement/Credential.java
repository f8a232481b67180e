package io.remoteaudit.engagement;

import io.remoteaudit.identity.Identity;
import io.remoteaudit.ledger.Hash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What lets an auditor in, as the maker sees it: a token, without the secret, or the bond of an identity that another vouches
 * for.
 *
 * @param id names the credential
 * @param engagement the engagement it is bound to
 * @param auditorId the auditor it is bound to
 * @param issuedBy who issued it
 * @param issuedAt when
 * @param expiresAt when it ends by itself
 * @param revokedAt when it was revoked; null if it was not
 * @param identity the identity that is bound to the auditor; null for a token
 * @param holder the thumbprint of the client certificate without which a token lets nobody in; null if there is none
 */
public record Credential(
        String id,
        String engagement,
        String auditorId,
        String issuedBy,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Identity identity,
        @Nullable Hash holder) {

    /**
     * Whether it lets anyone in.
     *
     * @param now the time
     * @return true if it is neither revoked nor expired
     */
    public boolean valid(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }

    /** Whether it lets somebody in who showed this certificate, or none. */
    boolean heldBy(@Nullable Hash certificate) {
        return holder == null || (certificate != null && holder.equals(certificate));
    }
}
