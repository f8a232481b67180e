package io.remoteaudit.preparation;

import io.remoteaudit.engagement.Party;
import java.util.List;
import java.util.Optional;

/**
 * The audit plan of one engagement (审核计划), with every version it had.
 *
 * @param engagement the engagement
 * @param steps every version and every confirmation, oldest first; empty while nothing is proposed
 */
public record AuditPlan(String engagement, List<PreparationStep> steps) {

    /** Copies the list. */
    public AuditPlan {
        steps = List.copyOf(steps);
    }

    /**
     * How many steps there are: what a change is based on.
     *
     * @return zero while nothing is proposed
     */
    public int version() {
        return steps.size();
    }

    /**
     * Whether it is agreed.
     *
     * @return the state; a change voids a confirmation
     */
    public PreparationState state() {
        return Agreement.of(steps).state();
    }

    /**
     * Who has to propose or confirm next.
     *
     * @return the party; empty once the newest version is confirmed
     */
    public Optional<Party> waitsFor() {
        return Agreement.of(steps).waitsFor();
    }

    /**
     * The agenda of the newest version.
     *
     * @return its items as they were written; empty while nothing is proposed
     */
    public List<AgendaItem> items() {
        PreparationStep newest = Agreement.of(steps).newest();
        return newest != null && newest.content() instanceof PreparationContent.Agenda agenda
                ? agenda.items()
                : List.of();
    }
}
