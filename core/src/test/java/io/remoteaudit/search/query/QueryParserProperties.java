package io.remoteaudit.search.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.search.QuerySyntaxException;
import java.math.BigDecimal;
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
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
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
        return Arbitraries.oneOf(and, or, members.map(Clause.Not::new));
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
                numberRanges(),
                dateRanges());
    }

    private static Arbitrary<Clause> numberRanges() {
        QueryField field = TestFields.all().find("BFE").orElseThrow();
        Arbitrary<BigDecimal> numbers = Arbitraries.bigDecimals()
                .between(new BigDecimal("-1000"), new BigDecimal("1000"))
                .ofScale(3)
                .map(n -> n.signum() == 0 ? BigDecimal.ZERO : n.stripTrailingZeros());
        return Combinators.combine(numbers, numbers, Arbitraries.integers().between(0, 5))
                .as((a, b, form) -> switch (form) {
                    case 0 -> new Clause.NumberRange(field, a, true, null, false, null);
                    case 1 -> new Clause.NumberRange(field, a, false, null, false, null);
                    case 2 -> new Clause.NumberRange(field, null, false, b, true, null);
                    case 3 -> new Clause.NumberRange(field, null, false, b, false, null);
                    default -> new Clause.NumberRange(field, a.min(b), true, a.max(b), true, null);
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
