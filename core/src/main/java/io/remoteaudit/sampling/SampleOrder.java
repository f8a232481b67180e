package io.remoteaudit.sampling;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.Filter;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor orders: of which population, by which method, to which end.
 *
 * @param objective what the sample is to show, 1 to 2,000 characters
 * @param language the language it is written in, an IETF tag such as {@code zh-CN}
 * @param query in the query language; empty for everything in scope
 * @param json whether the query is JSON, as searches take it, and not text
 * @param filters all of which must hold
 * @param ledgerSize the ledger size to take the population at; empty for the present one
 * @param choice how members are chosen
 */
public record SampleOrder(
        String objective,
        String language,
        String query,
        boolean json,
        List<Filter> filters,
        OptionalLong ledgerSize,
        Choice choice) {

    /** Checks that nothing is missing and copies the list. */
    public SampleOrder {
        Objects.requireNonNull(objective, "objective");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(query, "query");
        filters = List.copyOf(filters);
        Objects.requireNonNull(ledgerSize, "ledgerSize");
        Objects.requireNonNull(choice, "choice");
    }

    /** How members are to be chosen. */
    public sealed interface Choice permits ByChance, ByJudgement {}

    /**
     * By chance.
     *
     * @param size how many, 1 to 1,000: in all, or of each stratum where {@link Allocation#EACH} says so
     * @param commitment {@link DrawMethod#commitment} of the seed
     * @param by the side of {@link Strata#SIDES} that divides the population; null for none
     * @param allocation how many each part gives; of no meaning without a side
     */
    public record ByChance(
            int size, Hash commitment, @Nullable Facet by, Allocation allocation) implements Choice {

        /** Checks that nothing is missing. */
        public ByChance {
            Objects.requireNonNull(commitment, "commitment");
            Objects.requireNonNull(allocation, "allocation");
        }

        /**
         * Of an undivided population.
         *
         * @param size how many, 1 to 1,000
         * @param commitment {@link DrawMethod#commitment} of the seed
         * @return the choice
         */
        public static ByChance of(int size, Hash commitment) {
            return new ByChance(size, commitment, null, Allocation.PROPORTIONAL);
        }
    }

    /**
     * By judgement.
     *
     * @param picks what is picked, 1 to 200 members of the population
     */
    public record ByJudgement(List<PickOrder> picks) implements Choice {

        /** Copies the list. */
        public ByJudgement {
            picks = List.copyOf(picks);
        }
    }

    /**
     * A record that is picked.
     *
     * @param recordId the record's business id
     * @param reason why, 1 to 2,000 characters
     */
    public record PickOrder(String recordId, String reason) {

        /** Checks that nothing is missing. */
        public PickOrder {
            Objects.requireNonNull(recordId, "recordId");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
