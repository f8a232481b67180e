package io.remoteaudit.sampling;

import io.remoteaudit.ledger.Hash;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a step of a sample says. */
public sealed interface SampleContent
        permits SampleContent.Frozen, SampleContent.Drawn, SampleContent.Examined, SampleContent.Concluded {

    /**
     * What the step does.
     *
     * @return the action
     */
    SampleAction action();

    /**
     * The first step: a population and how members are chosen of it.
     *
     * @param objective what the sample is to show
     * @param language the language that is written in
     * @param population the population
     * @param method how members are chosen
     */
    record Frozen(String objective, String language, Population population, SampleMethod method)
            implements SampleContent {

        /** Checks that nothing is missing. */
        public Frozen {
            Objects.requireNonNull(objective, "objective");
            Objects.requireNonNull(language, "language");
            Objects.requireNonNull(population, "population");
            Objects.requireNonNull(method, "method");
        }

        /**
         * How many members a draw takes of each stratum.
         *
         * @return the numbers by stratum; by an empty name if the population is not divided; empty for one by judgement
         */
        public Map<String, Integer> wanted() {
            if (!(method instanceof SampleMethod.Statistical statistical)) {
                return Map.of();
            }
            Strata strata = population.strata();
            return strata == null
                    ? Map.of("", Math.min(statistical.size(), population.size()))
                    : strata.parts().stream().collect(Collectors.toMap(Stratum::value, Stratum::wanted));
        }

        @Override
        public SampleAction action() {
            return method instanceof SampleMethod.Judgement ? SampleAction.PICK : SampleAction.FREEZE;
        }
    }

    /**
     * The draw.
     *
     * @param seed the body's seed, revealed
     * @param key the key it makes with the maker's part
     * @param members those drawn
     */
    record Drawn(String seed, Hash key, List<DrawnMember> members) implements SampleContent {

        /** Checks that nothing is missing and copies the list. */
        public Drawn {
            Objects.requireNonNull(seed, "seed");
            Objects.requireNonNull(key, "key");
            members = List.copyOf(members);
        }

        @Override
        public SampleAction action() {
            return SampleAction.DRAW;
        }
    }

    /**
     * What examining showed.
     *
     * @param examinations one for each member examined, at least one
     * @param language the language of their notes
     */
    record Examined(List<Examination> examinations, String language) implements SampleContent {

        /** Checks that nothing is missing and copies the list. */
        public Examined {
            examinations = List.copyOf(examinations);
            Objects.requireNonNull(language, "language");
        }

        @Override
        public SampleAction action() {
            return SampleAction.EXAMINE;
        }
    }

    /**
     * What follows.
     *
     * @param text the conclusion, 1 to 20,000 characters
     * @param language the language it is written in
     */
    record Concluded(String text, String language) implements SampleContent {

        /** Checks that nothing is missing. */
        public Concluded {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(language, "language");
        }

        @Override
        public SampleAction action() {
            return SampleAction.CONCLUDE;
        }
    }
}
