package io.remoteaudit.consent;

import java.time.Instant;
import java.util.Objects;

/**
 * How consent was granted.
 *
 * @param by who granted it
 * @param at when
 * @param until until when something may be begun with it
 * @param once whether each file may be taken once only
 */
public record ConsentGrant(String by, Instant at, Instant until, boolean once) {

    /** Checks that nothing is missing. */
    public ConsentGrant {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(until, "until");
    }
}
