package io.remoteaudit.search.query;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers with units and ranges of them: {@code 95}, {@code 49 Pa}, {@code 0.3..0.5 mbar}, {@code 1d..7d},
 * {@code ..98}.
 */
final class Numbers {

    private static final int MAX_DIGITS = 30;

    private final QueryScanner scanner;
    private final QueryField field;
    private final boolean inSet;
    private final UnitReader units;

    Numbers(QueryScanner scanner, QueryField field, boolean inSet) {
        this.scanner = scanner;
        this.field = field;
        this.inSet = inSet;
        this.units = new UnitReader(scanner, field, inSet);
    }

    /** Whether a text is a range of plain numbers. */
    static boolean isRange(String text) {
        int to = text.indexOf("..");
        if (to < 0) {
            return false;
        }
        String low = text.substring(0, to);
        String high = text.substring(to + 2);
        return !(low.isEmpty() && high.isEmpty())
                && (low.isEmpty() || of(low).isPresent())
                && (high.isEmpty() || of(high).isPresent());
    }

    /** The number a text is; empty if it is none. */
    static Optional<BigDecimal> of(String text) {
        QueryScanner scanner = new QueryScanner(text);
        return number(scanner).filter(number -> scanner.atEnd());
    }

    /** A number, or a range of which one bound may be left out. */
    Clause range(String written) {
        int start = scanner.position();
        if (atEnd()) {
            throw QueryProblem.VALUE_EXPECTED.at(start, written);
        }
        BigDecimal low = null;
        Optional<String> lowUnit = Optional.empty();
        if (!atRange()) {
            low = bound(start);
            lowUnit = attachedUnit(start);
            if (lowUnit.isEmpty() && !atRange()) {
                lowUnit = units.apart();
            }
            if (!atRange()) {
                return new Clause.NumberRange(field, low, true, low, true, written(lowUnit.orElse(null)));
            }
        }
        scanner.next();
        scanner.next();
        BigDecimal high = null;
        Optional<String> highUnit = Optional.empty();
        if (!atEnd()) {
            int highAt = scanner.position();
            high = bound(highAt);
            highUnit = attachedUnit(highAt);
        } else if (low == null) {
            throw QueryProblem.NUMBER_EXPECTED.at(start, scanner.since(start));
        }
        int end = scanner.position();
        if (highUnit.isEmpty()) {
            highUnit = units.apart();
        }
        if (lowUnit.isPresent() && highUnit.isPresent() && !lowUnit.equals(highUnit)) {
            throw QueryProblem.TWO_UNITS.at(start, lowUnit.get(), highUnit.get());
        }
        if (low != null && high != null && low.compareTo(high) > 0) {
            scanner.moveTo(end);
            throw QueryProblem.REVERSED_RANGE.at(start, scanner.since(start));
        }
        // A missing bound counts as excluded, so that "95.." and ">=95" are the same value.
        return new Clause.NumberRange(
                field, low, low != null, high, high != null, written(highUnit.orElse(lowUnit.orElse(null))));
    }

    /** What an operator compares with. */
    Clause compare(String operator) {
        int start = scanner.position();
        if (atEnd()) {
            throw QueryProblem.VALUE_EXPECTED.at(start, operator);
        }
        BigDecimal number = bound(start);
        String unit = written(attachedUnit(start).or(units::apart).orElse(null));
        return switch (operator) {
            case "<" -> new Clause.NumberRange(field, null, false, number, false, unit);
            case "<=" -> new Clause.NumberRange(field, null, false, number, true, unit);
            case ">" -> new Clause.NumberRange(field, number, false, null, false, unit);
            default -> new Clause.NumberRange(field, number, true, null, false, unit);
        };
    }

    private BigDecimal bound(int start) {
        return number(scanner).orElseThrow(() -> {
            scanner.word(c -> inSet && Symbols.separates((char) c));
            return QueryProblem.NUMBER_EXPECTED.at(start, scanner.since(start));
        });
    }

    private Optional<String> attachedUnit(int start) {
        if (atEnd() || atRange()) {
            return Optional.empty();
        }
        if (!units.areTaken()) {
            scanner.word(c -> inSet && Symbols.separates((char) c));
            throw QueryProblem.NUMBER_EXPECTED.at(start, scanner.since(start));
        }
        return Optional.of(units.attached());
    }

    private static @Nullable String written(@Nullable String unit) {
        return Objects.equals(unit, UnitReader.PLAIN) ? null : unit;
    }

    private boolean atEnd() {
        return scanner.atWordEnd() || (inSet && Symbols.separates(scanner.here()));
    }

    private boolean atRange() {
        return scanner.here() == '.' && scanner.ahead(1) == '.';
    }

    /** Only digits with a sign and a point: {@code 1e999999999} would be a number of gigabytes when printed. */
    private static Optional<BigDecimal> number(QueryScanner scanner) {
        StringBuilder text = new StringBuilder();
        if (scanner.here() == '-' || scanner.here() == '+') {
            text.append(scanner.here());
            scanner.next();
        }
        int digits = 0;
        boolean point = false;
        while (Symbols.isDigit(scanner.here())
                || (scanner.here() == '.' && digits > 0 && !point && Symbols.isDigit(scanner.ahead(1)))) {
            point |= scanner.here() == '.';
            digits += scanner.here() == '.' ? 0 : 1;
            text.append(scanner.here());
            scanner.next();
        }
        if (digits == 0 || digits > MAX_DIGITS) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text.toString());
        return Optional.of(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
    }
}
