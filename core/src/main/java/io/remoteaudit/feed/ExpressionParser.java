package io.remoteaudit.feed;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads an expression, bounded in length and depth. A fault names its position and what was expected there. */
final class ExpressionParser {

    static final int LONGEST = 8_000;
    static final int DEEPEST = 32;

    private static final String FUNCTIONS =
            "trim, upper, lower, default, map, if, number, amount, unit, date, time, part or split";

    private final String field;
    private final String text;
    private final Set<String> columns = new LinkedHashSet<>();
    private int at;
    private int depth;

    ExpressionParser(String field, String text) {
        this.field = field;
        this.text = text;
    }

    Expression expression() {
        requireLength();
        Term term = concatenation(true);
        requireEnd();
        return new Expression(field, term, columns);
    }

    /** A condition on its own; the columns it reads are added to {@code read}. */
    Condition condition(Set<String> read) {
        requireLength();
        Condition condition = either();
        requireEnd();
        read.addAll(columns);
        return condition;
    }

    private void requireLength() {
        if (text.length() > LONGEST) {
            throw fault(LONGEST, "an expression has at most " + LONGEST + " characters");
        }
    }

    private void requireEnd() {
        skipBlanks();
        if (at < text.length()) {
            throw fault(at, "expected + or the end, found " + found());
        }
    }

    private Term concatenation(boolean whole) {
        if (++depth > DEEPEST) {
            throw fault(at, "parts are nested deeper than " + DEEPEST);
        }
        List<Term> parts = new ArrayList<>();
        int start = at;
        do {
            parts.add(part());
        } while (take('+'));
        depth--;
        boolean splits = parts.stream().anyMatch(Term.Split.class::isInstance);
        if (splits && (!whole || parts.size() > 1)) {
            throw fault(start, "split makes several values, so it must be the whole expression");
        }
        return parts.size() == 1 ? parts.get(0) : new Term.Concatenation(List.copyOf(parts));
    }

    private Term part() {
        skipBlanks();
        if (at == text.length()) {
            throw fault(at, "expected a column, a text in quotes or a function, found the end");
        }
        char c = text.charAt(at);
        if (c == '\'') {
            return new Term.Literal(quoted('\''));
        }
        if (c == '"') {
            return column(quoted('"'));
        }
        if (c >= '0' && c <= '9') {
            return new Term.Literal(digits());
        }
        if (c == '(') {
            at++;
            Term inner = concatenation(false);
            require(')');
            return inner;
        }
        int start = at;
        String name = name();
        if (name.isEmpty()) {
            throw fault(at, "expected a column, a text in quotes or a function, found " + found());
        }
        return take('(') ? function(name, start) : column(name);
    }

    private Term column(String name) {
        if (name.isBlank()) {
            throw fault(at, "expected the name of a column");
        }
        String key = Row.key(name);
        columns.add(key);
        return new Term.Column(key);
    }

    private Term function(String name, int start) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "trim" -> new Term.Trim(only());
            case "upper" -> new Term.Case(only(), true);
            case "lower" -> new Term.Case(only(), false);
            case "amount" -> new Term.Quantity(only(), false);
            case "unit" -> new Term.Quantity(only(), true);
            case "default" -> new Term.Default(several());
            case "if" -> choice();
            case "map" -> lookup();
            case "number" -> number();
            case "date" -> day();
            case "time" -> time();
            case "part" -> numbered();
            case "split" -> split();
            default -> throw fault(start, "expected a function, that is " + FUNCTIONS + "; found '" + name + "'");
        };
    }

    private Term only() {
        Term term = concatenation(false);
        require(')');
        return term;
    }

    private List<Term> several() {
        List<Term> terms = new ArrayList<>();
        do {
            terms.add(concatenation(false));
        } while (take(','));
        require(')');
        return List.copyOf(terms);
    }

    private Term choice() {
        Condition condition = either();
        require(',');
        Term then = concatenation(false);
        require(',');
        Term otherwise = concatenation(false);
        require(')');
        return new Term.If(condition, then, otherwise);
    }

    private Term lookup() {
        Term value = concatenation(false);
        Map<String, String> table = new LinkedHashMap<>();
        Term otherwise = null;
        while (take(',')) {
            skipBlanks();
            int start = at;
            Term key = concatenation(false);
            if (!take(',')) {
                otherwise = key;
                break;
            }
            if (!(key instanceof Term.Literal from)) {
                throw fault(start, "expected a text in quotes, which is looked up");
            }
            if (table.put(from.text(), constant("what stands for " + RowFault.shown(from.text()))) != null) {
                throw fault(start, RowFault.shown(from.text()) + " is looked up twice");
            }
        }
        require(')');
        if (table.isEmpty()) {
            throw fault(at, "expected pairs of texts: what is looked up, and what stands for it");
        }
        return new Term.Lookup(value, table, otherwise);
    }

    private Term number() {
        Term value = concatenation(false);
        char decimal = take(',') ? sign("the decimal sign, for example ','") : '.';
        Character grouping = take(',') ? Character.valueOf(sign("the grouping sign, for example '.'")) : null;
        require(')');
        if (grouping != null && grouping == decimal) {
            throw fault(at, "expected two different signs");
        }
        return new Term.Numeral(value, decimal, grouping);
    }

    private Term day() {
        Term value = concatenation(false);
        DateTimeFormatter format = take(',') ? pattern() : null;
        require(')');
        return new Term.Day(value, format);
    }

    private Term time() {
        Term value = concatenation(false);
        DateTimeFormatter format = null;
        ZoneId zone = null;
        if (take(',')) {
            int start = at;
            String first = constant("a zone, or a pattern and a zone");
            if (take(',')) {
                format = pattern(start, first);
                start = at;
                first = constant("a zone");
            }
            zone = zone(start, first);
        }
        require(')');
        return new Term.Time(value, format, zone);
    }

    private Term numbered() {
        Term value = concatenation(false);
        require(',');
        String separator = separator();
        require(',');
        skipBlanks();
        int start = at;
        String number = digits();
        if (!number.matches("[1-9][0-9]?")) {
            throw fault(start, "expected a part's number from 1 to 99");
        }
        require(')');
        return new Term.Part(value, separator, Integer.parseInt(number));
    }

    private Term split() {
        Term value = concatenation(false);
        require(',');
        String separator = separator();
        require(')');
        return new Term.Split(value, separator);
    }

    private String separator() {
        int start = at;
        String separator = constant("a separator");
        if (separator.isEmpty()) {
            throw fault(start, "expected a separator that is not empty");
        }
        return separator;
    }

    private Condition either() {
        if (++depth > DEEPEST) {
            throw fault(at, "parts are nested deeper than " + DEEPEST);
        }
        Condition condition = all();
        while (word("or")) {
            condition = new Condition.Both(condition, false, all());
        }
        depth--;
        return condition;
    }

    private Condition all() {
        Condition condition = comparison();
        while (word("and")) {
            condition = new Condition.Both(condition, true, comparison());
        }
        return condition;
    }

    private Condition comparison() {
        skipBlanks();
        int start = at;
        String name = name();
        boolean present = name.equalsIgnoreCase("present");
        if ((present || name.equalsIgnoreCase("absent")) && take('(')) {
            return new Condition.Present(only(), present);
        }
        at = start;
        Term left = concatenation(false);
        skipBlanks();
        for (String operator : List.of("!=", "<=", ">=", "=", "<", ">")) {
            if (text.startsWith(operator, at)) {
                at += operator.length();
                return new Condition.Comparison(left, operator, concatenation(false));
            }
        }
        throw fault(at, "expected a comparison by =, !=, <, <=, > or >=, found " + found());
    }

    private char sign(String what) {
        int start = at;
        String sign = constant(what);
        if (sign.length() != 1 || Character.isLetterOrDigit(sign.charAt(0)) || "+-".contains(sign)) {
            throw fault(start, "expected " + what);
        }
        return sign.charAt(0);
    }

    private DateTimeFormatter pattern() {
        int start = at;
        return pattern(start, constant("a pattern such as 'yyyy-MM-dd'"));
    }

    private DateTimeFormatter pattern(int start, String pattern) {
        try {
            return Texts.formatter(pattern);
        } catch (IllegalArgumentException e) {
            throw fault(start, "expected a pattern such as 'yyyy-MM-dd HH:mm': " + e.getMessage());
        }
    }

    private ZoneId zone(int start, String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw fault(start, "expected a zone such as 'Asia/Shanghai' or '+08:00'");
        }
    }

    private String constant(String what) {
        skipBlanks();
        if (at == text.length() || text.charAt(at) != '\'') {
            throw fault(at, "expected " + what + " in single quotes, found " + found());
        }
        return quoted('\'');
    }

    /** A text up to its closing quote; two quotes stand for one. */
    private String quoted(char quote) {
        int start = at++;
        StringBuilder content = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                content.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                content.append(quote);
                at++;
            } else {
                return content.toString();
            }
        }
        throw fault(start, "expected the closing " + quote);
    }

    private String digits() {
        int start = at;
        while (at < text.length() && "0123456789.".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String name() {
        int start = at;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            boolean dotted = c == '.' && at > start;
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '$' && c != '#' && !dotted) {
                break;
            }
            at += Character.charCount(c);
        }
        return text.substring(start, at);
    }

    private boolean word(String word) {
        skipBlanks();
        int start = at;
        if (name().equalsIgnoreCase(word)) {
            return true;
        }
        at = start;
        return false;
    }

    private boolean take(char wanted) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void require(char wanted) {
        if (!take(wanted)) {
            throw fault(at, "expected " + wanted + ", found " + found());
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private String found() {
        return at < text.length() ? "'" + Character.toString(text.codePointAt(at)) + "'" : "the end";
    }

    private MappingException fault(int position, String expected) {
        int shown = position;
        while (shown < text.length() && Character.isWhitespace(text.charAt(shown))) {
            shown++;
        }
        return MappingException.expression(field, text, shown, expected);
    }
}
