package io.remoteaudit.example.year;

import io.remoteaudit.example.factory.Judging;
import io.remoteaudit.example.factory.Product;
import io.remoteaudit.example.factory.Site;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Plans the year: the same seed and size give the same steps, to the last figure. */
@Component
final class FactoryYear {

    /** The first day anything happens. */
    static final LocalDate FIRST_DAY = LocalDate.of(2025, 10, 1);

    /** The last day anything happens. */
    static final LocalDate LAST_DAY = LocalDate.of(2026, 9, 30);

    private static final LocalDate FIRST_LOT = LocalDate.of(2025, 10, 21);
    private static final int LOT_DAYS = 312;
    private static final int FULL_SIZE = 20_000;

    /** How many records a lot leaves on average, with its share of the material; found by counting. */
    private static final double PER_LOT = 22.75;

    private static final double SHARE_OF_LOTS = 0.86;

    private final Judging judging;

    FactoryYear(Judging judging) {
        this.judging = judging;
    }

    /** Plans about so many record versions; none for 0. */
    Plan plan(int records, long seed) {
        Plan plan = new Plan(judging);
        if (records <= 0) {
            return plan;
        }
        int count = Math.max(10, (int) Math.round(records * SHARE_OF_LOTS / PER_LOT));
        Targets targets = new Targets(count);
        Deliveries deliveries = new Deliveries(plan, new Stock(), new Chance(seed + 1));
        Making making = new Making(plan, deliveries, new Chance(seed + 2), targets);
        Finishing finishing = new Finishing(plan, new Chance(seed + 3), targets);
        Sterilizing sterilizing = new Sterilizing(plan, new Chance(seed + 4), targets);
        Releasing releasing = new Releasing(plan, new Chance(seed + 5), targets);

        deliveries.approveSuppliers();
        List<ProductLot> good = new ArrayList<>();
        for (ProductLot lot : lots(plan, count, targets, new Chance(seed))) {
            making.make(lot);
            if (finishing.test(lot)) {
                good.add(lot);
            } else {
                releasing.reject(lot);
            }
        }
        release(plan, good, finishing, sterilizing, releasing, targets);
        new Background(plan, new Chance(seed + 6), Math.min(1.0, (double) records / FULL_SIZE)).plan();
        return plan;
    }

    private static void release(
            Plan plan,
            List<ProductLot> good,
            Finishing finishing,
            Sterilizing sterilizing,
            Releasing releasing,
            Targets targets) {
        boolean early = false;
        List<ProductLot> sterile = good.stream().filter(ProductLot::sterile).toList();
        Set<ProductLot> done = new HashSet<>();
        for (Sterilizing.Load load : Sterilizing.loads(sterile)) {
            sterilizing.sterilize(load);
            for (ProductLot lot : load.lots()) {
                LocalDate day = load.day().plusDays(Sterilizing.STERILITY_DAYS + 1);
                if (!early && lot.index() >= targets.releasedBeforeSterility()) {
                    early = true;
                    day = load.day().plusDays(Sterilizing.STERILITY_DAYS - 5);
                    plan.plant(Oddity.RELEASED_BEFORE_STERILITY, lot.no());
                }
                releasing.release(lot, day);
                finishing.released(lot, day);
                done.add(lot);
            }
        }
        for (ProductLot lot : good) {
            if (!done.contains(lot)) {
                LocalDate day = lot.day().plusDays(6);
                releasing.release(lot, day);
                finishing.released(lot, day);
            }
        }
    }

    private static List<ProductLot> lots(Plan plan, int count, Targets targets, Chance chance) {
        List<ProductLot> lots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LocalDate day = FIRST_LOT.plusDays((long) i * LOT_DAYS / count);
            if (day.getDayOfWeek() == DayOfWeek.SUNDAY) {
                day = day.plusDays(1);
            }
            int draw = chance.between(1, 100);
            Site site = draw <= 50 ? Site.SZ : Site.XT;
            Product product = draw <= 30 || (draw > 50 && draw <= 65)
                    ? Product.SURGICAL_MASK
                    : draw <= 50 || draw <= 80 ? Product.PROTECTIVE_MASK : Product.PROTECTIVE_CLOTHING;
            boolean untrained = i == targets.untrainedSterilizer();
            if (untrained) {
                site = Site.XT;
                product = Product.PROTECTIVE_CLOTHING;
            }
            boolean sterile = product == Product.PROTECTIVE_CLOTHING || chance.between(1, 100) <= 65;
            int quantity = product == Product.PROTECTIVE_CLOTHING
                    ? chance.between(8, 20) * 100
                    : chance.between(40, 120) * 500;
            lots.add(new ProductLot(
                    i, plan.numbers().lot(product.model(), site, day), product, site, day, sterile, quantity));
        }
        return lots;
    }
}
