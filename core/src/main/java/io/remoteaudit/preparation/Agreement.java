package io.remoteaudit.preparation;

import io.remoteaudit.engagement.Party;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What steps add up to, for plans and lists alike: the newest version, and whether the party that did not write it has
 * confirmed it since.
 *
 * @param newest the step that wrote the newest version; null if there is none
 * @param confirmed whether it is confirmed
 */
record Agreement(@Nullable PreparationStep newest, boolean confirmed) {

    static Agreement of(List<PreparationStep> steps) {
        PreparationStep newest = null;
        boolean confirmed = false;
        for (PreparationStep step : steps) {
            if (step.content() instanceof PreparationContent.Agenda
                    || step.content() instanceof PreparationContent.Wanted) {
                newest = step;
                confirmed = false;
            } else if (step.content() instanceof PreparationContent.Confirmation) {
                confirmed = true;
            }
        }
        return new Agreement(newest, confirmed);
    }

    PreparationState state() {
        if (newest == null) {
            return PreparationState.NONE;
        }
        return confirmed ? PreparationState.CONFIRMED : PreparationState.PROPOSED;
    }

    /** Whose turn it is: the body's to propose at all, then of whoever did not write the newest version. */
    Optional<Party> waitsFor() {
        if (newest == null) {
            return Optional.of(Party.BODY);
        }
        return confirmed ? Optional.empty() : Optional.of(newest.party() == Party.BODY ? Party.MAKER : Party.BODY);
    }
}
