package io.remoteaudit.record;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one characteristic, with every individual result: several standards judge on "46 of 50" or on
 * the worst specimen, so a mean alone would not be evidence.
 *
 * @param characteristic the code in the catalogue, for example {@code BFE}
 * @param results the individual numeric results, in the order taken; may be empty
 * @param observations individual results that are not numbers, for example {@code none}; may be empty
 * @param unit the unit of results, value and limit, for example {@code %} or {@code Pa/cm²}; null for none
 * @param statistic how {@code value} came from the results: {@code mean}, {@code min}, {@code max}, {@code count}…;
 *     null for none
 * @param value the value the verdict was given on; null where only observations exist
 * @param limit the requirement; null where none was applied
 * @param verdict whether the requirement was met
 * @param standard the edition judged by, for example {@code YY 0469-2011}; null where none was
 * @param method the test method; null where not stated
 * @param instrument the instrument's id; null where none was used
 */
public record Measurement(
        String characteristic,
        List<BigDecimal> results,
        List<String> observations,
        @Nullable String unit,
        @Nullable String statistic,
        @Nullable BigDecimal value,
        @Nullable LimitReference limit,
        Verdict verdict,
        @Nullable String standard,
        @Nullable String method,
        @Nullable String instrument) {

    /** Copies the lists. */
    public Measurement {
        Objects.requireNonNull(characteristic, "characteristic");
        results = List.copyOf(results);
        observations = List.copyOf(observations);
        Objects.requireNonNull(verdict, "verdict");
    }

    /**
     * Starts a measurement of a characteristic.
     *
     * @param characteristic the code in the catalogue
     * @return a builder whose verdict is {@link Verdict#NOT_JUDGED} until one is given
     */
    public static Builder of(String characteristic) {
        return new Builder(characteristic);
    }

    /** Collects the parts of a measurement. Not safe for use by several threads. */
    public static final class Builder {
        private final String characteristic;
        private final List<BigDecimal> results = new ArrayList<>();
        private final List<String> observations = new ArrayList<>();
        private @Nullable String unit;
        private @Nullable String statistic;
        private @Nullable BigDecimal value;
        private @Nullable LimitReference limit;
        private Verdict verdict = Verdict.NOT_JUDGED;
        private @Nullable String standard;
        private @Nullable String method;
        private @Nullable String instrument;

        private Builder(String characteristic) {
            this.characteristic = Objects.requireNonNull(characteristic, "characteristic");
        }

        /**
         * Adds individual results.
         *
         * @param results numbers as they were read, for example {@code "98.7"}; trailing zeros are kept
         * @return this builder
         * @throws NumberFormatException if one is not a decimal number
         */
        public Builder results(String... results) {
            for (String result : results) {
                this.results.add(new BigDecimal(result));
            }
            return this;
        }

        /**
         * Adds individual results.
         *
         * @param results the numbers
         * @return this builder
         */
        public Builder results(List<BigDecimal> results) {
            this.results.addAll(results);
            return this;
        }

        /**
         * Adds individual results that are not numbers.
         *
         * @param observations what was observed
         * @return this builder
         */
        public Builder observations(String... observations) {
            this.observations.addAll(List.of(observations));
            return this;
        }

        /**
         * Sets the unit.
         *
         * @param unit the unit of all numbers here
         * @return this builder
         */
        public Builder unit(@Nullable String unit) {
            this.unit = unit;
            return this;
        }

        /**
         * Sets the value the verdict was given on.
         *
         * @param statistic how it came from the results
         * @param value the value
         * @return this builder
         */
        public Builder value(String statistic, BigDecimal value) {
            this.statistic = Objects.requireNonNull(statistic, "statistic");
            this.value = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the requirement.
         *
         * @param limit the limit; null for none
         * @return this builder
         */
        public Builder limit(@Nullable LimitReference limit) {
            this.limit = limit;
            return this;
        }

        /**
         * Sets the verdict.
         *
         * @param verdict whether the requirement was met
         * @return this builder
         */
        public Builder verdict(Verdict verdict) {
            this.verdict = Objects.requireNonNull(verdict, "verdict");
            return this;
        }

        /**
         * Sets the edition judged by.
         *
         * @param standard for example {@code YY 0469-2011}
         * @return this builder
         */
        public Builder standard(@Nullable String standard) {
            this.standard = standard;
            return this;
        }

        /**
         * Sets the test method.
         *
         * @param method the method's name or document number
         * @return this builder
         */
        public Builder method(@Nullable String method) {
            this.method = method;
            return this;
        }

        /**
         * Sets the instrument.
         *
         * @param instrument the instrument's id
         * @return this builder
         */
        public Builder instrument(@Nullable String instrument) {
            this.instrument = instrument;
            return this;
        }

        /**
         * Ends the measurement.
         *
         * @return the measurement
         */
        public Measurement build() {
            return new Measurement(
                    characteristic,
                    results,
                    observations,
                    unit,
                    statistic,
                    value,
                    limit,
                    verdict,
                    standard,
                    method,
                    instrument);
        }
    }
}
