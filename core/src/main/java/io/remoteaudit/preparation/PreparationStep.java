package io.remoteaudit.preparation;

import io.remoteaudit.engagement.Party;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A step of a plan or a preparation list: one ledger entry.
 *
 * @param number its number, from 1 on
 * @param party who took it
 * @param by the person who took it for the party
 * @param at when
 * @param leafIndex its place in the ledger; empty while it waits for one
 * @param content what it says
 */
public record PreparationStep(
        int number, Party party, String by, Instant at, OptionalLong leafIndex, PreparationContent content) {

    /** Checks that nothing is missing. */
    public PreparationStep {
        Objects.requireNonNull(party, "party");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(leafIndex, "leafIndex");
        Objects.requireNonNull(content, "content");
    }
}
