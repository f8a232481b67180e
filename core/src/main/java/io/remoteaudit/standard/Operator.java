package io.remoteaudit.standard;

import java.math.BigDecimal;

/** How a value is compared with a limit. */
public enum Operator {
    /** At least. */
    AT_LEAST(">="),
    /** More than. */
    MORE_THAN(">"),
    /** At most. */
    AT_MOST("<="),
    /** Less than. */
    LESS_THAN("<"),
    /** Exactly, whatever the scale. */
    EQUAL("="),
    /** Between two bounds, both included. */
    BETWEEN("between");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    /**
     * The sign used in data and in records.
     *
     * @return {@code >=}, {@code >}, {@code <=}, {@code <}, {@code =} or {@code between}
     */
    public String symbol() {
        return symbol;
    }

    /**
     * Finds an operator by its sign.
     *
     * @param symbol the sign as {@link #symbol()} gives it
     * @return the operator
     * @throws IllegalArgumentException if no operator has that sign
     */
    public static Operator ofSymbol(String symbol) {
        for (Operator operator : values()) {
            if (operator.symbol.equals(symbol)) {
                return operator;
            }
        }
        throw new IllegalArgumentException("Not an operator: '" + symbol + "'; use >=, >, <=, <, = or between");
    }

    boolean holds(BigDecimal value, BigDecimal bound, BigDecimal upper) {
        int comparison = value.compareTo(bound);
        return switch (this) {
            case AT_LEAST -> comparison >= 0;
            case MORE_THAN -> comparison > 0;
            case AT_MOST -> comparison <= 0;
            case LESS_THAN -> comparison < 0;
            case EQUAL -> comparison == 0;
            case BETWEEN -> comparison >= 0 && value.compareTo(upper) <= 0;
        };
    }
}
