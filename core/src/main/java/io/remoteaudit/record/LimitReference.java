package io.remoteaudit.record;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The requirement a measurement was judged by, as the record states it.
 *
 * @param operator one of {@code >=}, {@code >}, {@code <=}, {@code <}, {@code =}, {@code between}
 * @param value the bound, or the lower bound of {@code between}, in the measurement's unit
 * @param upper the upper bound of {@code between}; null otherwise
 */
public record LimitReference(
        String operator, BigDecimal value, @Nullable BigDecimal upper) {

    /** Checks that operator and value are given. */
    public LimitReference {
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(value, "value");
    }

    /**
     * A limit with one bound.
     *
     * @param operator {@code >=}, {@code >}, {@code <=}, {@code <} or {@code =}
     * @param value the bound
     * @return the limit
     */
    public static LimitReference of(String operator, String value) {
        return new LimitReference(operator, new BigDecimal(value), null);
    }
}
