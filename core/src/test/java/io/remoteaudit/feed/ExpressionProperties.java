package io.remoteaudit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

/** The parser takes whatever people write: it gives a text, or a fault with a place, and always ends. */
class ExpressionProperties {

    @Property(tries = 2_000)
    void anyTextIsReadOrRefusedWithItsPlace(@ForAll("scraps") String text) {
        Row row = Row.of(Map.of("no", "17", "lot", "MB-1; MB-2"));
        try {
            Expression.parse("title", text).evaluateAll(row);
        } catch (MappingException fault) {
            assertThat(fault.getMessage()).startsWith("RA-1001").containsPattern("position [0-9]+: ");
        } catch (RowFault fault) {
            assertThat(fault.reason().zh()).startsWith("title：");
        }
    }

    @Property
    void quotedTextStandsForItself(@ForAll @StringLength(min = 1, max = 60) String text) {
        assertThat(Expression.parse("title", "'" + text.replace("'", "''") + "'")
                        .evaluate(Row.of(Map.of())))
                .isEqualTo(text);
    }

    @Property
    void quotedColumnIsFoundByAnyName(@ForAll @StringLength(min = 1, max = 30) String name) {
        if (!name.isBlank()) {
            Row row = Row.of(Map.of(name, "value"));
            assertThat(Expression.parse("title", "\"" + name.replace("\"", "\"\"") + "\"")
                            .evaluate(row))
                    .isEqualTo("value");
        }
    }

    @Property
    void concatenationIsTheTextsOneAfterTheOther(
            @ForAll @StringLength(max = 20) String left, @ForAll("word") String right) {
        String quoted = "'" + left.replace("'", "''") + "'";
        assertThat(Expression.parse("title", quoted + " + '" + right + "'").evaluate(Row.of(Map.of())))
                .isEqualTo(left + right);
    }

    @Property
    void keyOfARowCanBeTakenApartAgain(
            @ForAll @StringLength(max = 40) String one, @ForAll @StringLength(max = 40) String other) {
        SqlValue first = new SqlValue(SqlValue.Kind.TEXT, one);
        SqlValue second = new SqlValue(SqlValue.Kind.OTHER, other);
        assertThat(RowKey.parts(RowKey.of(java.util.Arrays.asList(first, null, second)))
                        .orElseThrow())
                .containsExactly(first, null, second);
    }

    @Provide
    Arbitrary<String> word() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(10);
    }

    /** Pieces of the language in any order, which reach further into the parser than any letters would. */
    @Provide
    Arbitrary<String> scraps() {
        Arbitrary<String> scrap = Arbitraries.of(
                "no",
                "lot",
                "'a'",
                "\"no\"",
                "+",
                "(",
                ")",
                ",",
                "=",
                "!=",
                ">=",
                "if(",
                "map(",
                "split(",
                "trim(",
                "default(",
                "number(",
                "time(",
                "date(",
                "part(",
                "unit(",
                "amount(",
                "present(",
                "and",
                "or",
                " ",
                "'",
                "'-'",
                "1",
                "批号",
                "'Asia/Shanghai'",
                "😀",
                "\\");
        return Combinators.combine(
                        scrap.list().ofMaxSize(12), Arbitraries.strings().ofMaxLength(3))
                .as((scraps, tail) -> String.join("", scraps) + tail);
    }
}
