package io.remoteaudit.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

    private final Catalogue catalogue = Catalogue.standard();

    @Test
    void onlyFiguresReadInTheSourceAreVerified() {
        assertThat(catalogue.limits())
                .isNotEmpty()
                .allSatisfy(limit -> assertThat(limit.verified()).isEqualTo(limit.source() == Source.S));
        assertThat(catalogue.limits().stream().filter(Limit::verified).map(Limit::edition))
                .isNotEmpty()
                .allMatch(edition -> edition.startsWith("42 CFR 84"));
        assertThat(catalogue.editions())
                .allSatisfy(edition -> assertThat(edition.verified()).isEqualTo(edition.source() == Source.S));
    }

    @Test
    void lotJudgedByTheOldMaskStandardKeepsItsEditionWhenTheNewOneComesIntoForce() {
        assertThat(catalogue
                        .editionInForce("GB 19083", LocalDate.of(2025, 11, 30))
                        .map(Edition::id))
                .contains("GB 19083-2010");
        assertThat(catalogue
                        .editionInForce("GB 19083", LocalDate.of(2025, 12, 1))
                        .map(Edition::id))
                .contains("GB 19083-2023");
        Limit old = catalogue.limit("gb-19083-2010-airflow-resistance").orElseThrow();
        Judgement judgement = old.judge(new BigDecimal("343.2"), "Pa");
        assertThat(judgement).isEqualTo(new Judgement("GB 19083-2010", old.id(), true, false));
        assertThat(catalogue.limits("GB 19083-2023", "AIRFLOW-RESISTANCE"))
                .as("no figure of the old edition leaks into the new one")
                .isEmpty();
    }

    @Test
    void unknownFirstDayLeavesTheEditionUndecidedInsteadOfGuessing() {
        LocalDate day = LocalDate.of(2026, 6, 1);
        assertThat(catalogue.editionInForce("EN 14683", day)).isEqualTo(Optional.empty());
        assertThat(catalogue.editionsInForce("EN 14683", day).stream().map(Edition::id))
                .containsExactly("EN 14683:2019+AC", "EN 14683:2025");
    }

    @Test
    void pascalIsNotPascalPerSquareCentimetre() {
        Limit surgical = catalogue.limits("YY 0469-2011", "压力差").get(0);
        Limit singleUse = catalogue.limits("YY/T 0969-2013", "通气阻力").get(0);
        assertThat(surgical.unit()).isEqualTo("Pa");
        assertThatThrownBy(() -> surgical.judge(new BigDecimal("40"), "Pa/cm²"))
                .isInstanceOf(UnitMismatchException.class)
                .hasMessageContaining("RA-0151")
                .hasMessageContaining("YY 0469-2011");
        assertThatThrownBy(() -> singleUse.judge(new BigDecimal("40"), "Pa")).isInstanceOf(UnitMismatchException.class);
        assertThat(singleUse.judge(new BigDecimal("49.0"), "Pa/cm2").conforming())
                .isTrue();
        assertThat(singleUse.judge(new BigDecimal("49.1"), "Pa/cm²").conforming())
                .isFalse();
    }

    @Test
    void typeTwoMaskMustStayBelowFortyNotReachIt() {
        Limit limit =
                catalogue.limit("en-14683-2019-ac-ventilation-resistance-ii").orElseThrow();
        assertThat(limit.judge(new BigDecimal("40"), "Pa/cm²").conforming()).isFalse();
        assertThat(limit.judge(new BigDecimal("39.99"), "Pa/cm²").conforming()).isTrue();
    }

    @Test
    void eightOfTenPersonsDecideOnFit() {
        Limit fit = catalogue.limit("gb-19083-2010-fit-factor").orElseThrow();
        BigDecimal good = new BigDecimal("100");
        BigDecimal bad = new BigDecimal("99.9");
        assertThat(fit.judgeEach(List.of(good, good, good, good, good, good, good, good, bad, bad), "1")
                        .conforming())
                .isTrue();
        assertThat(fit.judgeEach(List.of(good, good, good, good, good, good, good, bad, bad, bad), "1")
                        .conforming())
                .isFalse();
        assertThatThrownBy(() -> fit.judgeEach(List.of(good), "1")).hasMessageContaining("10 results");
    }

    @Test
    void conflictingFiguresAreKeptSideBySideWithANote() {
        assertThat(catalogue.limits("GB 19082-2009", "断裂伸长率"))
                .hasSize(2)
                .allSatisfy(limit -> {
                    assertThat(limit.note()).isNotNull();
                    assertThat(limit.verified()).isFalse();
                })
                .extracting(Limit::value)
                .containsExactly(new BigDecimal("15"), new BigDecimal("30"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BFE", "bfe", "细菌过滤效率", "Bacterial Filtration Efficiency", "细菌过滤率", "ＢＦＥ"})
    void bacterialFiltrationIsFoundByEveryNameItHas(String name) {
        assertThat(catalogue.characteristic(name).map(Characteristic::code)).contains("BFE");
    }

    @Test
    void hostAddsItsOwnStandardWithoutTouchingOurs() {
        Standard own = new Standard("Q/MY 001", new LocalizedText("企业标准", "House standard"));
        Catalogue extended =
                catalogue.toBuilder().version("2026.11+mine").standard(own).build();
        assertThat(extended.standard("Q/MY 001")).contains(own);
        assertThat(catalogue.standard("Q/MY 001")).isEmpty();
        assertThat(extended.recordTypes()).hasSameSizeAs(catalogue.recordTypes());
    }

    @Test
    void sameIdTwiceAndDanglingReferencesAreRefusedByName() {
        Standard ours = catalogue.standard("EN 149").orElseThrow();
        assertThatThrownBy(() -> catalogue.toBuilder().standard(ours))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("EN 149");
        Edition orphan = new Edition("X-1", "X", ours.title(), null, null, Source.M, false, null);
        assertThatThrownBy(() -> catalogue.toBuilder().edition(orphan).build())
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("X-1");
    }
}
