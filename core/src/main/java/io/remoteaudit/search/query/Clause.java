package io.remoteaudit.search.query;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A query that was understood. Equal queries are equal values, and {@link #canonical()} gives each one text. */
public sealed interface Clause {

    /**
     * The query as text; parsed again, it gives an equal clause.
     *
     * @return the canonical text, empty for {@link Everything}
     */
    default String canonical() {
        return QueryText.of(this);
    }

    /** Every record in scope. */
    record Everything() implements Clause {}

    /**
     * A word, also of several characters or parts: they stand together in that order.
     *
     * @param field where it stands; null for any field the caller may see
     * @param text the word as written
     */
    record Word(@Nullable QueryField field, String text) implements Clause {}

    /**
     * A text in quotes.
     *
     * @param field where it stands; null for any field the caller may see
     * @param text the text as written, without quotes
     */
    record Phrase(@Nullable QueryField field, String text) implements Clause {}

    /**
     * The beginning of a word.
     *
     * @param field where it stands; null for any field the caller may see
     * @param text the beginning as written, without the asterisk
     */
    record Prefix(@Nullable QueryField field, String text) implements Clause {}

    /**
     * Numbers between bounds; a record matches if one of its values does.
     *
     * @param field the field
     * @param low the lower bound; null for none
     * @param lowIncluded whether the lower bound itself matches
     * @param high the upper bound; null for none
     * @param highIncluded whether the upper bound itself matches
     * @param unit the unit of the bounds, by its symbol; null for the field's usual one
     */
    record NumberRange(
            QueryField field,
            @Nullable BigDecimal low,
            boolean lowIncluded,
            @Nullable BigDecimal high,
            boolean highIncluded,
            @Nullable String unit)
            implements Clause {

        /** Checks that there is a bound. */
        public NumberRange {
            if (low == null && high == null) {
                throw new IllegalArgumentException("A range needs a bound");
            }
        }
    }

    /**
     * Days between bounds, both included.
     *
     * @param field the field
     * @param from the first day; null for no bound
     * @param to the last day; null for no bound
     */
    record DateRange(
            QueryField field,
            @Nullable LocalDate from,
            @Nullable LocalDate to) implements Clause {

        /** Checks that there is a bound. */
        public DateRange {
            if (from == null && to == null) {
                throw new IllegalArgumentException("A range needs a bound");
            }
        }
    }

    /**
     * A field without a value.
     *
     * @param field the field
     */
    record Missing(QueryField field) implements Clause {

        /** Checks that nothing is missing. */
        public Missing {
            Objects.requireNonNull(field, "field");
        }
    }

    /**
     * One measurement for which a clause holds as a whole; the clause names fields of {@link MeasurementField} and
     * characteristics. Evaluated by {@link MeasurementCondition}.
     *
     * @param clause what holds for the measurement
     */
    record SameMeasurement(Clause clause) implements Clause {

        /** Checks that nothing is missing. */
        public SameMeasurement {
            Objects.requireNonNull(clause, "clause");
        }
    }

    /**
     * What does not match a clause.
     *
     * @param clause the clause
     */
    record Not(Clause clause) implements Clause {

        /** Checks that nothing is missing. */
        public Not {
            Objects.requireNonNull(clause, "clause");
        }
    }

    /**
     * What matches all clauses.
     *
     * @param clauses at least two
     */
    record And(List<Clause> clauses) implements Clause {

        /** Copies the list. */
        public And {
            clauses = List.copyOf(clauses);
        }
    }

    /**
     * What matches one of the clauses.
     *
     * @param clauses at least two
     */
    record Or(List<Clause> clauses) implements Clause {

        /** Copies the list. */
        public Or {
            clauses = List.copyOf(clauses);
        }
    }
}
