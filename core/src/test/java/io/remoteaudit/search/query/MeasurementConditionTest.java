package io.remoteaudit.search.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.record.LimitReference;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Verdict;
import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.standard.Catalogue;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementConditionTest {

    private static final Measurement BFE = Measurement.of("BFE")
            .results("98.7", "94.2")
            .unit("%")
            .value("min", new BigDecimal("94.2"))
            .limit(LimitReference.of(">=", "95"))
            .verdict(Verdict.NONCONFORMING)
            .standard("YY 0469-2011")
            .method("附录B")
            .instrument("TSI-8130")
            .build();
    private static final Measurement PRESSURE = Measurement.of("PRESSURE-DIFFERENCE")
            .results("0.49")
            .unit("mbar")
            .verdict(Verdict.CONFORMING)
            .build();
    private static final Measurement BIOBURDEN =
            Measurement.of("BIOBURDEN").results("20").unit("CFU/100 cm²").build();
    private static final Measurement BLOOD =
            Measurement.of("BLOOD-PENETRATION").observations("无渗透", "none").build();
    private static final Measurement TORQUE =
            Measurement.of("TORQUE").results("3").unit("kPa").build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "characteristic:BFE value<95 verdict:不合格 | true",
                "检验项目：细菌过滤效率 结果值<95 判定：不合格 | true",
                "BFE<95 verdict:合格 | false",
                "BFE>98 | true",
                "value>98 | false",
                "result>98 | true",
                "result:98.70 | true",
                "value:94.2 % | true",
                "value<95 Pa | false",
                "characteristic:BFE value<950 ‰ | true",
                "limit>=95 | true",
                "limit<95 | false",
                "unit:% | true",
                "unit:‰ | false",
                "standard:0469 OR standard:19083 | true",
                "instrument:TSI* method:附录B | true",
                "-instrument:TSI* | false",
                "TSI-8130 | true",
                "missing:limit | false",
                "missing:(limit, instrument) | false",
                "characteristic:(PFE, BFE) | true",
                "characteristic:B* | true",
                "verdict:(合格, 未判定) | false",
            })
    void conditionHoldsForOneMeasurementAsAWhole(String inner, boolean holds) {
        assertThat(condition(inner).matches(BFE)).isEqualTo(holds);
    }

    @Test
    void numbersAreComparedInAnyUnitOfTheirDimension() {
        assertThat(condition("压差<=49 Pa").matches(PRESSURE)).isTrue();
        assertThat(condition("压差<49 Pa").matches(PRESSURE)).isFalse();
        assertThat(condition("压差:49").matches(PRESSURE)).isTrue();
        assertThat(condition("value:49").matches(PRESSURE)).isFalse();
        assertThat(condition("result:0.049 kPa").matches(PRESSURE)).isTrue();
        assertThat(condition("BIOBURDEN<=30").matches(BIOBURDEN)).isFalse();
        assertThat(condition("BIOBURDEN<=30 CFU/100 cm²").matches(BIOBURDEN)).isTrue();
        assertThat(condition("unit:CFU/dm2").matches(BIOBURDEN)).isTrue();
    }

    @Test
    void characteristicOutsideTheCatalogueIsComparedAsWrittenOrInTheUnitAskedFor() {
        assertThat(condition("TORQUE:3").matches(TORQUE)).isTrue();
        assertThat(condition("characteristic:TORQUE result:3000 Pa").matches(TORQUE))
                .isTrue();
        assertThat(condition("characteristic:TORQUE result>=3000 Pa").matches(TORQUE))
                .isTrue();
        assertThat(condition("characteristic:TORQUE result>=3 N").matches(TORQUE))
                .isFalse();
    }

    @Test
    void observationsAreResultsAsWell() {
        assertThat(condition("result:无渗透").matches(BLOOD)).isTrue();
        assertThat(condition("result:渗透 missing:value").matches(BLOOD)).isTrue();
        assertThat(condition("missing:result").matches(BLOOD)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "characteristic:BFE value<95 verdict:不合格 | characteristic:BFE BFE<=95 verdict:nonconforming",
                "BFE<95 verdict:合格 | BFE<=95",
                "压差>0.5 mbar | PRESSURE-DIFFERENCE>=0.5 mbar",
                "value<95 | ~~",
                "-BFE<95 | ~~",
                "missing:instrument | ~~",
                "characteristic:TORQUE value>3 N | characteristic:TORQUE",
                "instrument:TSI* standard:0469 | instrument:TSI* measurements:0469",
                "BFE<95 OR verdict:不合格 | BFE<=95 OR verdict:nonconforming",
                "BFE<95 OR verdict:合格 | ~~",
                "characteristic:BFE (value<90 OR result<90) | characteristic:BFE (BFE:(..90, ..90))",
                "result:无 | measurements:无",
            })
    void recordsWithoutWhatIsNecessaryNeedNotBeLookedInto(String inner, String necessary) {
        String canonical = condition(inner).necessary().canonical();
        assertThat(canonical).isEqualTo(TestFields.parse(necessary).canonical());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "measurement(lots:x) | 12 | expected a characteristic or one of",
                "measurement(valeu<5) | 12 | did you mean 'value'",
                "measurement(measurement(a)) | 12 | inside another",
                "measurement() | 12 | Found ')'",
                "measurement(characteristic:XYZ) | 27 | no value that 'characteristic' takes",
                "measurement(verdict:好) | 20 | conforming, nonconforming, not-judged",
                "measurement(value<95 | 11 | not closed",
                "a measurement(characteristic:BFE (value<95 Pa OR result<9)) | 2 | 'Pa' is a unit of pressure, but BFE",
            })
    void whatCannotBeAskedOfAMeasurementIsRefused(String query, int position, String text) {
        assertThatThrownBy(() -> TestFields.parse(query)).isInstanceOfSatisfying(QuerySyntaxException.class, e -> {
            assertThat(e.position()).isEqualTo(position);
            assertThat(e.detail(Locale.ENGLISH)).contains(text);
        });
    }

    private static MeasurementCondition condition(String inner) {
        Clause clause = TestFields.parse("measurement(" + inner + ")");
        assertThat(TestFields.parse(clause.canonical())).isEqualTo(clause);
        return MeasurementCondition.of(
                (Clause.SameMeasurement) clause, Catalogue.standard(), MeasurementConditionTest::contains);
    }

    private static Predicate<String> contains(Clause clause) {
        String text = clause instanceof Clause.Word word
                ? word.text()
                : clause instanceof Clause.Phrase phrase ? phrase.text() : ((Clause.Prefix) clause).text();
        return value -> value.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
}
