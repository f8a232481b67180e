package io.remoteaudit.search.query;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads days and ranges of them: {@code 2026}, {@code 2026-04}, {@code 2026年4月15日}, {@code lastmonth},
 * {@code today-30d}. Words such as {@code today} become the days they mean now.
 */
final class Days {

    private static final String TO = "..";
    private static final int MAX_YEAR = 9_999;

    private final Clock clock;

    Days(Clock clock) {
        this.clock = clock;
    }

    /** Days from the first to the last one of what was written: a year, a month or a day. */
    private record Span(LocalDate first, LocalDate last) {

        static Span month(YearMonth month) {
            return new Span(month.atDay(1), month.atEndOfMonth());
        }
    }

    Clause range(QueryField field, String value, int position) {
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

    Clause compare(QueryField field, String operator, String value, int position) {
        Span span = span(value, position);
        LocalDate bound = switch (operator) {
            case "<" -> span.first().minusDays(1);
            case "<=" -> span.last();
            case ">" -> span.last().plusDays(1);
            default -> span.first();
        };
        if (bound.getYear() < 0 || bound.getYear() > MAX_YEAR) {
            throw QueryProblem.DATE_EXPECTED.at(position, value);
        }
        return operator.startsWith("<")
                ? new Clause.DateRange(field, null, bound)
                : new Clause.DateRange(field, bound, null);
    }

    private Span span(String text, int position) {
        String plain = Symbols.narrow(text).toLowerCase(Locale.ROOT);
        try {
            Optional<Span> span =
                    plain.isEmpty() || !Symbols.isDigit(plain.charAt(0)) ? relative(plain) : written(plain);
            return span.filter(
                            days -> days.first().getYear() >= 0 && days.last().getYear() <= MAX_YEAR)
                    .orElseThrow(() -> QueryProblem.DATE_EXPECTED.at(position, text));
        } catch (DateTimeException e) {
            throw QueryProblem.DATE_EXPECTED.at(position, text);
        }
    }

    private static Optional<Span> written(String text) {
        QueryScanner scanner = new QueryScanner(text);
        int year = digits(scanner, 4, 4);
        if (year < 0) {
            return Optional.empty();
        }
        char separator = scanner.here();
        if (scanner.atEnd() || (separator == '年' && text.length() == 5)) {
            return Optional.of(new Span(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)));
        }
        scanner.next();
        int month = digits(scanner, 1, 2);
        if (month < 0 || "-/.年".indexOf(separator) < 0) {
            return Optional.empty();
        }
        if (separator == '年' && scanner.here() == '月') {
            scanner.next();
        } else if (separator == '年') {
            return Optional.empty();
        }
        if (scanner.atEnd()) {
            return Optional.of(Span.month(YearMonth.of(year, month)));
        }
        if (separator != '年') {
            if (scanner.here() != separator) {
                return Optional.empty();
            }
            scanner.next();
        }
        int day = digits(scanner, 1, 2);
        if (separator == '年' && (scanner.here() == '日' || scanner.here() == '号')) {
            scanner.next();
        }
        if (day < 0 || !scanner.atEnd()) {
            return Optional.empty();
        }
        LocalDate date = LocalDate.of(year, month, day);
        return Optional.of(new Span(date, date));
    }

    private Optional<Span> relative(String text) {
        LocalDate today = LocalDate.now(clock);
        YearMonth month = YearMonth.from(today);
        YearMonth quarter = month.minusMonths((month.getMonthValue() - 1) % 3);
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return Optional.ofNullable(
                switch (text) {
                    case "yesterday", "昨天", "昨日" -> new Span(today.minusDays(1), today.minusDays(1));
                    case "thisweek", "本周" -> new Span(monday, monday.plusDays(6));
                    case "lastweek", "上周" -> new Span(monday.minusDays(7), monday.minusDays(1));
                    case "thismonth", "本月" -> Span.month(month);
                    case "lastmonth", "上月", "上个月" -> Span.month(month.minusMonths(1));
                    case "thisquarter", "本季度" ->
                        new Span(quarter.atDay(1), quarter.plusMonths(2).atEndOfMonth());
                    case "lastquarter", "上季度" ->
                        new Span(
                                quarter.minusMonths(3).atDay(1),
                                quarter.minusMonths(1).atEndOfMonth());
                    case "thisyear", "今年", "本年" -> year(today.getYear());
                    case "lastyear", "去年" -> year(today.getYear() - 1);
                    default -> fromToday(text, today);
                });
    }

    private static Span year(int year) {
        return new Span(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }

    private static @Nullable Span fromToday(String text, LocalDate today) {
        int length = text.startsWith("today") ? 5 : text.startsWith("今天") || text.startsWith("今日") ? 2 : 0;
        if (length == 0) {
            return null;
        }
        QueryScanner scanner = new QueryScanner(text);
        scanner.moveTo(length);
        if (scanner.atEnd()) {
            return new Span(today, today);
        }
        char sign = scanner.here();
        scanner.next();
        int amount = digits(scanner, 1, 5);
        if (amount < 0 || (sign != '-' && sign != '+')) {
            return null;
        }
        long signed = sign == '-' ? -amount : amount;
        LocalDate day = switch (scanner.rest()) {
            case "d", "天", "日" -> today.plusDays(signed);
            case "w", "周" -> today.plusWeeks(signed);
            case "m", "mo", "月", "个月" -> today.plusMonths(signed);
            case "y", "年" -> today.plusYears(signed);
            default -> null;
        };
        return day == null ? null : new Span(day, day);
    }

    /** The number here; -1 if it has not as many digits as it should. */
    private static int digits(QueryScanner scanner, int fewest, int most) {
        int number = 0;
        int digits = 0;
        while (Symbols.isDigit(scanner.here())) {
            if (++digits > most) {
                return -1;
            }
            number = number * 10 + (scanner.here() - '0');
            scanner.next();
        }
        return digits < fewest ? -1 : number;
    }
}
