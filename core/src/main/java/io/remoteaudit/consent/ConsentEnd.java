package io.remoteaudit.consent;

import java.time.Instant;
import java.util.Objects;

/**
 * That consent was refused, or taken back after it had been granted.
 *
 * @param by who did so
 * @param at when
 * @param reason why
 */
public record ConsentEnd(String by, Instant at, String reason) {

    /** Checks that nothing is missing. */
    public ConsentEnd {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(reason, "reason");
    }
}
