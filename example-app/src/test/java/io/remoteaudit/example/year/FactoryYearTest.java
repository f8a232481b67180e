package io.remoteaudit.example.year;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.example.factory.Judging;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactoryYearTest {

    private final FactoryYear factoryYear = new FactoryYear(new Judging());

    @Test
    void theDefaultYearHasAboutAsManyRecordsAsAskedForAndEveryOddity() {
        Plan plan = factoryYear.plan(20_000, 20251001L);
        assertThat(plan.steps()).hasSizeBetween(19_500, 20_500);
        assertThat(plan.planted()).containsOnlyKeys(Oddity.values());
        assertThat(plan.planted().get(Oddity.SAME_SUPPLIER_LOT)).hasSize(2);
    }

    @Test
    void everythingHappensWithinTheYearAndInOrder() {
        List<Step> steps = factoryYear.plan(3_000, 7).steps();
        assertThat(steps).isSortedAccordingTo((a, b) -> a.at().toInstant().compareTo(b.at().toInstant()));
        assertThat(steps).allSatisfy(step -> {
            LocalDate day = step.at().toLocalDate();
            assertThat(day).isBetween(FactoryYear.FIRST_DAY, FactoryYear.LAST_DAY);
        });
    }

    @Test
    void theSameSeedPlansTheSameYearAndAnotherSeedAnother() {
        assertThat(summary(factoryYear.plan(1_000, 5))).isEqualTo(summary(factoryYear.plan(1_000, 5)));
        assertThat(summary(factoryYear.plan(1_000, 5))).isNotEqualTo(summary(factoryYear.plan(1_000, 6)));
    }

    @Test
    void noRecordsAskedForMeansNoYear() {
        assertThat(factoryYear.plan(0, 5).steps()).isEmpty();
    }

    private static List<String> summary(Plan plan) {
        return plan.steps().stream().map(step -> step.at() + " " + step.no()).toList();
    }
}
