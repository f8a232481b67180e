package io.remoteaudit.finding;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * One step of a finding.
 *
 * @param number its place, from 1 on
 * @param action what it did
 * @param content what it said; of the class {@link FindingAction#content()} gives
 * @param by who took it
 * @param at when the ledger took it
 * @param leafIndex its place in the ledger; empty until it is sequenced
 */
public record FindingStep(
        int number, FindingAction action, StepContent content, String by, Instant at, OptionalLong leafIndex) {

    /** Checks that nothing is missing and that the content fits the action. */
    public FindingStep {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(leafIndex, "leafIndex");
        if (!action.content().isInstance(content)) {
            throw new IllegalArgumentException("A step '" + action.wireName() + "' does not say "
                    + content.getClass().getSimpleName());
        }
    }
}
