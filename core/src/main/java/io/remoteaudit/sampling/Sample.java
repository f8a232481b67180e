package io.remoteaudit.sampling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A sample as its steps make it. Nothing of it is ever changed or removed.
 *
 * @param id its id
 * @param engagement the engagement it belongs to
 * @param steps its steps, the first of which freezes the population
 */
public record Sample(String id, String engagement, List<SampleStep> steps) {

    /** Checks that it begins with a frozen population, and copies the list. */
    public Sample {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(engagement, "engagement");
        steps = List.copyOf(steps);
        if (steps.isEmpty() || !(steps.get(0).content() instanceof SampleContent.Frozen)) {
            throw new IllegalArgumentException("Sample '" + id + "' does not begin with a population");
        }
    }

    /**
     * What was frozen and ordered.
     *
     * @return the first step's content
     */
    public SampleContent.Frozen frozen() {
        return (SampleContent.Frozen) first().content();
    }

    /**
     * The step that froze the population.
     *
     * @return the first step
     */
    public SampleStep first() {
        return steps.get(0);
    }

    /**
     * How many steps there are.
     *
     * @return at least 1
     */
    public int version() {
        return steps.size();
    }

    /**
     * The sample as it was when it had so many steps.
     *
     * @param version how many
     * @return the sample without later steps
     */
    public Sample upTo(int version) {
        return new Sample(id, engagement, steps.subList(0, Math.min(version, steps.size())));
    }

    /**
     * The step that drew.
     *
     * @return the step, or empty if nothing was drawn, for a sample by judgement never
     */
    public Optional<SampleStep> draw() {
        return steps.stream()
                .filter(step -> step.content() instanceof SampleContent.Drawn)
                .findFirst();
    }

    /**
     * The newest conclusion.
     *
     * @return the step, or empty if there is none
     */
    public Optional<SampleStep> conclusion() {
        return steps.stream()
                .filter(step -> step.content() instanceof SampleContent.Concluded)
                .reduce((earlier, later) -> later);
    }

    /**
     * Where it stands.
     *
     * @return the state
     */
    public SampleState state() {
        if (conclusion().isPresent()) {
            return SampleState.CONCLUDED;
        }
        boolean chosen = frozen().method() instanceof SampleMethod.Judgement || draw().isPresent();
        return chosen ? SampleState.DRAWN : SampleState.FROZEN;
    }

    /**
     * Its members with what was said of each.
     *
     * @return in the order drawn or picked; empty until it is drawn
     */
    public List<SampleMember> members() {
        Map<String, List<SampleMember.Said>> said = new HashMap<>();
        for (SampleStep step : steps) {
            if (step.content() instanceof SampleContent.Examined examined) {
                examined.examinations()
                        .forEach(examination -> said.computeIfAbsent(examination.recordId(), id -> new ArrayList<>())
                                .add(new SampleMember.Said(examination, step)));
            }
        }
        List<SampleMember> members = new ArrayList<>();
        if (frozen().method() instanceof SampleMethod.Judgement judgement) {
            judgement
                    .picks()
                    .forEach(pick -> members.add(new SampleMember(
                            pick.member(),
                            null,
                            pick.reason(),
                            said.getOrDefault(pick.member().recordId(), List.of()))));
        }
        draw().ifPresent(step -> ((SampleContent.Drawn) step.content())
                .members()
                .forEach(drawn -> members.add(new SampleMember(
                        drawn.member(),
                        drawn.rank(),
                        null,
                        said.getOrDefault(drawn.member().recordId(), List.of())))));
        return members;
    }
}
