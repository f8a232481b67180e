package io.remoteaudit.standard;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A unit of measurement, with how its values become values in the base unit of its dimension. Conversion is exact.
 * Which units there are is told by {@link Units}.
 *
 * @param symbol how the unit is written, for example {@code Pa/cm²}; {@code 1} for a plain number
 * @param dimension the kind of quantity
 * @param offset what is added to a value first: zero but for temperatures
 * @param factor what the value is multiplied by then, above zero
 */
public record Unit(String symbol, Dimension dimension, BigDecimal offset, BigDecimal factor) {

    /** Checks that nothing is missing and that the order of values is kept. */
    public Unit {
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(dimension, "dimension");
        Objects.requireNonNull(offset, "offset");
        if (factor.signum() <= 0) {
            throw new IllegalArgumentException("Unit " + symbol + " needs a factor above zero, not " + factor);
        }
    }

    /**
     * A value in the dimension's base unit.
     *
     * @param value a value in this unit
     * @return exactly the same quantity in the base unit
     */
    public BigDecimal toBase(BigDecimal value) {
        return value.add(offset).multiply(factor);
    }
}
