package io.remoteaudit.finding;

import static io.remoteaudit.finding.FindingAction.ACCEPT;
import static io.remoteaudit.finding.FindingAction.AMEND;
import static io.remoteaudit.finding.FindingAction.CLOSE;
import static io.remoteaudit.finding.FindingAction.DISPUTE;
import static io.remoteaudit.finding.FindingAction.NOT_EFFECTIVE;
import static io.remoteaudit.finding.FindingAction.REPORT;
import static io.remoteaudit.finding.FindingAction.RESPOND;
import static io.remoteaudit.finding.FindingAction.RETURN;
import static io.remoteaudit.finding.FindingAction.VERIFY;
import static io.remoteaudit.finding.FindingAction.WITHDRAW;

import io.remoteaudit.engagement.Party;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The life of a finding as a table: what can be done in which state, and where it leads. {@code FINDINGS.md} draws it. */
public final class FindingRules {

    private static final List<Transition> NONCONFORMITY = List.of(
            new Transition(FindingState.RAISED, RESPOND, FindingState.RESPONDED),
            new Transition(FindingState.RAISED, DISPUTE, FindingState.DISPUTED),
            new Transition(FindingState.RAISED, AMEND, FindingState.RAISED),
            new Transition(FindingState.RAISED, WITHDRAW, FindingState.WITHDRAWN),
            new Transition(FindingState.RESPONDED, ACCEPT, FindingState.ACCEPTED),
            new Transition(FindingState.RESPONDED, RETURN, FindingState.RETURNED),
            new Transition(FindingState.RESPONDED, RESPOND, FindingState.RESPONDED),
            new Transition(FindingState.RESPONDED, AMEND, FindingState.RAISED),
            new Transition(FindingState.RESPONDED, WITHDRAW, FindingState.WITHDRAWN),
            new Transition(FindingState.DISPUTED, RETURN, FindingState.RETURNED),
            new Transition(FindingState.DISPUTED, RESPOND, FindingState.RESPONDED),
            new Transition(FindingState.DISPUTED, AMEND, FindingState.RAISED),
            new Transition(FindingState.DISPUTED, WITHDRAW, FindingState.WITHDRAWN),
            new Transition(FindingState.RETURNED, RESPOND, FindingState.RESPONDED),
            new Transition(FindingState.RETURNED, DISPUTE, FindingState.DISPUTED),
            new Transition(FindingState.RETURNED, AMEND, FindingState.RAISED),
            new Transition(FindingState.RETURNED, WITHDRAW, FindingState.WITHDRAWN),
            new Transition(FindingState.ACCEPTED, REPORT, FindingState.ACCEPTED),
            new Transition(FindingState.ACCEPTED, VERIFY, FindingState.VERIFIED),
            new Transition(FindingState.ACCEPTED, NOT_EFFECTIVE, FindingState.RETURNED),
            new Transition(FindingState.ACCEPTED, RESPOND, FindingState.RESPONDED),
            new Transition(FindingState.ACCEPTED, WITHDRAW, FindingState.WITHDRAWN),
            new Transition(FindingState.VERIFIED, CLOSE, FindingState.CLOSED),
            new Transition(FindingState.VERIFIED, NOT_EFFECTIVE, FindingState.RETURNED));

    private static final List<Transition> NO_RESPONSE_NEEDED = List.of(
            new Transition(FindingState.RAISED, CLOSE, FindingState.CLOSED),
            new Transition(FindingState.RAISED, AMEND, FindingState.RAISED),
            new Transition(FindingState.RAISED, WITHDRAW, FindingState.WITHDRAWN));

    private FindingRules() {}

    /**
     * One line of the table.
     *
     * @param from the state it begins in
     * @param action what is done; {@link FindingAction#by()} says by whom
     * @param to the state it leads to
     */
    public record Transition(FindingState from, FindingAction action, FindingState to) {}

    /**
     * The table for findings of a kind. What is not in it cannot be done.
     *
     * @param kind the kind a finding is of when something is to be done
     * @return the transitions
     */
    public static List<Transition> transitions(FindingKind kind) {
        return kind.nonconformity() ? NONCONFORMITY : NO_RESPONSE_NEEDED;
    }

    /**
     * Where an action leads.
     *
     * @param kind what the finding is
     * @param state where it stands
     * @param action what is to be done
     * @return the state after it, or empty if it cannot be done
     */
    public static Optional<FindingState> after(FindingKind kind, FindingState state, FindingAction action) {
        return transitions(kind).stream()
                .filter(transition -> transition.from() == state && transition.action() == action)
                .map(Transition::to)
                .findFirst();
    }

    /**
     * What one side can do.
     *
     * @param kind what the finding is
     * @param state where it stands
     * @param party which side
     * @return the actions, in the order of {@link FindingAction}
     */
    public static List<FindingAction> possible(FindingKind kind, FindingState state, Party party) {
        return Arrays.stream(FindingAction.values())
                .filter(action -> action.by() == party)
                .filter(action -> after(kind, state, action).isPresent())
                .toList();
    }
}
