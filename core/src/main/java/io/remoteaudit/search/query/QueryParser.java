package io.remoteaudit.search.query;

import io.remoteaudit.search.QuerySyntaxException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the query language by recursive descent. Each character is looked at a bounded number of times, whatever the
 * text. The language is described in {@code QUERY-LANGUAGE.md}:
 *
 * <pre>
 * query   = [ or ]
 * or      = and { "OR" and }
 * and     = unary { [ "AND" ] unary }
 * unary   = [ "-" | "NOT" ] primary
 * primary = "(" or ")" | "measurement(" or ")" | phrase | word [ "*" ] | condition
 * </pre>
 *
 * <p>Conditions, which begin with a field's name, are read by {@link Conditions}.
 */
public final class QueryParser {

    /** The longest query, in UTF-16 code units. */
    public static final int MAX_LENGTH = 512;

    /** The most words, phrases and conditions in a query. */
    public static final int MAX_CLAUSES = 32;

    /** The deepest nesting of parentheses. */
    public static final int MAX_DEPTH = 5;

    private final QueryScanner scanner;
    private final QueryFields fields;
    private final Days days;
    private final boolean insideMeasurement;
    private final Conditions conditions;
    private final Counter counter;

    /** Counts the words, phrases and conditions of a whole query. */
    static final class Counter {
        private int clauses;

        void countAt(int position) {
            if (++clauses > MAX_CLAUSES) {
                throw QueryProblem.TOO_MANY_CLAUSES.at(position, MAX_CLAUSES);
            }
        }
    }

    private QueryParser(
            QueryScanner scanner, QueryFields fields, Days days, boolean insideMeasurement, Counter counter) {
        this.scanner = scanner;
        this.fields = fields;
        this.days = days;
        this.insideMeasurement = insideMeasurement;
        this.counter = counter;
        this.conditions = new Conditions(scanner, fields, days, counter);
    }

    /**
     * Reads a query.
     *
     * @param query the query's text
     * @param fields the fields that exist for the caller
     * @param clock tells which day words such as {@code today} mean, in its own zone; the clause holds that day, so its
     *     text means the same on any other
     * @return the query understood; {@link Clause.Everything} for a blank text
     * @throws QuerySyntaxException if the text is not in the query language
     */
    public static Clause parse(String query, QueryFields fields, Clock clock) {
        return parse(query, fields, new Days(clock), MAX_LENGTH);
    }

    static Clause parse(String query, QueryFields fields, Days days, int longest) {
        if (query.length() > longest) {
            throw QueryProblem.TOO_LONG.at(longest, query.length(), longest);
        }
        QueryScanner scanner = new QueryScanner(query);
        scanner.skipBlanks();
        if (scanner.atEnd()) {
            return new Clause.Everything();
        }
        Clause clause = new QueryParser(scanner, fields, days, false, new Counter()).or(0);
        if (!scanner.atEnd()) {
            throw QueryProblem.END_EXPECTED.at(scanner.position(), scanner.found());
        }
        return clause;
    }

    private Clause or(int depth) {
        List<Clause> alternatives = new ArrayList<>();
        alternatives.add(and(depth));
        while (scanner.take(Reserved.OR)) {
            alternatives.add(and(depth));
        }
        return Clauses.anyOf(alternatives);
    }

    private Clause and(int depth) {
        List<Clause> all = new ArrayList<>();
        while (true) {
            all.add(unary(depth));
            scanner.skipBlanks();
            if (scanner.atEnd() || scanner.here() == ')' || scanner.at(Reserved.OR)) {
                return Clauses.allOf(all);
            }
            scanner.take(Reserved.AND);
        }
    }

    private Clause unary(int depth) {
        scanner.skipBlanks();
        if (!scanner.atEnd() && scanner.here() == '-') {
            scanner.next();
            return new Clause.Not(primary(depth));
        }
        if (scanner.take(Reserved.NOT)) {
            scanner.skipBlanks();
            return new Clause.Not(primary(depth));
        }
        return primary(depth);
    }

    private Clause primary(int depth) {
        if (scanner.atEnd()) {
            throw QueryProblem.TERM_EXPECTED_AT_END.at(scanner.position());
        }
        char c = scanner.here();
        if (c == '(') {
            return group(depth);
        }
        if (c == ')' || c == '-' || Symbols.isBlank(c) || scanner.atOperator()) {
            throw QueryProblem.TERM_EXPECTED.at(scanner.position(), scanner.found());
        }
        requireNoForeignOperator();
        int start = scanner.position();
        if (isMeasurementGroup()) {
            return measurement(depth, start);
        }
        counter.countAt(start);
        return c == '"' ? conditions.phraseOrCondition() : conditions.wordOrCondition();
    }

    private Clause group(int depth) {
        int opened = scanner.position();
        if (depth == MAX_DEPTH) {
            throw QueryProblem.TOO_DEEP.at(opened, MAX_DEPTH);
        }
        scanner.next();
        Clause clause = or(depth + 1);
        scanner.skipBlanks();
        if (scanner.atEnd()) {
            throw QueryProblem.CLOSING_EXPECTED.at(opened);
        }
        scanner.next();
        return clause;
    }

    /** Whether the name of the measurements stands here, with an opening parenthesis right behind it. */
    private boolean isMeasurementGroup() {
        int start = scanner.position();
        String name = scanner.word(c -> Symbols.plain((char) c) == ':');
        boolean opens = scanner.here() == '(' && scanner.position() > start;
        scanner.moveTo(start);
        if (!opens) {
            return false;
        }
        return insideMeasurement
                ? RecordField.named(name)
                        .filter(RecordField.MEASUREMENTS::equals)
                        .isPresent()
                : fields.find(name)
                        .filter(RecordField.MEASUREMENTS.field()::equals)
                        .isPresent();
    }

    private Clause measurement(int depth, int start) {
        if (insideMeasurement) {
            throw QueryProblem.NESTED_MEASUREMENT.at(start);
        }
        scanner.word(c -> false);
        QueryFields within = new FieldsOfMeasurement(fields);
        Clause clause = new QueryParser(scanner, within, days, true, counter).group(depth);
        MeasurementUnits.requireComparable(clause, within, start);
        return new Clause.SameMeasurement(clause);
    }

    /** Signs that other search boxes take for operators would be words that no record has. */
    private void requireNoForeignOperator() {
        String meant = switch (scanner.here()) {
            case '&' -> "AND";
            case '|' -> "OR";
            case '!', '≠' -> "-";
            default -> null;
        };
        if (meant != null) {
            throw QueryProblem.OPERATOR_NEAR.at(scanner.position(), scanner.found(), meant);
        }
    }
}
