package io.remoteaudit.search.query;

import io.remoteaudit.search.QuerySyntaxException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads numbers, days and ranges of them. */
final class Ranges {

    private static final String TO = "..";
    private static final int MAX_DIGITS = 30;

    private Ranges() {}

    /** Days from the first to the last one of what was written: a year, a month or a day. */
    private record Span(LocalDate first, LocalDate last) {}

    static boolean isNumberRange(String value) {
        int to = value.indexOf(TO);
        if (to < 0) {
            return false;
        }
        String low = value.substring(0, to);
        String high = value.substring(to + TO.length());
        return !(low.isEmpty() && high.isEmpty())
                && (low.isEmpty() || toNumber(low).isPresent())
                && (high.isEmpty() || toNumber(high).isPresent());
    }

    static Clause numbers(QueryField field, String value, int position) {
        int to = value.indexOf(TO);
        if (to < 0) {
            BigDecimal number = number(value, position);
            return new Clause.NumberRange(field, number, true, number, true);
        }
        String lowText = value.substring(0, to);
        String highText = value.substring(to + TO.length());
        @Nullable BigDecimal low = lowText.isEmpty() ? null : number(lowText, position);
        @Nullable BigDecimal high = highText.isEmpty() ? null : number(highText, position + to + TO.length());
        if (low == null && high == null) {
            throw QueryProblem.NUMBER_EXPECTED.at(position, value);
        }
        if (low != null && high != null && low.compareTo(high) > 0) {
            throw QueryProblem.REVERSED_RANGE.at(position, value);
        }
        // A missing bound counts as excluded, so that "95.." and ">=95" are the same value.
        return new Clause.NumberRange(field, low, low != null, high, high != null);
    }

    static Clause compareNumber(QueryField field, String operator, String value, int position) {
        BigDecimal number = number(value, position);
        return switch (operator) {
            case "<" -> new Clause.NumberRange(field, null, false, number, false);
            case "<=" -> new Clause.NumberRange(field, null, false, number, true);
            case ">" -> new Clause.NumberRange(field, number, false, null, false);
            default -> new Clause.NumberRange(field, number, true, null, false);
        };
    }

    static Clause dates(QueryField field, String value, int position) {
        int to = value.indexOf(TO);
        if (to < 0) {
            Span span = span(value, position);
            return new Clause.DateRange(field, span.first(), span.last());
        }
        String fromText = value.substring(0, to);
        String toText = value.substring(to + TO.length());
        @Nullable
        LocalDate from = fromText.isEmpty() ? null : span(fromText, position).first();
        @Nullable
        LocalDate until = toText.isEmpty()
                ? null
                : span(toText, position + to + TO.length()).last();
        if (from == null && until == null) {
            throw QueryProblem.DATE_EXPECTED.at(position, value);
        }
        if (from != null && until != null && from.isAfter(until)) {
            throw QueryProblem.REVERSED_RANGE.at(position, value);
        }
        return new Clause.DateRange(field, from, until);
    }

    static Clause compareDate(QueryField field, String operator, String value, int position) {
        Span span = span(value, position);
        LocalDate bound = switch (operator) {
            case "<" -> span.first().minusDays(1);
            case "<=" -> span.last();
            case ">" -> span.last().plusDays(1);
            default -> span.first();
        };
        if (bound.getYear() < 0 || bound.getYear() > 9999) {
            throw problem(QueryProblem.DATE_EXPECTED, value, position);
        }
        return operator.startsWith("<")
                ? new Clause.DateRange(field, null, bound)
                : new Clause.DateRange(field, bound, null);
    }

    private static BigDecimal number(String text, int position) {
        return toNumber(text).orElseThrow(() -> problem(QueryProblem.NUMBER_EXPECTED, text, position));
    }

    /** Only digits with a sign and a point: {@code 1e999999999} would be a number of gigabytes when printed. */
    private static Optional<BigDecimal> toNumber(String text) {
        int digits = 0;
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Symbols.isDigit(c)) {
                digits++;
            } else if (c == '.' && digits > 0 && points == 0 && i + 1 < text.length()) {
                points++;
            } else if (i > 0 || (c != '-' && c != '+')) {
                return Optional.empty();
            }
        }
        if (digits == 0 || digits > MAX_DIGITS) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text);
        return Optional.of(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
    }

    private static Span span(String text, int position) {
        try {
            if (isDigits(text, 0, 4)) {
                int year = Integer.parseInt(text.substring(0, 4));
                if (text.length() == 4) {
                    return new Span(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
                }
                if (isPart(text, 4)) {
                    YearMonth month = YearMonth.of(year, Integer.parseInt(text.substring(5, 7)));
                    if (text.length() == 7) {
                        return new Span(month.atDay(1), month.atEndOfMonth());
                    }
                    if (isPart(text, 7) && text.length() == 10) {
                        LocalDate day = month.atDay(Integer.parseInt(text.substring(8, 10)));
                        return new Span(day, day);
                    }
                }
            }
        } catch (DateTimeException e) {
            throw problem(QueryProblem.DATE_EXPECTED, text, position);
        }
        throw problem(QueryProblem.DATE_EXPECTED, text, position);
    }

    private static boolean isPart(String text, int from) {
        return text.length() >= from + 3 && text.charAt(from) == '-' && isDigits(text, from + 1, from + 3);
    }

    private static boolean isDigits(String text, int from, int to) {
        if (text.length() < to) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (!Symbols.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static QuerySyntaxException problem(QueryProblem problem, String found, int position) {
        return problem.at(position, found);
    }
}
