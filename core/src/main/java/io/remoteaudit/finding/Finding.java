package io.remoteaudit.finding;

import io.remoteaudit.engagement.Party;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A finding with all its steps.
 *
 * @param id its id
 * @param engagement the engagement it was raised in
 * @param steps in order, the first one raises it, each allowed by {@link FindingRules}
 */
public record Finding(String id, String engagement, List<FindingStep> steps) {

    /** Copies the list and checks that each step could follow the one before. */
    public Finding {
        steps = List.copyOf(steps);
        states(id, steps);
    }

    /**
     * How many steps there are, by which a change names what it changes.
     *
     * @return from 1 on
     */
    public int version() {
        return steps.size();
    }

    /**
     * Where it stands.
     *
     * @return the state after its last step
     */
    public FindingState state() {
        List<FindingState> states = states();
        return states.get(states.size() - 1);
    }

    /**
     * Where it stood after each step.
     *
     * @return as many states as there are steps
     */
    public List<FindingState> states() {
        return states(id, steps);
    }

    /**
     * What it says now.
     *
     * @return the newest statement
     */
    public FindingStatement statement() {
        return newest(FindingStatement.class).orElseThrow();
    }

    /**
     * What the maker said last about correcting it.
     *
     * @return the newest response, or empty if there is none
     */
    public Optional<FindingResponse> response() {
        return newest(FindingResponse.class);
    }

    /**
     * Who has to act.
     *
     * @return the side it waits for; empty once it is over
     */
    public Optional<Party> waitsFor() {
        return switch (state()) {
            case RAISED -> Optional.of(statement().kind().nonconformity() ? Party.MAKER : Party.BODY);
            case RETURNED, ACCEPTED -> Optional.of(Party.MAKER);
            case RESPONDED, DISPUTED, VERIFIED -> Optional.of(Party.BODY);
            case CLOSED, WITHDRAWN -> Optional.empty();
        };
    }

    /**
     * The day by which the maker has to have done what is next: responded, or done what it promised.
     *
     * @return the day; empty if it does not wait for the maker or no day is set
     */
    public Optional<LocalDate> due() {
        if (waitsFor().filter(party -> party == Party.MAKER).isEmpty()) {
            return Optional.empty();
        }
        return state() == FindingState.ACCEPTED ? response().map(FindingResponse::dueDate) : respondBy();
    }

    /**
     * Whether the maker is late.
     *
     * @param today the day it is
     * @return true after the day that {@link #due()} gives
     */
    public boolean overdue(LocalDate today) {
        return due().filter(today::isAfter).isPresent();
    }

    /**
     * When it was closed.
     *
     * @return the closing time, or empty if it was not closed
     */
    public Optional<Instant> closedAt() {
        return state() == FindingState.CLOSED
                ? Optional.of(steps.get(steps.size() - 1).at())
                : Optional.empty();
    }

    /**
     * It as a step left it. Whoever adds one is answered with this: what the other side adds an instant later would else be
     * taken for seen.
     *
     * @param version how many steps, from 1 to {@link #version()}
     * @return it with no more of them
     * @throws IndexOutOfBoundsException if there are not so many
     */
    public Finding upTo(int version) {
        return new Finding(id, engagement, steps.subList(0, version));
    }

    /** The newest day any step has set; a later step that sets none leaves it. */
    private Optional<LocalDate> respondBy() {
        LocalDate day = null;
        for (FindingStep step : steps) {
            LocalDate set = null;
            if (step.content() instanceof FindingStatement statement) {
                set = statement.respondBy();
            } else if (step.content() instanceof FindingRemark remark) {
                set = remark.respondBy();
            }
            day = set == null ? day : set;
        }
        return Optional.ofNullable(day);
    }

    private <T extends StepContent> Optional<T> newest(Class<T> type) {
        T newest = null;
        for (FindingStep step : steps) {
            newest = type.isInstance(step.content()) ? type.cast(step.content()) : newest;
        }
        return Optional.ofNullable(newest);
    }

    private static List<FindingState> states(String id, List<FindingStep> steps) {
        if (steps.isEmpty()
                || steps.get(0).action() != FindingAction.RAISE
                || !(steps.get(0).content() instanceof FindingStatement first)) {
            throw new IllegalArgumentException("Finding '" + id + "' does not begin by being raised");
        }
        List<FindingState> states = new ArrayList<>(List.of(FindingState.RAISED));
        FindingKind kind = first.kind();
        for (FindingStep step : steps.subList(1, steps.size())) {
            FindingState before = states.get(states.size() - 1);
            FindingAction action = step.action();
            states.add(FindingRules.after(kind, before, action)
                    .orElseThrow(() -> new IllegalArgumentException("Finding '" + id + "' has a step '"
                            + action.wireName() + "' in the state '" + before.wireName()
                            + "', which does not allow it")));
            if (step.content() instanceof FindingStatement statement) {
                kind = statement.kind();
            }
        }
        return Collections.unmodifiableList(states);
    }
}
