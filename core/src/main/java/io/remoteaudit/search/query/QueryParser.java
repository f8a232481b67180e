package io.remoteaudit.search.query;

import io.remoteaudit.search.QuerySyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query language by recursive descent. Each character is looked at a bounded number of times, whatever the
 * text. The language is described in {@code QUERY-LANGUAGE.md}:
 *
 * <pre>
 * query   = [ or ]
 * or      = and { "OR" and }
 * and     = unary { [ "AND" ] unary }
 * unary   = [ "-" | "NOT" ] primary
 * primary = "(" or ")" | phrase | word [ "*" ] | field ":" value | field comparison value
 * </pre>
 */
public final class QueryParser {

    /** The longest query, in UTF-16 code units. */
    public static final int MAX_LENGTH = 512;

    /** The most words, phrases and conditions in a query. */
    public static final int MAX_CLAUSES = 32;

    /** The deepest nesting of parentheses. */
    public static final int MAX_DEPTH = 5;

    private final String query;
    private final QueryFields fields;
    private int position;
    private int clauses;

    private QueryParser(String query, QueryFields fields) {
        this.query = query;
        this.fields = fields;
    }

    /**
     * Reads a query.
     *
     * @param query the query's text
     * @param fields the fields that exist for the caller
     * @return the query understood; {@link Clause.Everything} for a blank text
     * @throws QuerySyntaxException if the text is not in the query language
     */
    public static Clause parse(String query, QueryFields fields) {
        if (query.length() > MAX_LENGTH) {
            throw QueryProblem.TOO_LONG.at(MAX_LENGTH, query.length(), MAX_LENGTH);
        }
        QueryParser parser = new QueryParser(query, fields);
        parser.skipBlanks();
        if (parser.atEnd()) {
            return new Clause.Everything();
        }
        Clause clause = parser.or(0);
        if (!parser.atEnd()) {
            throw QueryProblem.END_EXPECTED.at(parser.position, parser.found());
        }
        return clause;
    }

    private Clause or(int depth) {
        List<Clause> alternatives = new ArrayList<>();
        addAlternative(and(depth), alternatives);
        while (keyword("OR")) {
            addAlternative(and(depth), alternatives);
        }
        return alternatives.size() == 1 ? alternatives.get(0) : new Clause.Or(alternatives);
    }

    /** Parentheses around an OR inside an OR say nothing; without them equal queries are equal values. */
    private static void addAlternative(Clause clause, List<Clause> alternatives) {
        if (clause instanceof Clause.Or or) {
            alternatives.addAll(or.clauses());
        } else {
            alternatives.add(clause);
        }
    }

    private Clause and(int depth) {
        List<Clause> all = new ArrayList<>();
        while (true) {
            Clause clause = unary(depth);
            if (clause instanceof Clause.And and) {
                all.addAll(and.clauses());
            } else {
                all.add(clause);
            }
            skipBlanks();
            if (atEnd() || plainAt(position) == ')' || isKeyword("OR")) {
                return all.size() == 1 ? all.get(0) : new Clause.And(all);
            }
            keyword("AND");
        }
    }

    private Clause unary(int depth) {
        skipBlanks();
        if (!atEnd() && plainAt(position) == '-') {
            position++;
            return new Clause.Not(primary(depth));
        }
        if (keyword("NOT")) {
            skipBlanks();
            return new Clause.Not(primary(depth));
        }
        return primary(depth);
    }

    private Clause primary(int depth) {
        if (atEnd()) {
            throw QueryProblem.TERM_EXPECTED_AT_END.at(position);
        }
        char c = plainAt(position);
        if (c == '(') {
            return group(depth);
        }
        if (c == ')' || c == '-' || Symbols.isBlank(c) || isKeyword("OR") || isKeyword("AND") || isKeyword("NOT")) {
            throw QueryProblem.TERM_EXPECTED.at(position, found());
        }
        int start = position;
        if (++clauses > MAX_CLAUSES) {
            throw QueryProblem.TOO_MANY_CLAUSES.at(start, MAX_CLAUSES);
        }
        return c == '"' ? new Clause.Phrase(null, phrase()) : wordOrCondition();
    }

    private Clause group(int depth) {
        int opened = position;
        if (depth == MAX_DEPTH) {
            throw QueryProblem.TOO_DEEP.at(opened, MAX_DEPTH);
        }
        position++;
        Clause clause = or(depth + 1);
        skipBlanks();
        if (atEnd()) {
            throw QueryProblem.CLOSING_EXPECTED.at(opened);
        }
        position++;
        return clause;
    }

    private String phrase() {
        int opened = position++;
        StringBuilder text = new StringBuilder();
        while (!atEnd() && plainAt(position) != '"') {
            if (query.charAt(position) == '\\' && position + 1 < query.length()) {
                position++;
            }
            text.append(query.charAt(position++));
        }
        if (atEnd()) {
            throw QueryProblem.QUOTE_EXPECTED.at(opened);
        }
        position++;
        if (!Symbols.hasContent(text.toString())) {
            throw QueryProblem.NOTHING_TO_FIND.at(opened, text);
        }
        return text.toString();
    }

    private Clause wordOrCondition() {
        int start = position;
        while (!atEnd() && !Symbols.endsWord(query.charAt(position))) {
            String name = query.substring(start, position);
            char c = query.charAt(position);
            if (Symbols.plain(c) == ':' && Symbols.isFieldName(name)) {
                Optional<QueryField> field = fields.find(name);
                if (field.isPresent()) {
                    position++;
                    return condition(field.get(), name + ":");
                }
                if (!Symbols.isEdition(name, query.substring(position + 1))) {
                    throw unknown(name, start);
                }
            } else if (Symbols.isComparison(c)) {
                return comparison(name, start);
            }
            position++;
        }
        int end = position;
        skipBlanks();
        if (!atEnd() && Symbols.isComparison(query.charAt(position))) {
            return comparison(query.substring(start, end), start);
        }
        position = end;
        return word(null, start);
    }

    private Clause condition(QueryField field, String written) {
        skipBlanks();
        int start = position;
        boolean words = field.kind() == QueryField.Kind.TEXT
                || field.kind() == QueryField.Kind.EXACT
                || field.kind() == QueryField.Kind.ANY;
        if (words && !atEnd() && plainAt(position) == '"') {
            return new Clause.Phrase(field, phrase());
        }
        String value = value();
        if (value.isEmpty()) {
            throw QueryProblem.VALUE_EXPECTED.at(start, written);
        }
        return switch (field.kind()) {
            case DATE -> Ranges.dates(field, value, start);
            case NUMBER -> Ranges.numbers(field, value, start);
            case ANY -> Ranges.isNumberRange(value) ? Ranges.numbers(field, value, start) : word(field, start);
            case TEXT, EXACT -> word(field, start);
        };
    }

    private Clause comparison(String name, int start) {
        int operatorAt = position;
        String operator = operator();
        if (!Symbols.isFieldName(name)) {
            throw QueryProblem.FIELD_EXPECTED.at(operatorAt, operator);
        }
        Optional<QueryField> found = fields.find(name);
        if (found.isEmpty()) {
            throw unknown(name, start);
        }
        QueryField field = found.get();
        skipBlanks();
        int valueAt = position;
        String value = value();
        return switch (field.kind()) {
            case TEXT, EXACT -> throw QueryProblem.NOT_COMPARABLE.at(operatorAt, name);
            case DATE, NUMBER, ANY -> {
                if (value.isEmpty()) {
                    throw QueryProblem.VALUE_EXPECTED.at(valueAt, operator);
                }
                yield field.kind() == QueryField.Kind.DATE
                        ? Ranges.compareDate(field, operator, value, valueAt)
                        : Ranges.compareNumber(field, operator, value, valueAt);
            }
        };
    }

    private String operator() {
        char c = plainAt(position++);
        if (c == '≤') {
            return "<=";
        }
        if (c == '≥') {
            return ">=";
        }
        if (!atEnd() && plainAt(position) == '=') {
            position++;
            return c + "=";
        }
        return String.valueOf(c);
    }

    private String value() {
        int start = position;
        while (!atEnd() && !Symbols.endsWord(query.charAt(position))) {
            position++;
        }
        return query.substring(start, position);
    }

    private Clause word(@Nullable QueryField field, int start) {
        String text = query.substring(start, position);
        int star = -1;
        for (int i = 0; i < text.length() && star < 0; i++) {
            star = Symbols.plain(text.charAt(i)) == '*' ? i : -1;
        }
        if (star < 0) {
            requireContent(text, start);
            return new Clause.Word(field, text);
        }
        String stem = text.substring(0, star);
        if (!Symbols.hasContent(stem)) {
            throw QueryProblem.LEADING_WILDCARD.at(start + star);
        }
        if (star + 1 < text.length()) {
            throw QueryProblem.INNER_WILDCARD.at(start + star);
        }
        return new Clause.Prefix(field, stem);
    }

    private static void requireContent(String text, int start) {
        if (!Symbols.hasContent(text)) {
            throw QueryProblem.NOTHING_TO_FIND.at(start, text);
        }
    }

    private QuerySyntaxException unknown(String name, int start) {
        return fields.nearest(name)
                .map(near -> QueryProblem.UNKNOWN_FIELD_NEAR.at(start, name, near))
                .orElseGet(() -> QueryProblem.UNKNOWN_FIELD.at(start, name));
    }

    /** Consumes a keyword that stands here, after blanks; leaves everything as it is otherwise. */
    private boolean keyword(String keyword) {
        int before = position;
        skipBlanks();
        if (isKeyword(keyword)) {
            position += keyword.length();
            return true;
        }
        position = before;
        return false;
    }

    private boolean isKeyword(String keyword) {
        int end = position + keyword.length();
        return query.startsWith(keyword, position) && (end == query.length() || Symbols.endsWord(query.charAt(end)));
    }

    private String found() {
        if (atEnd()) {
            return "";
        }
        int end = query.offsetByCodePoints(position, 1);
        while (end < query.length()
                && !Symbols.endsWord(query.charAt(position))
                && !Symbols.endsWord(query.charAt(end))
                && end - position < 20) {
            end++;
        }
        return query.substring(position, end);
    }

    private void skipBlanks() {
        while (!atEnd() && Symbols.isBlank(query.charAt(position))) {
            position++;
        }
    }

    private char plainAt(int index) {
        return Symbols.plain(query.charAt(index));
    }

    private boolean atEnd() {
        return position >= query.length();
    }
}
