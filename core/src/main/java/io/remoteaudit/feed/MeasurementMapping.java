package io.remoteaudit.feed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a row becomes a measurement: one row one measurement, or several of its columns one each. A row that has neither
 * results nor observations nor a value here makes none. Measurements of one record that differ in nothing but their
 * results become one, with the results in the order of the rows. Immutable.
 */
public final class MeasurementMapping {

    private final Map<String, Expression> fields;
    private final List<Expression> results;
    private final List<Expression> observations;
    private final @Nullable Condition condition;
    private final Set<String> columns;

    private MeasurementMapping(Builder builder) {
        this.fields = Map.copyOf(builder.fields);
        this.results = List.copyOf(builder.results);
        this.observations = List.copyOf(builder.observations);
        this.condition = builder.condition;
        this.columns = Set.copyOf(builder.columns);
    }

    /**
     * Starts the mapping of a measurement.
     *
     * @param characteristic an expression for the characteristic's code, for example {@code 'BFE'} in quotes, or a column
     * @return a builder
     * @throws MappingException {@code RA-1001} if the expression has a fault; so has each method of the builder
     */
    public static Builder of(String characteristic) {
        return new Builder(characteristic);
    }

    @Nullable
    String text(String field, Row row) {
        Expression expression = fields.get(field);
        return expression == null ? null : expression.evaluate(row);
    }

    List<Expression> results() {
        return results;
    }

    List<Expression> observations() {
        return observations;
    }

    boolean appliesTo(Row row) {
        return condition == null || condition.holds(row);
    }

    Set<String> columns() {
        return columns;
    }

    /** Collects the expressions. Not safe for use by several threads. */
    public static final class Builder {

        private final Map<String, Expression> fields = new LinkedHashMap<>();
        private final List<Expression> results = new ArrayList<>();
        private final List<Expression> observations = new ArrayList<>();
        private final Set<String> columns = new HashSet<>();
        private @Nullable Condition condition;

        private Builder(String characteristic) {
            put("characteristic", Objects.requireNonNull(characteristic, "characteristic"));
        }

        /**
         * Makes this measurement only of some rows.
         *
         * @param when a condition, for example {@code kind = 'BFE' and present(result)}
         * @return this builder
         */
        public Builder when(String when) {
            condition = new ExpressionParser("measurements.when", when).condition(columns);
            return this;
        }

        /**
         * Adds individual results.
         *
         * @param results an expression for a number; {@code split(…)} for several
         * @return this builder
         */
        public Builder results(String results) {
            this.results.add(read("results", results));
            return this;
        }

        /**
         * Adds individual results that are not numbers.
         *
         * @param observations an expression for a text; {@code split(…)} for several
         * @return this builder
         */
        public Builder observations(String observations) {
            this.observations.add(read("observations", observations));
            return this;
        }

        /**
         * Sets the unit.
         *
         * @param unit an expression, for example {@code '%'} in quotes
         * @return this builder
         */
        public Builder unit(String unit) {
            return put("unit", unit);
        }

        /**
         * Sets the value the verdict was given on.
         *
         * @param statistic an expression for how it came from the results, for example {@code 'mean'} in quotes
         * @param value an expression for a number
         * @return this builder
         */
        public Builder value(String statistic, String value) {
            return put("statistic", statistic).put("value", value);
        }

        /**
         * Sets the requirement; it is left out where a row has no bound.
         *
         * @param operator an expression for {@code >=}, {@code >}, {@code <=}, {@code <}, {@code =} or {@code between}
         * @param value an expression for the bound, or the lower one
         * @param upper an expression for the upper bound; null where there never is one
         * @return this builder
         */
        public Builder limit(String operator, String value, @Nullable String upper) {
            put("limit-operator", operator).put("limit-value", value);
            return upper == null ? this : put("limit-upper", upper);
        }

        /**
         * Sets the verdict.
         *
         * @param verdict an expression for {@code conforming}, {@code nonconforming} or {@code not-judged}
         * @return this builder
         */
        public Builder verdict(String verdict) {
            return put("verdict", verdict);
        }

        /**
         * Sets the edition judged by.
         *
         * @param standard an expression for a designation with its edition
         * @return this builder
         */
        public Builder standard(String standard) {
            return put("standard", standard);
        }

        /**
         * Sets the test method.
         *
         * @param method an expression for its name
         * @return this builder
         */
        public Builder method(String method) {
            return put("method", method);
        }

        /**
         * Sets the instrument.
         *
         * @param instrument an expression for its id
         * @return this builder
         */
        public Builder instrument(String instrument) {
            return put("instrument", instrument);
        }

        /**
         * Ends the mapping.
         *
         * @return the mapping
         */
        public MeasurementMapping build() {
            return new MeasurementMapping(this);
        }

        private Builder put(String field, String expression) {
            fields.put(field, read(field, expression));
            return this;
        }

        private Expression read(String field, String text) {
            Expression expression = Expression.parse("measurements." + field, text);
            columns.addAll(expression.columns());
            return expression;
        }
    }
}
