package io.remoteaudit.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a text is made of a row's columns. It always ends, reaches nothing but the row, and is written as {@code
 * FEEDING.md} describes. Immutable.
 */
final class Expression {

    private final String field;
    private final Term term;
    private final Set<String> columns;

    Expression(String field, Term term, Set<String> columns) {
        this.field = field;
        this.term = term;
        this.columns = Set.copyOf(columns);
    }

    static Expression parse(String field, String text) {
        return new ExpressionParser(field, text).expression();
    }

    String field() {
        return field;
    }

    /** The columns it reads, as {@link Row#key} writes them. */
    Set<String> columns() {
        return columns;
    }

    /** The text; null if there is none. */
    @Nullable
    String evaluate(Row row) {
        List<String> all = evaluateAll(row);
        if (all.size() > 1) {
            throw new RowFault("只能有一个值", "several values where there can be one").in(field);
        }
        return all.isEmpty() ? null : all.get(0);
    }

    /** The texts: one or none, or the parts where it splits. */
    List<String> evaluateAll(Row row) {
        try {
            if (term instanceof Term.Split split) {
                return parts(split, row);
            }
            String value = term.evaluate(row);
            return value == null || value.isEmpty() ? List.of() : List.of(value);
        } catch (RowFault fault) {
            throw fault.in(field);
        }
    }

    private static List<String> parts(Term.Split split, Row row) {
        String whole = split.text().evaluate(row);
        List<String> parts = new ArrayList<>();
        if (whole != null) {
            for (String part :
                    Pattern.compile(split.separator(), Pattern.LITERAL).split(whole, -1)) {
                if (!part.isBlank()) {
                    parts.add(part.strip());
                }
            }
        }
        return parts;
    }
}
