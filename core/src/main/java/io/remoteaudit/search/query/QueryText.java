package io.remoteaudit.search.query;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes clauses in canonical form. */
final class QueryText {

    private QueryText() {}

    static String of(Clause clause) {
        StringBuilder text = new StringBuilder();
        write(clause, text);
        return text.toString();
    }

    private static void write(Clause clause, StringBuilder text) {
        if (clause instanceof Clause.Word word) {
            name(word.field(), text).append(word.text());
        } else if (clause instanceof Clause.Phrase phrase) {
            quote(phrase.text(), name(phrase.field(), text));
        } else if (clause instanceof Clause.Prefix prefix) {
            name(prefix.field(), text).append(prefix.text()).append('*');
        } else if (clause instanceof Clause.NumberRange range) {
            range(range, text);
        } else if (clause instanceof Clause.DateRange range) {
            range(range, text);
        } else if (clause instanceof Clause.Not not) {
            text.append('-');
            writeInside(not.clause(), isGroup(not.clause()) || not.clause() instanceof Clause.Not, text);
        } else if (clause instanceof Clause.And and) {
            join(and.clauses(), " ", true, text);
        } else if (clause instanceof Clause.Or or) {
            // AND binds tighter, and parentheses nobody wrote could nest deeper than the parser allows.
            join(or.clauses(), " OR ", false, text);
        }
    }

    private static void join(List<Clause> clauses, String between, boolean parentheses, StringBuilder text) {
        for (int i = 0; i < clauses.size(); i++) {
            if (i > 0) {
                text.append(between);
            }
            writeInside(clauses.get(i), parentheses && isGroup(clauses.get(i)), text);
        }
    }

    private static boolean isGroup(Clause clause) {
        return clause instanceof Clause.And || clause instanceof Clause.Or;
    }

    private static void writeInside(Clause clause, boolean parentheses, StringBuilder text) {
        if (parentheses) {
            text.append('(');
        }
        write(clause, text);
        if (parentheses) {
            text.append(')');
        }
    }

    private static StringBuilder name(@Nullable QueryField field, StringBuilder text) {
        return field == null ? text : text.append(field.name()).append(':');
    }

    private static void quote(String phrase, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < phrase.length(); i++) {
            char c = phrase.charAt(i);
            if (Symbols.plain(c) == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('"');
    }

    private static void range(Clause.NumberRange range, StringBuilder text) {
        text.append(range.field().name());
        BigDecimal low = range.low();
        BigDecimal high = range.high();
        if (low != null && high != null) {
            text.append(':').append(low.toPlainString());
            if (low.compareTo(high) != 0) {
                text.append("..").append(high.toPlainString());
            }
        } else if (low != null) {
            text.append(range.lowIncluded() ? ">=" : ">").append(low.toPlainString());
        } else if (high != null) {
            text.append(range.highIncluded() ? "<=" : "<").append(high.toPlainString());
        }
    }

    private static void range(Clause.DateRange range, StringBuilder text) {
        text.append(range.field().name());
        LocalDate from = range.from();
        LocalDate to = range.to();
        if (from != null && to != null) {
            text.append(':').append(span(from, to));
        } else if (from != null) {
            text.append(">=").append(from.getDayOfMonth() == 1 ? YearMonth.from(from) : from);
        } else if (to != null) {
            text.append("<=").append(isLastOfMonth(to) ? YearMonth.from(to) : to);
        }
    }

    private static String span(LocalDate from, LocalDate to) {
        if (from.equals(to)) {
            return from.toString();
        }
        if (from.getDayOfMonth() != 1 || !isLastOfMonth(to)) {
            return from + ".." + to;
        }
        YearMonth first = YearMonth.from(from);
        YearMonth last = YearMonth.from(to);
        if (first.equals(last)) {
            return first.toString();
        }
        boolean year = first.getYear() == last.getYear() && first.getMonthValue() == 1 && last.getMonthValue() == 12;
        return year ? first.toString().substring(0, 4) : first + ".." + last;
    }

    private static boolean isLastOfMonth(LocalDate day) {
        return day.getDayOfMonth() == day.lengthOfMonth();
    }
}
