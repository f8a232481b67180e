package io.remoteaudit.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

    private static final Row ROW = Row.of(Map.ofEntries(
            Map.entry("No", "17"),
            Map.entry("lot", " mb-20260401-03 "),
            Map.entry("批号", "A;B ; C"),
            Map.entry("Test Date", "2026/4/5 8:05"),
            Map.entry("tested_at", "2026-04-15T16:30"),
            Map.entry("with_offset", "2026-04-15 16:30:00.250+08:00"),
            Map.entry("german", "1.234,50"),
            Map.entry("value", "98.70 %"),
            Map.entry("bfe", "98.70"),
            Map.entry("result", "OK"),
            Map.entry("blank", "  "),
            Map.entry("empty", "")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'IQC-' + no                                           | IQC-17
            'it''s ' + NO                                         | it's 17
            upper(trim(lot))                                      | MB-20260401-03
            lower('ABC')                                          | abc
            part(trim(lot), '-', 2)                               | 20260401
            part(trim(lot), '-', 9)                               |
            default(empty, blank, result)                         | OK
            default(nothing, 'x')                                 | x
            'a' + nothing                                         |
            map(result, 'OK', 'accepted', 'NG', 'rejected')       | accepted
            map(no, 'OK', 'accepted', 'other')                    | other
            map(nothing, 'OK', 'accepted')                        |
            if(result = 'OK' and bfe >= 95, 'yes', 'no')          | yes
            if(result != 'OK' or bfe < 95, 'yes', 'no')           | no
            if(result = 'NG' or bfe > 9 and no = '17', 'y', 'n')  | y
            if(present(blank), 'yes', 'no')                       | no
            if(absent(nothing), 'yes', 'no')                      | yes
            if(nothing < 5, 'yes', 'no')                          | no
            number(german, ',', '.')                              | 1234.50
            number(bfe)                                           | 98.70
            amount(value)                                         | 98.70
            unit(value)                                           | %
            unit(bfe)                                             |
            date("test date", 'yyyy/M/d H:mm')                    | 2026-04-05
            date(tested_at)                                       | 2026-04-15
            time("Test Date", 'yyyy/M/d H:mm', 'Asia/Shanghai')   | 2026-04-05T08:05:00+08:00
            time(tested_at, '+01:00')                             | 2026-04-15T16:30:00+01:00
            time(with_offset)                                     | 2026-04-15T16:30:00.25+08:00
            trim(blank)                                           |
            12.50                                                 | 12.50
            ('a' + ('b' + 'c'))                                   | abc
            """)
    void textIsMadeOfTheRowsColumns(String expression, String text) {
        assertThat(Expression.parse("title", expression).evaluate(ROW)).isEqualTo(text);
    }

    @Test
    void splitGivesEachPartThatIsNotBlank() {
        assertThat(Expression.parse("lots", "split(批号, ';')").evaluateAll(ROW)).containsExactly("A", "B", "C");
        assertThat(Expression.parse("lots", "split(nothing, ';')").evaluateAll(ROW))
                .isEmpty();
        assertThatThrownBy(() -> Expression.parse("title", "split(批号, ';')").evaluate(ROW))
                .isInstanceOf(RowFault.class)
                .hasMessageContaining("several values");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                          | position 1: expected a column
            'IQC-                       | position 1: expected the closing '
            'IQC-' + + no               | position 10: expected a column
            no lot                      | position 4: expected + or the end, found 'l'
            trim(no                     | position 8: expected ), found the end
            trom(no)                    | position 1: expected a function, that is trim, upper
            if(no, 'a', 'b')            | position 6: expected a comparison
            map(no)                     | expected pairs of texts
            map(no, lot, 'x')           | position 9: expected a text in quotes, which is looked up
            map(no, 'a', 'x', 'a', 'y') | position 19: 'a' is looked up twice
            date(no, 'yyyy-bb')         | position 10: expected a pattern
            time(no, 'Mars')            | position 10: expected a zone
            part(no, '-', 0)            | position 15: expected a part's number
            part(no, '', 1)             | expected a separator that is not empty
            'a' + split(no, ';')        | split makes several values
            trim(split(no, ';'))        | split makes several values
            number(no, 'x')             | expected the decimal sign
            number(no, ',', ',')        | expected two different signs
            no; DROP TABLE x            | position 3: expected + or the end
            ""                          | expected the name of a column
            """)
    void faultNamesItsPositionAndWhatWasExpected(String expression, String message) {
        assertThatThrownBy(() -> Expression.parse("title", expression))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("RA-1001")
                .hasMessageContaining("'title'")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            number(result)                                       | 'OK' is not a number
            number('1,5', '.', ',')                              | '1,5' is not a number
            number('1.5', ',')                                   | '1.5' is not a number
            amount(result)                                       | is not a number
            date('2026-02-30', 'yyyy-MM-dd')                     | is not a date of the pattern given
            date('30.02.2026')                                   | is not a date in ISO 8601
            time(tested_at)                                      | has no zone
            time('2026-03-29T02:30', 'Europe/Berlin')            | does not exist in Europe/Berlin
            map(no, 'OK', 'accepted')                            | '17' is none of the values of its lookup: OK
            """)
    void rowThatDoesNotFitIsRefusedWithTheFieldAndTheReason(String expression, String message) {
        assertThatThrownBy(() -> Expression.parse("occurred-at", expression).evaluate(ROW))
                .isInstanceOf(RowFault.class)
                .hasMessageStartingWith("occurred-at: ")
                .hasMessageContaining(message);
    }

    @Test
    void nestingAndLengthAreBounded() {
        String deep = "(".repeat(40) + "'a'" + ")".repeat(40);
        assertThatThrownBy(() -> Expression.parse("title", deep)).hasMessageContaining("nested deeper than 32");
        String conditions = "if(absent(".repeat(40);
        assertThatThrownBy(() -> Expression.parse("title", conditions)).hasMessageContaining("nested deeper");
        assertThatThrownBy(() -> Expression.parse("title", "'" + "a".repeat(9_000) + "'"))
                .hasMessageContaining("at most 8000 characters");
        Row wide = Row.of(Map.of("a", "x".repeat(15_000)));
        assertThatThrownBy(() -> Expression.parse("title", "a + a").evaluate(wide))
                .isInstanceOf(RowFault.class)
                .hasMessageContaining("longer than");
    }
}
