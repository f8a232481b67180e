package io.remoteaudit.engagement;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * A time in which the means of the remote audit did not work, as one party noted it. Both see it, and it stands in the
 * statement of how information technology was used.
 *
 * @param party which party noted it
 * @param by the person who did
 * @param at when the ledger took the note
 * @param from when it began, to the second
 * @param to when it was over, to the second; after it began
 * @param description what did not work, and what was done instead
 */
public record Outage(Party party, String by, Instant at, Instant from, Instant to, String description) {

    /** Checks that nothing is missing. */
    public Outage {
        Objects.requireNonNull(party, "party");
        from = from.truncatedTo(ChronoUnit.SECONDS);
        to = to.truncatedTo(ChronoUnit.SECONDS);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("An outage ends (" + to + ") after it begins (" + from + ")");
        }
    }
}
