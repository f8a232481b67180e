package io.remoteaudit.search.query;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes clauses in canonical form. */
final class QueryText {

    private static final String MEASUREMENT = "measurement";

    private QueryText() {}

    static String of(Clause clause) {
        StringBuilder text = new StringBuilder();
        write(clause, text);
        return text.toString();
    }

    private static void write(Clause clause, StringBuilder text) {
        if (clause instanceof Clause.Word word) {
            name(word.field(), text).append(word(word));
        } else if (clause instanceof Clause.Phrase phrase) {
            name(phrase.field(), text).append(quoted(phrase.text()));
        } else if (clause instanceof Clause.Prefix prefix) {
            name(prefix.field(), text).append(prefix.text()).append('*');
        } else if (clause instanceof Clause.NumberRange range) {
            range(range, text);
        } else if (clause instanceof Clause.DateRange range) {
            range(range, text);
        } else if (clause instanceof Clause.Missing missing) {
            text.append("missing:").append(name(missing.field()));
        } else if (clause instanceof Clause.SameMeasurement same) {
            text.append(MEASUREMENT).append('(');
            write(same.clause(), text);
            text.append(')');
        } else if (clause instanceof Clause.Not not) {
            text.append('-');
            writeInside(not.clause(), needsGroup(not.clause()) || not.clause() instanceof Clause.Not, text);
        } else if (clause instanceof Clause.And and) {
            writeAll(and.clauses(), text);
        } else if (clause instanceof Clause.Or or) {
            writeAny(or, text);
        }
    }

    private static void writeAny(Clause.Or or, StringBuilder text) {
        String set = set(or);
        if (set != null) {
            text.append(set);
        } else {
            // AND binds tighter, and parentheses nobody wrote could nest deeper than the parser allows.
            for (int i = 0; i < or.clauses().size(); i++) {
                write(or.clauses().get(i), text.append(i > 0 ? " OR " : ""));
            }
        }
    }

    private static void writeAll(List<Clause> clauses, StringBuilder text) {
        List<String> parts = new ArrayList<>();
        for (Clause clause : clauses) {
            StringBuilder part = new StringBuilder();
            writeInside(clause, needsGroup(clause), part);
            parts.add(part.toString());
        }
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                String following = String.join(" ", parts.subList(i, Math.min(i + 2, parts.size())));
                text.append(wouldBeItsUnit(clauses.get(i - 1), following) ? " AND " : " ");
            }
            text.append(parts.get(i));
        }
    }

    /** Whether what follows a number would be read as its unit rather than as a word to search for. */
    private static boolean wouldBeItsUnit(Clause clause, String following) {
        Clause last = clause instanceof Clause.Not not ? not.clause() : clause;
        return last instanceof Clause.NumberRange range
                && range.unit() == null
                && UnitReader.reads(" " + following, range.field());
    }

    private static boolean needsGroup(Clause clause) {
        return clause instanceof Clause.And || (clause instanceof Clause.Or or && set(or) == null);
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

    /** Alternatives for one field as a set, which needs no further parentheses; null if they cannot be one. */
    private static @Nullable String set(Clause.Or or) {
        String name = null;
        List<String> values = new ArrayList<>();
        for (Clause clause : or.clauses()) {
            String of = setName(clause);
            String value = of == null ? null : setValue(clause);
            if (of == null || value == null || (name != null && !name.equals(of))) {
                return null;
            }
            name = of;
            values.add(value);
        }
        return name + ":(" + String.join(", ", values) + ")";
    }

    private static @Nullable String setName(Clause clause) {
        QueryField field = null;
        if (clause instanceof Clause.Word word) {
            field = word.field();
        } else if (clause instanceof Clause.Phrase phrase) {
            field = phrase.field();
        } else if (clause instanceof Clause.Prefix prefix) {
            field = prefix.field();
        } else if (clause instanceof Clause.NumberRange range) {
            field = range.field();
        } else if (clause instanceof Clause.DateRange range) {
            field = range.field();
        } else if (clause instanceof Clause.Missing) {
            return "missing";
        }
        return field == null ? null : name(field);
    }

    private static @Nullable String setValue(Clause clause) {
        if (clause instanceof Clause.Word word) {
            return Symbols.isSetValue(word.text()) || isQuoted(word) ? word(word) : null;
        } else if (clause instanceof Clause.Phrase phrase) {
            return quoted(phrase.text());
        } else if (clause instanceof Clause.Prefix prefix) {
            return Symbols.isSetValue(prefix.text()) ? prefix.text() + "*" : null;
        } else if (clause instanceof Clause.NumberRange range) {
            return value(range);
        } else if (clause instanceof Clause.DateRange range) {
            return value(range);
        } else if (clause instanceof Clause.Missing missing) {
            return name(missing.field());
        }
        return null;
    }

    private static StringBuilder name(@Nullable QueryField field, StringBuilder text) {
        return field == null ? text : text.append(name(field)).append(':');
    }

    private static String name(QueryField field) {
        return Symbols.isFieldName(field.name()) && !Reserved.isMissing(field.name())
                ? field.name()
                : quoted(field.name());
    }

    private static String word(Clause.Word word) {
        return isQuoted(word) ? quoted(word.text()) : word.text();
    }

    /** Codes of characteristics may be of several words, and are one value all the same. */
    private static boolean isQuoted(Clause.Word word) {
        return MeasurementField.CHARACTERISTIC.field().equals(word.field()) && !Symbols.isFieldName(word.text());
    }

    private static String quoted(String phrase) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < phrase.length(); i++) {
            char c = phrase.charAt(i);
            if (Symbols.plain(c) == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        return text.append('"').toString();
    }

    private static void range(Clause.NumberRange range, StringBuilder text) {
        text.append(name(range.field()));
        BigDecimal low = range.low();
        BigDecimal high = range.high();
        if (low != null && high != null) {
            text.append(':').append(value(range));
            return;
        }
        if (low != null) {
            text.append(range.lowIncluded() ? ">=" : ">").append(low.toPlainString());
        } else if (high != null) {
            text.append(range.highIncluded() ? "<=" : "<").append(high.toPlainString());
        }
        text.append(unit(range));
    }

    /** A range as it stands behind a colon; null if an open bound is excluded, which only an operator can say. */
    private static @Nullable String value(Clause.NumberRange range) {
        BigDecimal low = range.low();
        BigDecimal high = range.high();
        if ((low != null && !range.lowIncluded()) || (high != null && !range.highIncluded())) {
            return null;
        }
        String from = low == null ? "" : low.toPlainString();
        String to = high == null ? "" : high.toPlainString();
        // An attribute takes a single number for a word.
        boolean one = from.equals(to) && range.field().origin() != QueryField.Origin.ATTRIBUTE;
        return (one ? from : from + ".." + to) + unit(range);
    }

    private static String unit(Clause.NumberRange range) {
        return range.unit() == null ? "" : " " + range.unit();
    }

    private static void range(Clause.DateRange range, StringBuilder text) {
        text.append(name(range.field()));
        LocalDate from = range.from();
        LocalDate to = range.to();
        if (from != null && to != null) {
            text.append(':').append(value(range));
        } else if (from != null) {
            text.append(">=").append(first(from));
        } else if (to != null) {
            text.append("<=").append(last(to));
        }
    }

    private static String value(Clause.DateRange range) {
        LocalDate from = range.from();
        LocalDate to = range.to();
        return from != null && to != null
                ? span(from, to)
                : (from == null ? "" : first(from)) + ".." + (to == null ? "" : last(to));
    }

    private static String first(LocalDate from) {
        return from.getDayOfMonth() == 1 ? YearMonth.from(from).toString() : from.toString();
    }

    private static String last(LocalDate to) {
        return isLastOfMonth(to) ? YearMonth.from(to).toString() : to.toString();
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
