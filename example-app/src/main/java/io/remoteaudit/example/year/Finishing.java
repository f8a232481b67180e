package io.remoteaudit.example.year;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Paper;
import io.remoteaudit.example.factory.Product;
import io.remoteaudit.example.factory.ProductTests;
import io.remoteaudit.example.factory.Requirement;
import io.remoteaudit.example.factory.Site;
import io.remoteaudit.example.inspection.FinishedGoodsTest;
import io.remoteaudit.example.inspection.MicrobialTest;
import io.remoteaudit.example.inspection.RetainedSample;
import io.remoteaudit.example.quality.CorrectiveAction;
import io.remoteaudit.example.quality.Nonconformity;
import io.remoteaudit.example.quality.Rework;
import io.remoteaudit.example.year.Staff.Role;
import io.remoteaudit.record.LimitReference;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.Verdict;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done with a lot once it is made, before it is sterilized: tests, samples, and what follows from a failure. */
final class Finishing {

    private final Plan plan;
    private final Chance chance;
    private final Targets targets;
    private boolean superseded;
    private @Nullable FinishedGoodsTest correction;

    Finishing(Plan plan, Chance chance, Targets targets) {
        this.plan = plan;
        this.chance = chance;
        this.targets = targets;
    }

    /** Tests a lot; false if it failed. */
    boolean test(ProductLot lot) {
        samples(lot);
        boolean corrected = lot.index() == targets.correctedAfterRelease();
        boolean good = !chance.oneIn(45) || targets.mustPass(lot.index());
        Person inspector = Staff.any(Role.INSPECTOR, lot.site(), chance);
        Person supervisor = Staff.any(Role.SUPERVISOR, lot.site(), chance);
        Entry entry = plan.entry(
                "FQC", lot.site(), inspector, supervisor, Plan.time(lot.day().plusDays(2), 15, lot.index() % 60));
        String edition = edition(lot, entry);
        List<Measurement> measurements = measurements(lot, edition, good, entry);
        FinishedGoodsTest test = new FinishedGoodsTest(
                entry,
                lot.product(),
                lot.no(),
                edition,
                good ? "accepted" : "rejected",
                measurements,
                report(lot, entry, measurements));
        FinishedGoodsTest entered = corrected ? asFirstEntered(test) : test;
        plan.add(entry, departments -> departments.inspection().test(entered));
        if (corrected) {
            plan.plant(Oddity.CORRECTED_AFTER_RELEASE, entry.no(), lot.no());
            correction = test;
        }
        if (!good) {
            failed(lot, entry, supervisor);
        }
        return good;
    }

    /** The failing result of one lot is made to pass once the lot is gone. */
    void released(ProductLot lot, LocalDate day) {
        FinishedGoodsTest test = correction;
        if (test != null && test.lot().equals(lot.no())) {
            correction = null;
            plan.later(
                    Plan.time(day.plusDays(4), 17, 48),
                    test.entry().no(),
                    departments -> departments
                            .inspection()
                            .correct(test, "录入错误", test.entry().by()));
        }
    }

    private FinishedGoodsTest asFirstEntered(FinishedGoodsTest test) {
        ProductTests.Test first = ProductTests.finished(test.product()).get(0);
        List<Measurement> measurements = new ArrayList<>(test.measurements());
        measurements.set(
                0,
                plan.judging()
                        .byEdition(
                                test.edition(),
                                first.requirement(),
                                "1",
                                chance.failingResults(first.requirement(), first.specimens()),
                                Instruments.forCharacteristic(
                                        test.entry().site(), first.requirement().characteristic())));
        return new FinishedGoodsTest(
                test.entry(), test.product(), test.lot(), test.edition(), test.verdict(), measurements, test.paper());
    }

    private String edition(ProductLot lot, Entry entry) {
        if (!superseded
                && lot.index() >= targets.supersededEdition()
                && lot.product() == Product.PROTECTIVE_MASK
                && !lot.day().isBefore(Product.EDITIONS_CHANGE)) {
            superseded = true;
            plan.plant(Oddity.SUPERSEDED_EDITION, entry.no(), lot.no());
            return lot.product().edition(Product.EDITIONS_CHANGE.minusDays(1));
        }
        return lot.product().edition(lot.day());
    }

    private List<Measurement> measurements(ProductLot lot, String edition, boolean good, Entry entry) {
        List<ProductTests.Test> tests = ProductTests.finished(lot.product());
        List<Measurement> measurements = new ArrayList<>();
        for (ProductTests.Test test : tests) {
            Requirement requirement = test.requirement();
            boolean failing = !good && measurements.isEmpty();
            List<BigDecimal> results = failing
                    ? chance.failingResults(requirement, test.specimens())
                    : chance.results(requirement, test.specimens());
            if (requirement.characteristic().equals("BFE") && constantMonth(lot)) {
                results = Collections.nCopies(test.specimens(), new BigDecimal("98.5"));
                plan.plant(Oddity.CONSTANT_BFE, entry.no());
            }
            String instrument = Instruments.forCharacteristic(lot.site(), requirement.characteristic());
            if (instrument.equals(Background.GAP_INSTRUMENT)
                    && Background.inGap(entry.at().toLocalDate())) {
                plan.plant(Oddity.CALIBRATION_GAP, entry.no());
            }
            measurements.add(plan.judging().byEdition(edition, requirement, "1", results, instrument));
        }
        return measurements;
    }

    private static boolean constantMonth(ProductLot lot) {
        return lot.site() == Site.XT && lot.day().getMonth() == Month.JUNE;
    }

    /** One lot in three has its report or its raw data as a file. */
    private @Nullable Paper report(ProductLot lot, Entry entry, List<Measurement> measurements) {
        boolean page = chance.oneIn(5);
        if (!page && lot.index() % 5 != 0) {
            return null;
        }
        if (!page) {
            StringBuilder csv = new StringBuilder("characteristic,unit,results\n");
            for (Measurement measurement : measurements) {
                csv.append(measurement.characteristic()).append(',').append(measurement.unit());
                measurement.results().forEach(result -> csv.append(',').append(result.toPlainString()));
                csv.append('\n');
            }
            return new Paper(entry.no() + "-raw.csv", "text/csv", csv.toString());
        }
        List<String> lines = new ArrayList<>(List.of(
                "Finished goods test report " + entry.no(),
                "Product " + lot.product().model() + "   Lot " + lot.no(),
                "Date " + entry.at().toLocalDate(),
                ""));
        for (Measurement measurement : measurements) {
            lines.add(measurement.characteristic() + "  " + measurement.statistic() + " " + measurement.value() + "  "
                    + measurement.verdict().wireName());
        }
        return Paper.pdf(entry.no() + ".pdf", lines.toArray(String[]::new));
    }

    private void samples(ProductLot lot) {
        Person inspector = Staff.any(Role.INSPECTOR, lot.site(), chance);
        Entry kept = plan.entry(
                "RS", lot.site(), inspector, null, Plan.time(lot.day().plusDays(1), 9, lot.index() % 60));
        RetainedSample sample = new RetainedSample(
                kept,
                lot.product(),
                lot.no(),
                lot.site().chinese() + "留样室 " + (char) ('A' + lot.index() % 6) + "-" + (1 + lot.index() % 20),
                lot.day().plusYears(lot.sterile() ? 3 : 2));
        plan.add(kept, departments -> departments.inspection().retain(sample));

        Entry cultured = plan.entry(
                "MB", lot.site(), inspector, null, Plan.time(lot.day().plusDays(4), 10, lot.index() % 60));
        BigDecimal colonies = BigDecimal.valueOf(chance.between(3, 58));
        Measurement measurement = Measurement.of(lot.sterile() ? "BIOBURDEN" : "BACTERIA")
                .results(List.of(colonies))
                .unit("CFU/g")
                .value("count", colonies)
                .limit(LimitReference.of("<=", "100"))
                .verdict(Verdict.CONFORMING)
                .method("GB 15979 附录 B")
                .instrument(Instruments.id(lot.site(), "INC"))
                .build();
        MicrobialTest test = new MicrobialTest(
                cultured,
                lot.product(),
                lot.no(),
                lot.sterile() ? "初始污染菌" : "微生物限度",
                "营养琼脂",
                "35 °C 48 h",
                colonies,
                List.of(measurement));
        plan.add(cultured, departments -> departments.inspection().culture(test));
    }

    private void failed(ProductLot lot, Entry test, Person supervisor) {
        String disposition = chance.oneIn(3) ? "scrap" : "rework";
        String what = "成品检验 " + test.no() + " 不合格";
        Entry entry = plan.entry("NCR", lot.site(), supervisor, null, test.at().plusDays(1));
        Nonconformity nonconformity = new Nonconformity(
                entry, lot.product(), lot.no(), what, BigDecimal.valueOf(lot.quantity()), disposition);
        plan.add(entry, departments -> departments.quality().reject(nonconformity));
        if (disposition.equals("rework")) {
            Entry reworked = plan.entry(
                    "RW",
                    lot.site(),
                    Staff.any(Role.OPERATOR, lot.site(), chance),
                    supervisor,
                    entry.at().plusDays(3));
            Rework rework = new Rework(reworked, lot.product(), lot.no(), entry.no());
            plan.add(reworked, departments -> departments.quality().rework(rework));
        }
        Entry opened =
                plan.entry("CAPA", lot.site(), supervisor, null, entry.at().plusDays(1));
        CorrectiveAction action = new CorrectiveAction(
                opened,
                lot.product(),
                what,
                chance.of(List.of("熔喷层驻极衰减，来料贮存超温", "设备焊接参数漂移未及时发现", "操作工换班交接不清")),
                chance.of(List.of("增加来料复测频次并修订贮存规程", "增加首件确认并每班点检焊接参数", "重新培训并修订交接表")),
                opened.at().toLocalDate().plusDays(30),
                "pending");
        if (plan.planted().containsKey(Oddity.OVERDUE_ACTION)) {
            Corrections.openAndClose(plan, action, supervisor, opened.at().plusDays(chance.between(30, 60)));
        } else {
            plan.plant(Oddity.OVERDUE_ACTION, opened.no());
            plan.add(opened, departments -> departments.quality().act(action));
        }
    }
}
