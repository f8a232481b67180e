package io.remoteaudit.identity;

import io.remoteaudit.ledger.Hash;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a token proves.
 *
 * @param identity who it is about
 * @param until when the proof ends by itself
 * @param certificate the thumbprint of the client certificate whose holder alone may use the token (RFC 8705); null if
 *     whoever has it may
 */
public record ProvenIdentity(
        Identity identity, Instant until, @Nullable Hash certificate) {

    /** Checks that nothing required is missing. */
    public ProvenIdentity {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(until, "until");
    }
}
