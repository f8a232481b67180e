package io.remoteaudit.search.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.search.QuerySyntaxException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class QueryParserProperties {

    @Property(tries = 2_000)
    void canonicalTextGivesTheSameClauseAgain(@ForAll("clauses") Clause clause) {
        assertThat(TestFields.parse(clause.canonical())).isEqualTo(clause);
    }

    @Property(tries = 2_000)
    void jsonGivesTheSameClauseAgain(@ForAll("clauses") Clause clause) {
        JsonNode json = QueryJson.write(clause);
        assertThat(QueryJson.read(json, TestFields.all())).isEqualTo(clause);
        byte[] text = Json.write(json).getBytes(StandardCharsets.UTF_8);
        assertThat(QueryJson.read(text, TestFields.all())).isEqualTo(clause);
    }

    @Property(tries = 2_000)
    void anyJsonIsUnderstoodOrRefusedAtAPlaceWithinIt(@ForAll("json") JsonNode json) {
        try {
            Clause clause = QueryJson.read(json, TestFields.all());
            assertThat(QueryJson.read(QueryJson.write(clause), TestFields.all()))
                    .isEqualTo(clause);
        } catch (QuerySyntaxException e) {
            assertThat(e.pointer())
                    .hasValueSatisfying(pointer -> assertThat(pointer).matches("|/.*"));
        }
    }

    @Property(tries = 5_000)
    void anyTextIsUnderstoodOrRefusedAtAPlaceWithinIt(@ForAll("texts") String text) {
        long start = System.nanoTime();
        try {
            Clause clause = TestFields.parse(text);
            String canonical = clause.canonical();
            if (canonical.length() <= QueryParser.MAX_LENGTH) {
                assertThat(TestFields.parse(canonical)).isEqualTo(clause);
            }
        } catch (QuerySyntaxException e) {
            assertThat(e.position()).isBetween(0, text.length());
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "(",
                ")",
                "\"",
                "-",
                " ",
                ":",
                "<",
                ">",
                "=",
                "*",
                "..",
                "OR",
                "AND",
                "NOT",
                "title",
                "lots",
                "BFE",
                "occurredAt",
                "2026-04",
                "2026-02-30",
                "95",
                "1e9",
                "合格",
                "：",
                "（",
                "“",
                "≥",
                "\\",
                "\ud83d",
                "\u202e",
                "\u0000",
                "EN149:2001",
                "qty",
                ",",
                "，",
                "missing:",
                "measurement(",
                "verdict:合格",
                "characteristic:BFE",
                "value",
                "late",
                "24h",
                " Pa",
                "压差",
                "%",
                "CFU/100 cm²",
                "g/(m²·d)",
                "today-30d",
                "今年",
                "2026年4月",
                "或",
                "非",
                "!=",
                "==",
                "&&",
                "/",
                ".");
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(600),
                pieces.list().ofMaxSize(60).map(list -> String.join("", list)),
                pieces.list().ofMaxSize(30).map(list -> String.join(" ", list)));
    }

    @Provide
    Arbitrary<Clause> clauses() {
        return Arbitraries.oneOf(simple(), groups(groupMembers(2)));
    }

    @Provide
    Arbitrary<JsonNode> json() {
        Arbitrary<JsonNode> mutated = Combinators.combine(clauses(), member(), value(2))
                .as((clause, name, value) -> {
                    ObjectNode json = QueryJson.write(clause);
                    json.set(name, value);
                    return json;
                });
        return Arbitraries.oneOf(mutated, value(3));
    }

    private static Arbitrary<String> member() {
        return Arbitraries.of(
                "op", "field", "text", "clause", "clauses", "gt", "gte", "lt", "lte", "unit", "from", "to", "a/b");
    }

    private static Arbitrary<JsonNode> value(int depth) {
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                Arbitraries.of(
                                "word",
                                "phrase",
                                "numbers",
                                "days",
                                "and",
                                "not",
                                "measurement",
                                "title",
                                "BFE",
                                "95",
                                "a b")
                        .map(Json::text),
                Arbitraries.strings().ofMaxLength(8).map(Json::text),
                Arbitraries.bigDecimals().map(DecimalNode::valueOf),
                Arbitraries.just(NullNode.getInstance()));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<JsonNode> array = value(depth - 1).list().ofMaxSize(3).map(items -> {
            ArrayNode node = Json.array();
            node.addAll(items);
            return node;
        });
        Arbitrary<JsonNode> object = Arbitraries.maps(member(), value(depth - 1))
                .ofMaxSize(5)
                .map(members -> {
                    ObjectNode node = Json.object();
                    node.setAll(members);
                    return node;
                });
        return Arbitraries.oneOf(leaf, array, object, object);
    }

    private static Arbitrary<Clause> groupMembers(int depth) {
        return depth == 0 ? simple() : Arbitraries.oneOf(simple(), simple(), groups(groupMembers(depth - 1)));
    }

    /** As the parser gives them: no AND directly in an AND, no OR in an OR. */
    private static Arbitrary<Clause> groups(Arbitrary<Clause> members) {
        Arbitrary<List<Clause>> several = members.list().ofMinSize(2).ofMaxSize(3);
        Arbitrary<Clause> and = several.filter(list -> list.stream().noneMatch(Clause.And.class::isInstance))
                .map(Clause.And::new);
        Arbitrary<Clause> or = several.filter(list -> list.stream().noneMatch(Clause.Or.class::isInstance))
                .map(Clause.Or::new);
        return Arbitraries.oneOf(and, or, set(), members.map(Clause.Not::new), insideMeasurement());
    }

    private static Arbitrary<Clause> simple() {
        Arbitrary<String> words =
                Arbitraries.of("合格", "mask", "YY/T", "0469-2011", "EN149:2001", "a.b", "O'Neil", "12:30", "x", "ORder");
        Arbitrary<QueryField> texts = Arbitraries.of(
                RecordField.TITLE.field(),
                RecordField.SITE.field(),
                new QueryField("supplier", QueryField.Origin.ATTRIBUTE, QueryField.Kind.ANY),
                new QueryField("attributes/title", QueryField.Origin.ATTRIBUTE, QueryField.Kind.ANY));
        Arbitrary<String> phrases = Arbitraries.strings()
                .withChars('a', '合', ' ', '"', '\\', '“', ':', '(', '*')
                .ofMaxLength(8)
                .map(text -> text + "x");
        return Arbitraries.oneOf(
                Combinators.combine(texts.injectNull(0.5), words).as(Clause.Word::new),
                Combinators.combine(texts.injectNull(0.5), phrases).as(Clause.Phrase::new),
                Combinators.combine(texts.injectNull(0.5), words).as(Clause.Prefix::new),
                numberRanges("BFE"),
                numberRanges("EO-RESIDUE"),
                numberRanges("late"),
                dateRanges(),
                names("title", "reviewedBy", "BFE", "supplier", "attributes/missing", "room no")
                        .map(Clause.Missing::new));
    }

    private static Arbitrary<QueryField> names(String... names) {
        return Arbitraries.of(names).map(name -> TestFields.all().find(name).orElseThrow());
    }

    private static Arbitrary<Clause> set() {
        Arbitrary<Clause> members = Arbitraries.of("a", "20200415-03", "合格", "x,y", "OR", "或")
                .map(text -> new Clause.Word(RecordField.LOTS.field(), text));
        return members.list().ofMinSize(2).ofMaxSize(4).map(Clause.Or::new);
    }

    private static Arbitrary<Clause> insideMeasurement() {
        QueryFields inside = new FieldsOfMeasurement(TestFields.all());
        Arbitrary<Clause> conditions = Arbitraries.of(
                        "characteristic:BFE",
                        "value<95",
                        "value>0.3 ‰",
                        "result:1..2 %",
                        "result:无",
                        "verdict:nonconforming",
                        "unit:%",
                        "limit>=95 %",
                        "instrument:TSI*",
                        "missing:(value, instrument)",
                        "BFE<95 -verdict:conforming",
                        "characteristic:(BFE, TORQUE)",
                        "standard:\"YY 0469\" OR a")
                .map(text -> QueryParser.parse(text, inside, TestFields.CLOCK));
        return Arbitraries.oneOf(
                        conditions,
                        conditions.list().ofMinSize(2).ofMaxSize(2).map(Clauses::allOf),
                        conditions.list().ofMinSize(2).ofMaxSize(2).map(Clauses::anyOf))
                .map(Clause.SameMeasurement::new);
    }

    private static Arbitrary<Clause> numberRanges(String name) {
        QueryField field = TestFields.all().find(name).orElseThrow();
        Arbitrary<String> units = switch (name) {
            case "BFE" -> Arbitraries.of("%", "‰");
            case "late" -> Arbitraries.of("h", "min", "d");
            default -> Arbitraries.of("µg/g", "mg/g");
        };
        Arbitrary<BigDecimal> numbers = Arbitraries.bigDecimals()
                .between(new BigDecimal("-1000"), new BigDecimal("1000"))
                .ofScale(3)
                .map(n -> n.signum() == 0 ? BigDecimal.ZERO : n.stripTrailingZeros());
        return Combinators.combine(numbers, numbers, Arbitraries.integers().between(0, 5), units.injectNull(0.5))
                .as((a, b, form, unit) -> switch (form) {
                    case 0 -> new Clause.NumberRange(field, a, true, null, false, unit);
                    case 1 -> new Clause.NumberRange(field, a, false, null, false, unit);
                    case 2 -> new Clause.NumberRange(field, null, false, b, true, unit);
                    case 3 -> new Clause.NumberRange(field, null, false, b, false, unit);
                    default -> new Clause.NumberRange(field, a.min(b), true, a.max(b), true, unit);
                });
    }

    private static Arbitrary<Clause> dateRanges() {
        Arbitrary<LocalDate> days = Arbitraries.longs()
                .between(
                        LocalDate.of(1, 1, 1).toEpochDay(),
                        LocalDate.of(9999, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
        QueryField field = RecordField.OCCURRED_AT.field();
        return Combinators.combine(days, days, Arbitraries.integers().between(0, 3))
                .as((a, b, form) -> switch (form) {
                    case 0 -> new Clause.DateRange(field, a, null);
                    case 1 -> new Clause.DateRange(field, null, b.withDayOfMonth(b.lengthOfMonth()));
                    case 2 ->
                        new Clause.DateRange(
                                field,
                                a.withDayOfYear(1),
                                a.withDayOfYear(1).plusYears(1).minusDays(1));
                    default -> a.isAfter(b) ? new Clause.DateRange(field, b, a) : new Clause.DateRange(field, a, b);
                });
    }
}
