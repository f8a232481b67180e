package io.remoteaudit.engagement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That one party halted an engagement for a while.
 *
 * @param party which party
 * @param reason why
 * @param by the person who halted it
 * @param at when the ledger took it
 * @param resumed that it was resumed; null while it is halted
 */
public record Suspension(
        Party party,
        String reason,
        String by,
        Instant at,
        @Nullable Resumption resumed) {

    /**
     * That a halted engagement goes on.
     *
     * @param party which party resumed it
     * @param by the person who did
     * @param at when the ledger took it
     */
    public record Resumption(Party party, String by, Instant at) {}

    Suspension resumed(Party party, String by, Instant at) {
        return new Suspension(this.party, reason, this.by, this.at, new Resumption(party, by, at));
    }
}
