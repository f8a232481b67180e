package io.remoteaudit.example.year;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import io.remoteaudit.example.factory.ProductTests;
import io.remoteaudit.example.factory.Requirement;
import io.remoteaudit.example.factory.Site;
import io.remoteaudit.example.inspection.MicrobialTest;
import io.remoteaudit.example.sterilization.BiologicalIndicator;
import io.remoteaudit.example.sterilization.Cycle;
import io.remoteaudit.example.sterilization.EoResidue;
import io.remoteaudit.example.sterilization.SealTest;
import io.remoteaudit.example.year.Staff.Role;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Person;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** How lots are sterilized together, and the results that come a week and two weeks later. */
final class Sterilizing {

    /** After this many days the sterility test has been read. */
    static final int STERILITY_DAYS = 14;

    private static final int AIRING_DAYS = 7;
    private static final int LOAD = 3;

    private final Plan plan;
    private final Chance chance;
    private final Targets targets;

    Sterilizing(Plan plan, Chance chance, Targets targets) {
        this.plan = plan;
        this.chance = chance;
        this.targets = targets;
    }

    /** Lots of one product and site that go into the chamber together, and when. */
    record Load(List<ProductLot> lots, LocalDate day) {}

    /** Puts lots together that were finished within a few days of each other. */
    static List<Load> loads(List<ProductLot> lots) {
        List<Load> loads = new ArrayList<>();
        for (Site site : Site.values()) {
            for (Product product : Product.values()) {
                List<ProductLot> waiting = new ArrayList<>();
                for (ProductLot lot : lots) {
                    if (lot.site() == site && lot.product() == product) {
                        if (!waiting.isEmpty()
                                && (waiting.size() == LOAD
                                        || lot.day()
                                                .isAfter(waiting.get(0).day().plusDays(3)))) {
                            loads.add(load(waiting));
                            waiting.clear();
                        }
                        waiting.add(lot);
                    }
                }
                if (!waiting.isEmpty()) {
                    loads.add(load(waiting));
                }
            }
        }
        return loads;
    }

    private static Load load(List<ProductLot> lots) {
        return new Load(List.copyOf(lots), lots.get(lots.size() - 1).day().plusDays(3));
    }

    /** Sterilizes a load and waits for all its results. */
    void sterilize(Load load) {
        ProductLot first = load.lots().get(0);
        Site site = first.site();
        Product product = first.product();
        List<String> lots = load.lots().stream().map(ProductLot::no).toList();
        boolean untrained =
                load.lots().stream().anyMatch(lot -> lot.index() == targets.untrainedSterilizer() && site == Site.XT);
        Person sterilizer = untrained
                ? Staff.person(Role.STERILIZER, site, Background.UNTRAINED)
                : Staff.person(Role.STERILIZER, site, chance.between(0, Background.UNTRAINED - 1));
        Person supervisor = Staff.any(Role.SUPERVISOR, site, chance);
        Entry run = plan.entry("EO", site, sterilizer, supervisor, Plan.time(load.day(), 20, chance.between(0, 59)));
        if (untrained) {
            plan.plant(Oddity.UNTRAINED_STERILIZER, run.no(), sterilizer.name());
        }
        Cycle cycle = new Cycle(
                run,
                product,
                lots,
                "EO-" + site.name() + "-" + (1 + first.index() % 2),
                chance.normal(620, 12, 0),
                chance.normal(50.5, 0.8, 1),
                chance.normal(58, 3, 0),
                chance.normal(-32, 1.0, 1),
                360,
                168);
        plan.add(run, departments -> departments.sterilization().run(cycle));
        Person inspector = Staff.any(Role.INSPECTOR, site, chance);
        Entry read = plan.entry(
                "BI", site, inspector, supervisor, Plan.time(load.day().plusDays(7), 9, 30));
        BiologicalIndicator indicator = new BiologicalIndicator(
                read,
                product,
                lots,
                run.no(),
                "BI-" + load.day().getYear() + "-" + load.day().getMonthValue(),
                20,
                false);
        plan.add(read, departments -> departments.sterilization().indicate(indicator));
        for (ProductLot lot : load.lots()) {
            results(lot, load.day(), run.no(), inspector, supervisor);
        }
    }

    private void results(ProductLot lot, LocalDate day, String cycleNo, Person inspector, Person supervisor) {
        Entry sealed = plan.entry("SB", lot.site(), inspector, null, Plan.time(day.plusDays(1), 11, lot.index() % 60));
        SealTest seal = new SealTest(sealed, lot.product(), lot.no(), chance.normal(3.4, 0.4, 1), false);
        plan.add(sealed, departments -> departments.sterilization().seal(seal));

        Entry aired = plan.entry(
                "ER", lot.site(), inspector, supervisor, Plan.time(day.plusDays(AIRING_DAYS), 14, lot.index() % 60));
        Requirement residue = ProductTests.EO_RESIDUE;
        List<BigDecimal> found = new ArrayList<>(chance.results(residue, 2));
        if (lot.index() == firstSterileFrom(targets.residueAtLimit(), lot)) {
            found.set(1, new BigDecimal("10.0"));
            plan.plant(Oddity.RESIDUE_AT_LIMIT, aired.no(), lot.no());
        }
        Measurement measured = plan.judging()
                .byEdition(lot.product().edition(lot.day()), residue, "1", found, Instruments.id(lot.site(), "GCX"));
        BigDecimal greatest = found.get(0).max(found.get(1));
        EoResidue eo = new EoResidue(
                aired, lot.product(), lot.no(), cycleNo, BigDecimal.valueOf(AIRING_DAYS), greatest, List.of(measured));
        plan.add(aired, departments -> departments.sterilization().residue(eo));

        Entry cultured = plan.entry(
                "ST", lot.site(), inspector, supervisor, Plan.time(day.plusDays(STERILITY_DAYS), 10, lot.index() % 60));
        Measurement none = plan.judging()
                .byOwn(
                        ProductTests.STERILITY,
                        chance.results(ProductTests.STERILITY, 4),
                        Instruments.id(lot.site(), "INC"));
        MicrobialTest sterility = new MicrobialTest(
                cultured, lot.product(), lot.no(), "无菌检查", "硫乙醇酸盐流体培养基", "32 °C 14 d", BigDecimal.ZERO, List.of(none));
        plan.add(cultured, departments -> departments.inspection().culture(sterility));
    }

    private int firstSterileFrom(int target, ProductLot lot) {
        return !plan.planted().containsKey(Oddity.RESIDUE_AT_LIMIT) && lot.index() >= target ? lot.index() : -1;
    }
}
