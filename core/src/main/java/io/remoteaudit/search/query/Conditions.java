package io.remoteaudit.search.query;

import io.remoteaudit.search.QuerySyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a word, a phrase, or a condition that begins with a field's name:
 *
 * <pre>
 * condition  = name ":" ( value | set ) | name comparison value | "missing" ":" ( name | set of names )
 * set        = "(" value { ( "," | "OR" ) value } ")"
 * name       = letters and digits | phrase
 * comparison = "&lt;" | "&lt;=" | "&gt;" | "&gt;="
 * </pre>
 */
final class Conditions {

    private final QueryScanner scanner;
    private final QueryFields fields;
    private final Days days;
    private final QueryParser.Counter counter;

    Conditions(QueryScanner scanner, QueryFields fields, Days days, QueryParser.Counter counter) {
        this.scanner = scanner;
        this.fields = fields;
        this.days = days;
        this.counter = counter;
    }

    Clause phraseOrCondition() {
        int start = scanner.position();
        String text = scanner.phrase();
        int end = scanner.position();
        if (scanner.here() == ':') {
            scanner.next();
            return afterColon(required(text, start), text);
        }
        scanner.skipBlanks();
        if (Symbols.isComparison(scanner.here())) {
            return comparison(text, start);
        }
        scanner.moveTo(end);
        return new Clause.Phrase(null, text);
    }

    Clause wordOrCondition() {
        int start = scanner.position();
        requireNoSignFirst();
        while (!scanner.atWordEnd()) {
            Clause condition = conditionAfter(scanner.since(start), start);
            if (condition != null) {
                return condition;
            }
            scanner.next();
        }
        String name = scanner.since(start);
        int end = scanner.position();
        scanner.skipBlanks();
        boolean colon = scanner.here() == ':' && Symbols.isFieldName(name) && scanner.position() > end;
        if (Symbols.isComparison(scanner.here()) || colon) {
            Clause condition = conditionAfter(name, start);
            if (condition != null) {
                return condition;
            }
        } else if (equalsSignStandsAlone() && fields.find(name).isPresent()) {
            return comparison(name, start);
        }
        scanner.moveTo(end);
        return word(null, name, start);
    }

    /** The condition of the field named before this place, if an operator stands here; else null. */
    private @Nullable Clause conditionAfter(String name, int start) {
        char c = scanner.here();
        if (c == ':' && Symbols.isFieldName(name)) {
            if (Reserved.isMissing(name)) {
                scanner.next();
                return missing(name);
            }
            Optional<QueryField> field = fields.find(name);
            if (field.isPresent()) {
                scanner.next();
                return afterColon(field.get(), name);
            }
            if (!Symbols.isEdition(name, scanner.rest().substring(1))) {
                throw unknown(name, start);
            }
        } else if (Symbols.isComparison(c)) {
            return comparison(name, start);
        } else if (Symbols.isEqualsOrNot(c, scanner.ahead(1))
                && Symbols.isFieldName(name)
                && fields.find(name).isPresent()) {
            return comparison(name, start);
        }
        return null;
    }

    private Clause afterColon(QueryField field, String name) {
        scanner.skipBlanks();
        if (scanner.here() == '(') {
            return set(() -> value(field, name, true));
        }
        if (Symbols.isComparison(scanner.here())
                && (field.kind() == QueryField.Kind.NUMBER || field.kind() == QueryField.Kind.DATE)) {
            // As some other search boxes want it; there is nothing else it could mean.
            return compare(field, name);
        }
        return value(field, name, false);
    }

    private Clause value(QueryField field, String name, boolean inSet) {
        int start = scanner.position();
        if (field.kind() == QueryField.Kind.NUMBER) {
            return new Numbers(scanner, field, inSet).range(name + ":");
        }
        if (field.kind() == QueryField.Kind.DATE) {
            return days.range(field, valueText(name + ":", inSet), start);
        }
        if (!scanner.atEnd() && scanner.here() == '"') {
            return phrase(field, scanner.phrase(), start);
        }
        String text = valueText(name + ":", inSet);
        boolean number = Numbers.isRange(text)
                || (field.origin() == QueryField.Origin.MEASUREMENT
                        && Numbers.of(text).isPresent());
        if (field.kind() == QueryField.Kind.ANY && number) {
            scanner.moveTo(start);
            return new Numbers(scanner, field, inSet).range(name + ":");
        }
        return word(field, text, start);
    }

    private String valueText(String written, boolean inSet) {
        int start = scanner.position();
        String text = scanner.word(c -> inSet && Symbols.separates((char) c));
        if (text.isEmpty()) {
            throw QueryProblem.VALUE_EXPECTED.at(start, written);
        }
        return text;
    }

    private interface Member {
        Clause read();
    }

    private Clause set(Member member) {
        int opened = scanner.position();
        scanner.next();
        List<Clause> members = new ArrayList<>();
        while (true) {
            scanner.skipBlanks();
            if (!members.isEmpty()) {
                counter.countAt(scanner.position());
            }
            if (scanner.here() == ')' || scanner.here() == '(' || scanner.atOperator()) {
                throw QueryProblem.SET_VALUE_EXPECTED.at(scanner.position(), scanner.found());
            }
            members.add(member.read());
            scanner.skipBlanks();
            if (scanner.atEnd()) {
                throw QueryProblem.CLOSING_EXPECTED.at(opened);
            }
            if (scanner.here() == ')') {
                scanner.next();
                return Clauses.anyOf(members);
            }
            if (Symbols.separates(scanner.here())) {
                scanner.next();
            } else if (!scanner.take(Reserved.OR)) {
                throw QueryProblem.SEPARATOR_EXPECTED.at(scanner.position(), scanner.found());
            }
        }
    }

    private Clause missing(String written) {
        scanner.skipBlanks();
        return scanner.here() == '(' ? set(() -> missingField(written, true)) : missingField(written, false);
    }

    private Clause missingField(String written, boolean inSet) {
        int start = scanner.position();
        boolean quoted = !scanner.atEnd() && scanner.here() == '"';
        String name = quoted ? scanner.phrase() : valueText(written + ":", inSet);
        return new Clause.Missing(required(name, start));
    }

    private Clause comparison(String name, int start) {
        int operatorAt = scanner.position();
        if (name.isEmpty()) {
            throw QueryProblem.FIELD_EXPECTED.at(operatorAt, operatorText());
        }
        QueryField field = required(name, start);
        return compare(field, name);
    }

    private Clause compare(QueryField field, String name) {
        int operatorAt = scanner.position();
        String operator = operator(name);
        if (field.kind() == QueryField.Kind.TEXT || field.kind() == QueryField.Kind.EXACT) {
            throw QueryProblem.NOT_COMPARABLE.at(operatorAt, name);
        }
        scanner.skipBlanks();
        int valueAt = scanner.position();
        return field.kind() == QueryField.Kind.DATE
                ? days.compare(field, operator, valueText(operator, false), valueAt)
                : new Numbers(scanner, field, false).compare(operator);
    }

    private String operator(String name) {
        int at = scanner.position();
        String written = operatorText();
        return switch (written) {
            case "<", "<=", ">", ">=" -> written;
            case "≤" -> "<=";
            case "≥" -> ">=";
            case "=<", "=>" -> {
                String meant = written.equals("=<") ? "<=" : ">=";
                throw QueryProblem.OPERATOR_NEAR.at(at, written, meant).meant(written, meant);
            }
            case "=", "==" ->
                throw QueryProblem.OPERATOR_NEAR.at(at, written, name + ":").meant(written, ":");
            case "!=", "<>", "≠" -> throw QueryProblem.OPERATOR_NEAR.at(at, written, "-" + name + ":");
            default -> throw QueryProblem.OPERATOR_EXPECTED.at(at, written);
        };
    }

    private String operatorText() {
        StringBuilder text = new StringBuilder();
        while (Symbols.isComparison(scanner.here()) || Symbols.isEqualsOrNot(scanner.here(), '=')) {
            text.append(scanner.here());
            scanner.next();
        }
        return text.toString();
    }

    private Clause phrase(QueryField field, String text, int start) {
        if (field.equals(MeasurementField.CHARACTERISTIC.field())) {
            return new Clause.Word(field, whole(field, text, start));
        }
        return new Clause.Phrase(field, text);
    }

    private Clause word(@Nullable QueryField field, String text, int start) {
        int star = -1;
        for (int i = 0; i < text.length() && star < 0; i++) {
            star = Symbols.plain(text.charAt(i)) == '*' ? i : -1;
        }
        if (star < 0) {
            if (!Symbols.hasContent(text) && !MeasurementField.UNIT.field().equals(field)) {
                throw QueryProblem.NOTHING_TO_FIND.at(start, text);
            }
            return new Clause.Word(field, field == null ? text : whole(field, text, start));
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

    private String whole(QueryField field, String text, int start) {
        if (field.kind() != QueryField.Kind.EXACT) {
            return text;
        }
        return fields.value(field, text).orElseThrow(() -> {
            List<String> alternatives = fields.alternatives(field, text);
            return alternatives.isEmpty()
                    ? QueryProblem.UNKNOWN_VALUE.at(start, text, field.name())
                    : QueryProblem.UNKNOWN_VALUE_NEAR.at(start, text, field.name(), String.join(", ", alternatives));
        });
    }

    private QueryField required(String name, int start) {
        return fields.find(name).orElseThrow(() -> unknown(name, start));
    }

    /** A word may begin with one, and is then searched only as it is written. */
    private boolean equalsSignStandsAlone() {
        char next = scanner.ahead(1);
        return scanner.here() == '='
                ? next == '=' || next == '\0' || Symbols.endsWord(next)
                : Symbols.isEqualsOrNot(scanner.here(), next);
    }

    private void requireNoSignFirst() {
        char c = scanner.here();
        if (c == ':' || (c == '=' && scanner.ahead(1) == '=')) {
            throw QueryProblem.FIELD_EXPECTED.at(scanner.position(), scanner.found());
        }
    }

    private QuerySyntaxException unknown(String name, int start) {
        Optional<String> near = fields.nearest(name);
        if (near.isPresent()) {
            QuerySyntaxException problem = QueryProblem.UNKNOWN_FIELD_NEAR.at(start, name, near.get());
            scanner.moveTo(start);
            // A name in quotation marks takes more room than its letters.
            return scanner.here() == '"' ? problem : problem.meant(name, FieldNames.written(near.get()));
        }
        String inside = FieldsOfMeasurement.namesFor(fields);
        return inside == null
                ? QueryProblem.UNKNOWN_FIELD.at(start, name)
                : QueryProblem.UNKNOWN_FIELD_INSIDE.at(start, name, inside);
    }
}
