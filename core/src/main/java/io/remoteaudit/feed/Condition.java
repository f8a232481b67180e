package io.remoteaudit.feed;

import java.math.BigDecimal;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Something that is true of a row or not. */
sealed interface Condition {

    boolean holds(Row row);

    /** Texts for equality, numbers for order. */
    record Comparison(Term left, String operator, Term right) implements Condition {

        @Override
        public boolean holds(Row row) {
            @Nullable String one = left.evaluate(row);
            @Nullable String other = right.evaluate(row);
            return switch (operator) {
                case "=" -> one != null && one.equals(other);
                case "!=" -> one == null || !one.equals(other);
                case "<" -> compare(one, other, order -> order < 0);
                case "<=" -> compare(one, other, order -> order <= 0);
                case ">" -> compare(one, other, order -> order > 0);
                default -> compare(one, other, order -> order >= 0);
            };
        }

        private static boolean compare(@Nullable String one, @Nullable String other, IntPredicate wanted) {
            return one != null
                    && other != null
                    && wanted.test(new BigDecimal(Texts.number(one, '.', null))
                            .compareTo(new BigDecimal(Texts.number(other, '.', null))));
        }
    }

    /** Whether there is a value at all. */
    record Present(Term term, boolean wanted) implements Condition {

        @Override
        public boolean holds(Row row) {
            String value = term.evaluate(row);
            return (value != null && !value.isBlank()) == wanted;
        }
    }

    /** Both, or either. */
    record Both(Condition left, boolean and, Condition right) implements Condition {

        @Override
        public boolean holds(Row row) {
            return and ? left.holds(row) && right.holds(row) : left.holds(row) || right.holds(row);
        }
    }
}
