package io.remoteaudit.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

    /** Dimensions of plain numbers, which differ in what they mean but have no unit to tell them apart by. */
    private static final Set<String> NUMBERS = Set.of("count", "grade", "class", "index", "log ratio");

    @Test
    void everyUnitOfTheCatalogueIsKnownAndOfItsCharacteristicsDimension() {
        for (Characteristic characteristic : Catalogue.standard().characteristics()) {
            for (String unit : characteristic.units()) {
                Unit known = Units.find(unit).orElseThrow(() -> new AssertionError(unit));
                String expected = NUMBERS.contains(characteristic.dimension()) ? "ratio" : characteristic.dimension();
                assertThat(known.dimension().wireName())
                        .as(characteristic.code())
                        .startsWith(expected);
            }
        }
        for (Limit limit : Catalogue.standard().limits("yy-0469-2011", "BFE")) {
            assertThat(Units.find(limit.unit())).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "49 | Pa | 0.49 | mbar",
                "16.0 | kPa | 16000 | Pa",
                "35 | mmH2O | 343.23275 | Pa",
                "10 | cmH2O | 980.665 | Pa",
                "120 | mmHg | 15.9986864898 | kPa",
                "1.67 | kPa | 16.7 | hPa",
                "95 | % | 0.95 | 1",
                "5 | mmH2O/cm² | 49.03325 | Pa/cm2",
                "8.0 | cm | 80 | mm",
                "30 | 分钟 | 0.5 | h",
                "7 | 天 | 168 | 小时",
                "25 | ℃ | 298.15 | K",
                "98.6 | °F | 37 | 摄氏度",
                "10 | µg/g | 10 | ppm",
                "10 | mg/kg | 0.01 | mg/g",
                "30 | mL/min | 0.03 | L/min",
                "2500 | g/(m²·d) | 2500 | g/m2/24h",
                "300 | CFU/100 cm² | 3 | CFU/cm2",
                "0.6 | µC | 600 | nC",
                "25 | kGy | 2.5 | Mrad",
                "1.5 | N/15mm | 100 | N/m",
            })
    void sameQuantityInTwoUnitsIsExactlyTheSameInTheBaseUnit(
            BigDecimal value, String unit, BigDecimal other, String otherUnit) {
        assertThat(Units.toBase(value, unit).orElseThrow())
                .isEqualByComparingTo(Units.toBase(other, otherUnit).orElseThrow());
        assertThat(Units.find(unit).orElseThrow().dimension())
                .isEqualTo(Units.find(otherUnit).orElseThrow().dimension());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Pa/cm2 | Pa/cm²",
                "Pa/cm^2 | Pa/cm²",
                "ＰＡ／ｃｍ２ | Pa/cm²",
                "pa | Pa",
                "KPA | kPa",
                "帕 | Pa",
                "千帕 | kPa",
                "毫米汞柱 | mmHg",
                "mm Hg | mmHg",
                "mmH₂O | mmH2O",
                "ug/g | µg/g",
                "μg/g | µg/g",
                "cfu/g | CFU/g",
                "CFU/100cm2 | CFU/100 cm²",
                "％ | %",
                "㎜ | mm",
                "㎡ | m²",
                "g/(m²⋅24h) | g/(m²·d)",
                "ml/min | mL/min",
                "个 | 1",
                "MPa | MPa",
                "mPa | mPa",
            })
    void unitIsFoundInEverySpelling(String spelling, String symbol) {
        assertThat(Units.find(spelling).map(Unit::symbol).orElse(null)).isEqualTo(symbol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "foo", "MPA", "mpa", "Pa/", "合格", "PaPaPaPaPaPaPaPaPaPaPaPaPaPa", "\u0000", "\ud83d"})
    void whatIsNoUnitOrCouldBeTwoIsNotGuessed(String text) {
        assertThat(Units.find(text)).isEmpty();
        assertThat(Units.toBase(BigDecimal.ONE, text)).isEmpty();
    }

    @Test
    void everyDimensionHasAUnit() {
        assertThat(Units.all()).extracting(Unit::dimension).contains(Dimension.values());
    }
}
