package io.remoteaudit.search.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.search.QuerySyntaxException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a query from JSON. What it makes of each object is written as text and read by the parser, so that JSON can say
 * only what text can and every bound and check is the same.
 */
final class QueryJsonReader {

    /** Canonical text is longer than what was typed, since every name is written in full. */
    private static final int LONGEST = 8 * QueryParser.MAX_LENGTH;

    private static final int MAX_DIGITS = 40;
    private static final String ROOT = "";

    private static final Map<String, List<String>> MEMBERS = Map.ofEntries(
            Map.entry("everything", List.of()),
            Map.entry("word", List.of(QueryJson.FIELD, QueryJson.TEXT)),
            Map.entry("phrase", List.of(QueryJson.FIELD, QueryJson.TEXT)),
            Map.entry("prefix", List.of(QueryJson.FIELD, QueryJson.TEXT)),
            Map.entry("numbers", List.of(QueryJson.FIELD, "gt", "gte", "lt", "lte", QueryJson.UNIT)),
            Map.entry("days", List.of(QueryJson.FIELD, QueryJson.FROM, QueryJson.TO)),
            Map.entry("missing", List.of(QueryJson.FIELD)),
            Map.entry("measurement", List.of(QueryJson.CLAUSE)),
            Map.entry("not", List.of(QueryJson.CLAUSE)),
            Map.entry("and", List.of(QueryJson.CLAUSES)),
            Map.entry("or", List.of(QueryJson.CLAUSES)));

    private static final String OPS =
            "word, phrase, prefix, numbers, days, missing, measurement, not, and, or, everything";

    private final QueryFields fields;
    private final boolean insideMeasurement;
    private final Days days = new Days(Clock.systemUTC());

    QueryJsonReader(QueryFields fields) {
        this(fields, false);
    }

    private QueryJsonReader(QueryFields fields, boolean insideMeasurement) {
        this.fields = fields;
        this.insideMeasurement = insideMeasurement;
    }

    Clause query(JsonNode json) {
        if (json.isObject() && json.path(QueryJson.OP).asText().equals("everything")) {
            requireMembers(json, ROOT, "everything");
            return new Clause.Everything();
        }
        Clause clause = clause(json, ROOT);
        if (!parsed(clause, ROOT).equals(clause)) {
            throw QueryProblem.JSON_UNSAYABLE.at(ROOT, clause.canonical());
        }
        return clause;
    }

    private Clause clause(JsonNode json, String at) {
        if (!json.isObject()) {
            throw QueryProblem.JSON_OBJECT_EXPECTED.at(at, kind(json));
        }
        String op =
                json.path(QueryJson.OP).isTextual() ? json.path(QueryJson.OP).textValue() : "";
        if (!MEMBERS.containsKey(op) || op.equals("everything")) {
            throw QueryProblem.JSON_OP_EXPECTED.at(at + "/" + QueryJson.OP, op, OPS);
        }
        requireMembers(json, at, op);
        return switch (op) {
            case "and" -> Clauses.allOf(clauses(json, at));
            case "or" -> Clauses.anyOf(clauses(json, at));
            case "not" -> new Clause.Not(clause(member(json, at, QueryJson.CLAUSE), at + "/" + QueryJson.CLAUSE));
            case "measurement" -> measurement(json, at);
            default -> condition(json, at, op);
        };
    }

    private List<Clause> clauses(JsonNode json, String at) {
        JsonNode list = member(json, at, QueryJson.CLAUSES);
        String place = at + "/" + QueryJson.CLAUSES;
        if (!list.isArray() || list.size() < 2) {
            throw QueryProblem.JSON_LIST_EXPECTED.at(place);
        }
        if (list.size() > QueryParser.MAX_CLAUSES) {
            throw QueryProblem.TOO_MANY_CLAUSES.at(place, QueryParser.MAX_CLAUSES);
        }
        List<Clause> clauses = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            clauses.add(clause(list.get(i), place + "/" + i));
        }
        return clauses;
    }

    private Clause measurement(JsonNode json, String at) {
        if (insideMeasurement) {
            throw QueryProblem.NESTED_MEASUREMENT.at(at);
        }
        QueryField measurements = RecordField.MEASUREMENTS.field();
        String name = measurements.name();
        if (fields.find(name).filter(measurements::equals).isEmpty()) {
            throw QueryProblem.UNKNOWN_FIELD.at(at, name);
        }
        QueryJsonReader inside = new QueryJsonReader(new FieldsOfMeasurement(fields), true);
        return new Clause.SameMeasurement(
                inside.clause(member(json, at, QueryJson.CLAUSE), at + "/" + QueryJson.CLAUSE));
    }

    private Clause condition(JsonNode json, String at, String op) {
        Clause clause = switch (op) {
            case "word" -> new Clause.Word(optionalField(json, at), text(json, at, QueryJson.TEXT));
            case "phrase" -> new Clause.Phrase(optionalField(json, at), text(json, at, QueryJson.TEXT));
            case "prefix" -> new Clause.Prefix(optionalField(json, at), text(json, at, QueryJson.TEXT));
            case "numbers" -> numbers(json, at);
            case "days" -> days(json, at);
            default -> new Clause.Missing(field(json, at));
        };
        Clause said = parsed(clause, at);
        if (!isSame(clause, said)) {
            throw QueryProblem.JSON_UNSAYABLE.at(at, clause.canonical());
        }
        return said;
    }

    /** Reading may give a value, a number or a unit its usual form, but may not make anything else of the clause. */
    private static boolean isSame(Clause clause, Clause said) {
        if (clause instanceof Clause.Word word && word.field() != null && said instanceof Clause.Word other) {
            return word.field().equals(other.field())
                    && (word.field().kind() == QueryField.Kind.EXACT || word.equals(other));
        }
        if (clause instanceof Clause.NumberRange range && said instanceof Clause.NumberRange other) {
            return range.field().equals(other.field())
                    && range.lowIncluded() == other.lowIncluded()
                    && range.highIncluded() == other.highIncluded();
        }
        return said.equals(clause);
    }

    private Clause parsed(Clause clause, String at) {
        try {
            return QueryParser.parse(clause.canonical(), fields, days, LONGEST);
        } catch (QuerySyntaxException e) {
            throw e.at(at);
        }
    }

    private Clause numbers(JsonNode json, String at) {
        QueryField field = field(json, at);
        if (field.kind() != QueryField.Kind.NUMBER && field.kind() != QueryField.Kind.ANY) {
            throw QueryProblem.NOT_COMPARABLE.at(at + "/" + QueryJson.FIELD, field.name());
        }
        boolean lowIncluded = json.has("gte");
        boolean highIncluded = json.has("lte");
        BigDecimal low = number(json, at, lowIncluded ? "gte" : "gt");
        BigDecimal high = number(json, at, highIncluded ? "lte" : "lt");
        boolean twice = (lowIncluded && json.has("gt")) || (highIncluded && json.has("lt"));
        boolean openBetween = low != null && high != null && !(lowIncluded && highIncluded);
        if (twice || openBetween || (low == null && high == null)) {
            throw QueryProblem.JSON_BOUNDS_EXPECTED.at(at);
        }
        String unit = json.has(QueryJson.UNIT) ? text(json, at, QueryJson.UNIT) : null;
        return new Clause.NumberRange(field, low, lowIncluded, high, highIncluded, unit);
    }

    private static @Nullable BigDecimal number(JsonNode json, String at, String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return null;
        }
        Optional<BigDecimal> number = Optional.empty();
        if (value.isTextual()) {
            number = Numbers.of(value.textValue());
        } else if (value.isNumber()) {
            BigDecimal decimal = value.decimalValue();
            if (decimal.precision() <= MAX_DIGITS && Math.abs(decimal.scale()) <= MAX_DIGITS) {
                number = Numbers.of(decimal.toPlainString());
            }
        }
        return number.orElseThrow(() -> QueryProblem.NUMBER_EXPECTED.at(at + "/" + name, shown(value)));
    }

    private Clause days(JsonNode json, String at) {
        QueryField field = field(json, at);
        if (field.kind() != QueryField.Kind.DATE) {
            throw QueryProblem.NOT_COMPARABLE.at(at + "/" + QueryJson.FIELD, field.name());
        }
        LocalDate from = day(json, at, QueryJson.FROM);
        LocalDate to = day(json, at, QueryJson.TO);
        if (from == null && to == null) {
            throw QueryProblem.JSON_BOUNDS_EXPECTED.at(at);
        }
        return new Clause.DateRange(field, from, to);
    }

    private static @Nullable LocalDate day(JsonNode json, String at, String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return null;
        }
        try {
            return LocalDate.parse(value.isTextual() ? value.textValue() : "");
        } catch (DateTimeException e) {
            throw QueryProblem.DATE_EXPECTED.at(at + "/" + name, shown(value));
        }
    }

    private @Nullable QueryField optionalField(JsonNode json, String at) {
        return json.has(QueryJson.FIELD) ? field(json, at) : null;
    }

    private QueryField field(JsonNode json, String at) {
        String name = text(json, at, QueryJson.FIELD);
        String place = at + "/" + QueryJson.FIELD;
        return fields.find(name)
                .orElseThrow(() -> fields.nearest(name)
                        .map(near -> QueryProblem.UNKNOWN_FIELD_NEAR.at(place, name, near))
                        .orElseGet(() -> QueryProblem.UNKNOWN_FIELD.at(place, name)));
    }

    private static String text(JsonNode json, String at, String name) {
        JsonNode value = member(json, at, name);
        if (!value.isTextual()) {
            throw QueryProblem.JSON_TEXT_EXPECTED.at(at + "/" + name, kind(value));
        }
        return value.textValue();
    }

    private static JsonNode member(JsonNode json, String at, String name) {
        JsonNode value = json.get(name);
        if (value == null) {
            throw QueryProblem.JSON_MEMBER_MISSING.at(at, name);
        }
        return value;
    }

    private static void requireMembers(JsonNode json, String at, String op) {
        List<String> known = MEMBERS.getOrDefault(op, List.of());
        Iterator<String> names = json.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!name.equals(QueryJson.OP) && !known.contains(name)) {
                String pointer = at + "/" + name.replace("~", "~0").replace("/", "~1");
                throw QueryProblem.JSON_UNKNOWN_MEMBER.at(pointer, name, op, String.join(", ", known));
            }
        }
    }

    private static String kind(JsonNode json) {
        return json.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static String shown(JsonNode value) {
        return value.isTextual() ? value.textValue() : kind(value);
    }
}
