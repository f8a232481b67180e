package io.remoteaudit.search.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredScaleTest {

    private static final List<String> PRESSURE = List.of("Pa", "mbar");
    private static final List<String> BIOBURDEN = List.of("cfu/g", "CFU/100 cm²");
    private static final List<String> OF_A_HOST = List.of("fpm", "strokes");

    @Test
    void valuesOfOneDimensionAreOnOneScaleWhateverTheirUnit() {
        assertThat(inBase(PRESSURE, "0.49", "mbar")).isEqualByComparingTo(inBase(PRESSURE, "49", null));
        assertThat(inBase(PRESSURE, "49", " ")).isEqualByComparingTo(inBase(PRESSURE, "0.049", "千帕"));
        assertThat(name(PRESSURE, "kPa")).isEmpty();
    }

    @Test
    void valuesThatCannotBeComparedAreOnTwoScales() {
        assertThat(name(PRESSURE, "Pa/cm²")).isEqualTo("pressure per area");
        assertThat(name(BIOBURDEN, "CFU/g")).isEmpty();
        assertThat(name(BIOBURDEN, "CFU/cm²")).isEqualTo(name(BIOBURDEN, "CFU/100 cm²"));
        assertThat(name(BIOBURDEN, "CFU/100 cm²")).isEqualTo("colonies per area");
    }

    @Test
    void unitThatOnlyTheHostsCatalogueKnowsIsItsOwnScale() {
        assertThat(name(OF_A_HOST, "fpm")).isEmpty();
        assertThat(name(OF_A_HOST, "strokes")).isEqualTo("strokes");
        assertThat(inBase(OF_A_HOST, "7", "fpm")).isEqualByComparingTo("7");
        assertThat(inBase(OF_A_HOST, "7", null)).isEqualByComparingTo("7");
        assertThat(MeasuredScale.of(OF_A_HOST, "furlong")).isEmpty();
        assertThat(MeasuredScale.of(PRESSURE, "furlong")).isEmpty();
    }

    @Test
    void valuesOfACharacteristicOutsideTheCatalogueAreComparedAsTheyAreWritten() {
        assertThat(inBase(List.of(), "7", "kPa")).isEqualByComparingTo("7");
        assertThat(inBase(List.of(), "7", "furlong")).isEqualByComparingTo("7");
    }

    private static BigDecimal inBase(List<String> units, String value, String unit) {
        return MeasuredScale.of(units, unit).orElseThrow().toBase(new BigDecimal(value));
    }

    private static String name(List<String> units, String unit) {
        return MeasuredScale.of(units, unit).orElseThrow().name();
    }
}
