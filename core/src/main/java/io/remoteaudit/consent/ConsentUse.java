package io.remoteaudit.consent;

import io.remoteaudit.ledger.Hash;
import java.time.Instant;
import java.util.Objects;

/**
 * That a file was first taken with some consent. Each time it was taken is in the access trail.
 *
 * @param sha256 the file's digest
 * @param at when
 */
public record ConsentUse(Hash sha256, Instant at) {

    /** Checks that nothing is missing. */
    public ConsentUse {
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(at, "at");
    }
}
