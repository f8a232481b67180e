package io.remoteaudit.sampling;

import io.remoteaudit.ledger.Hash;
import java.util.List;
import java.util.Objects;

/** How the members of a sample are chosen. */
public sealed interface SampleMethod permits SampleMethod.Statistical, SampleMethod.Judgement {

    /**
     * The name used on the wire and in the ledger.
     *
     * @return {@code statistical} or {@code judgement}
     */
    String wireName();

    /**
     * By chance, as {@link DrawMethod} does it.
     *
     * @param size how many are wanted: in all, or of each stratum where {@link Allocation#EACH} says so
     * @param commitment the digest of the body's seed, given before the population was frozen
     */
    record Statistical(int size, Hash commitment) implements SampleMethod {

        /** Checks that the commitment is given. */
        public Statistical {
            Objects.requireNonNull(commitment, "commitment");
        }

        @Override
        public String wireName() {
            return "statistical";
        }
    }

    /**
     * By the auditor's judgement.
     *
     * @param picks what was picked and why
     */
    record Judgement(List<Pick> picks) implements SampleMethod {

        /** Copies the list. */
        public Judgement {
            picks = List.copyOf(picks);
        }

        @Override
        public String wireName() {
            return "judgement";
        }
    }

    /**
     * A member picked.
     *
     * @param member the member
     * @param reason why it was picked
     */
    record Pick(Member member, String reason) {

        /** Checks that nothing is missing. */
        public Pick {
            Objects.requireNonNull(member, "member");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
