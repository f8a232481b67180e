package io.remoteaudit.engagement;

import java.time.Instant;
import java.util.Objects;

/**
 * A token that was just issued. This is the only time it can be seen: the module keeps its digest only.
 *
 * @param credentialId names the token when it is to be revoked
 * @param token the secret
 * @param expiresAt when it ends by itself
 */
public record IssuedToken(String credentialId, String token, Instant expiresAt) {

    /** Checks that nothing is missing. */
    public IssuedToken {
        Objects.requireNonNull(credentialId, "credentialId");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** Leaves the secret out, since texts like this end in logs. */
    @Override
    public String toString() {
        return "IssuedToken[" + credentialId + ", expires " + expiresAt + "]";
    }
}
