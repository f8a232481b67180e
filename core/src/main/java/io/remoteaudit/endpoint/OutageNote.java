package io.remoteaudit.endpoint;

import java.time.Instant;
import java.util.Optional;

/**
 * A note of an outage as a request brings it.
 *
 * @param from when it began
 * @param to when it was over
 * @param description what did not work, and what was done instead
 */
record OutageNote(Instant from, Instant to, String description) {

    private static final int LONGEST = 1_000;

    /** Reads a whole body; refuses it if anything is wrong. */
    static OutageNote read(JsonBody body, Instant now) {
        Optional<Instant> from = body.requiredInstant("from");
        Optional<Instant> to = body.requiredInstant("to");
        String description = body.requiredText("description", LONGEST);
        if (from.isPresent()
                && to.isPresent()
                && (to.get().isAfter(now)
                        || from.get().getEpochSecond() >= to.get().getEpochSecond())) {
            body.fault("to", "outage");
        }
        body.end();
        return new OutageNote(from.orElseThrow(), to.orElseThrow(), description);
    }
}
