package io.remoteaudit.example.year;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Material;
import io.remoteaudit.example.factory.Product;
import io.remoteaudit.example.factory.ProductTests;
import io.remoteaudit.example.inspection.InProcessInspection;
import io.remoteaudit.example.production.Batch;
import io.remoteaudit.example.production.LabelCount;
import io.remoteaudit.example.production.LineClearance;
import io.remoteaudit.example.production.MaterialIssue;
import io.remoteaudit.example.production.ProcessReading;
import io.remoteaudit.example.production.WorkOrder;
import io.remoteaudit.example.quality.Deviation;
import io.remoteaudit.example.year.Staff.Role;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Person;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a lot is made: ordered, the line cleared, material issued, watched, finished, its labels counted. */
final class Making {

    private final Plan plan;
    private final Deliveries deliveries;
    private final Chance chance;
    private final Targets targets;
    private final Map<String, String> lastOnLine = new HashMap<>();

    Making(Plan plan, Deliveries deliveries, Chance chance, Targets targets) {
        this.plan = plan;
        this.deliveries = deliveries;
        this.chance = chance;
        this.targets = targets;
    }

    /** Makes a lot. */
    void make(ProductLot lot) {
        LocalDate day = lot.day();
        List<String> inputs = inputs(lot);
        Person supervisor = Staff.any(Role.SUPERVISOR, lot.site(), chance);
        Person operator = Staff.any(Role.OPERATOR, lot.site(), chance);
        Entry ordered =
                plan.entry("WO", lot.site(), supervisor, null, Plan.time(day.minusDays(1), 16, lot.index() % 60));
        WorkOrder order = new WorkOrder(
                ordered, lot.product(), lot.no(), BigDecimal.valueOf(lot.quantity()), lot.line(), "BOM-C/3");
        plan.add(ordered, departments -> departments.production().order(order));

        String previous = lastOnLine.put(lot.line(), lot.no());
        if (previous != null) {
            Entry cleared = plan.entry("LC", lot.site(), operator, supervisor, Plan.time(day, 7, 30));
            LineClearance clearance = new LineClearance(cleared, lot.product(), lot.line(), previous, lot.no());
            plan.add(cleared, departments -> departments.production().clear(clearance));
        }

        Person storekeeper = Staff.any(Role.STOREKEEPER, lot.site(), chance);
        Entry issued = plan.entry("MI", lot.site(), storekeeper, operator, Plan.time(day, 7, 50));
        MaterialIssue issue = new MaterialIssue(
                issued, lot.product(), lot.no(), inputs, BigDecimal.valueOf(chance.between(300, 900)), "kg");
        plan.add(issued, departments -> departments.production().issue(issue));

        readings(lot, operator);
        patrols(lot);
        finish(lot, ordered.no(), operator, supervisor);
        if (chance.oneIn(18)) {
            deviate(lot, operator, supervisor);
        }
    }

    private List<String> inputs(ProductLot lot) {
        List<String> inputs = new ArrayList<>();
        for (Material material : lot.product().materials()) {
            if (material == Material.MELT_BLOWN && lot.index() == targets.usedBeforeInspection()) {
                inputs.add(deliveries.deliverTooLate(lot.site(), material, lot.day()));
                plan.plant(Oddity.USED_BEFORE_INSPECTION, lot.no());
            } else {
                inputs.addAll(deliveries.material(lot.site(), material, chance.between(18, 34), lot.day()));
            }
        }
        return inputs;
    }

    private void readings(ProductLot lot, Person operator) {
        boolean clothing = lot.product() == Product.PROTECTIVE_CLOTHING;
        for (int i = 0; i < 2; i++) {
            Entry entry =
                    plan.entry("PP", lot.site(), operator, null, Plan.time(lot.day(), 9 + 4 * i, lot.index() % 60));
            boolean first = i == 0;
            ProcessReading reading = clothing
                    ? new ProcessReading(
                            entry,
                            lot.product(),
                            lot.no(),
                            lot.line() + "-T1",
                            first ? "压条温度" : "压条速度",
                            first ? chance.normal(560, 8, 0) : chance.normal(6.2, 0.2, 1),
                            first ? "°C" : "m/min",
                            first ? BigDecimal.valueOf(530) : new BigDecimal("5.5"),
                            first ? BigDecimal.valueOf(590) : new BigDecimal("7.0"))
                    : new ProcessReading(
                            entry,
                            lot.product(),
                            lot.no(),
                            lot.line() + "-U1",
                            first ? "超声焊接功率" : "超声焊接压力",
                            first ? chance.normal(1180, 25, 0) : chance.normal(0.42, 0.02, 2),
                            first ? "W" : "MPa",
                            first ? BigDecimal.valueOf(1100) : new BigDecimal("0.35"),
                            first ? BigDecimal.valueOf(1260) : new BigDecimal("0.50"));
            plan.add(entry, departments -> departments.production().read(reading));
        }
    }

    private void patrols(ProductLot lot) {
        int hour = 9;
        for (String station : ProductTests.stations(lot.product())) {
            ProductTests.Test test = ProductTests.inProcess(lot.product(), station);
            Person inspector = Staff.any(Role.INSPECTOR, lot.site(), chance);
            OffsetDateTime at = Plan.time(lot.day(), hour, 10 + lot.index() % 45);
            Entry entry = plan.entry("IPQC", lot.site(), inspector, null, at);
            Measurement measurement = plan.judging()
                    .byOwn(
                            test.requirement(),
                            chance.results(test.requirement(), test.specimens()),
                            Instruments.forCharacteristic(
                                    lot.site(), test.requirement().characteristic()));
            boolean late = hour == 9 && lot.index() == targets.lateEntry();
            @Nullable OffsetDateTime enteredAt = late ? at.plusDays(9).plusHours(5) : null;
            @Nullable String reason = late ? "现场网络中断，按纸质记录补录" : null;
            InProcessInspection inspection = new InProcessInspection(
                    entry, lot.product(), lot.no(), station, enteredAt, reason, List.of(measurement));
            if (enteredAt != null) {
                plan.plant(Oddity.LATE_ENTRY, entry.no());
            }
            plan.later(
                    enteredAt == null ? at : enteredAt,
                    entry.no(),
                    departments -> departments.inspection().patrol(inspection));
            hour += 3;
        }
    }

    private void finish(ProductLot lot, String orderNo, Person operator, Person supervisor) {
        int scrap = chance.between(lot.quantity() / 400, lot.quantity() / 120);
        Entry finished = plan.entry("BR", lot.site(), operator, supervisor, Plan.time(lot.day(), 17, 30));
        Batch batch = batch(lot, finished, orderNo, scrap);
        if (chance.oneIn(70)) {
            plan.add(
                    finished,
                    departments -> departments.production().finish(batch(lot, finished, orderNo, scrap / 10)));
            plan.later(
                    finished.at().plusHours(15),
                    finished.no(),
                    departments -> departments.production().correct(batch, "报废数漏计夜班，按报废单更正", supervisor));
        } else {
            plan.add(finished, departments -> departments.production().finish(batch));
        }
        int boxes = lot.quantity() / 50;
        int spoiled = chance.between(2, 25);
        boolean missing = lot.index() == targets.labelsMissing();
        Entry counted = plan.entry("LBL", lot.site(), operator, supervisor, Plan.time(lot.day(), 18, 0));
        LabelCount labels = new LabelCount(
                counted, lot.product(), lot.no(), "LBL-D/1", boxes + spoiled + (missing ? 50 : 0), boxes, spoiled);
        if (missing) {
            plan.plant(Oddity.LABELS_MISSING, counted.no());
        }
        plan.add(counted, departments -> departments.production().count(labels));
    }

    private static Batch batch(ProductLot lot, Entry finished, String orderNo, int scrap) {
        return new Batch(
                finished,
                lot.product(),
                lot.no(),
                orderNo,
                Plan.time(lot.day(), 8, 0),
                BigDecimal.valueOf(lot.quantity()),
                BigDecimal.valueOf(scrap),
                ProductTests.steps(lot.product()));
    }

    private void deviate(ProductLot lot, Person operator, Person supervisor) {
        List<String> steps = ProductTests.steps(lot.product());
        Entry entry = plan.entry("DEV", lot.site(), operator, supervisor, Plan.time(lot.day(), 14, lot.index() % 60));
        Deviation deviation = new Deviation(
                entry,
                lot.product(),
                lot.no(),
                chance.of(steps),
                chance.of(List.of(
                        "停机 25 分钟，隔离前后各 200 " + lot.product().unit() + "，检验合格后放行",
                        "换料未及时登记，已追溯确认批号",
                        "洁净室压差短时报警，环境复测合格")));
        plan.add(entry, departments -> departments.quality().deviate(deviation));
    }
}
