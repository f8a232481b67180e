package io.remoteaudit.example.year;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.quality.Complaint;
import io.remoteaudit.example.release.ReleaseDecision;
import io.remoteaudit.example.release.Shipment;
import io.remoteaudit.example.year.Staff.Role;
import io.remoteaudit.record.Person;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

/** The decision on a lot, where it went, and what came back. */
final class Releasing {

    private record Customer(String name, String country) {}

    private static final List<Customer> CUSTOMERS = List.of(
            new Customer("江苏省医药有限公司", "CN"),
            new Customer("湖北华中医疗器械有限公司", "CN"),
            new Customer("上海东方医疗用品有限公司", "CN"),
            new Customer("Medizin Handel Nord GmbH", "DE"),
            new Customer("Sante Fournitures SARL", "FR"),
            new Customer("Iberia Proteccion SL", "ES"));

    private final Plan plan;
    private final Chance chance;
    private final Targets targets;

    Releasing(Plan plan, Chance chance, Targets targets) {
        this.plan = plan;
        this.chance = chance;
        this.targets = targets;
    }

    void reject(ProductLot lot) {
        decide(lot, Plan.time(lot.day().plusDays(6), 16, lot.index() % 60), "rejected");
    }

    /** Releases a lot on a day and ships it. */
    void release(ProductLot lot, LocalDate day) {
        decide(lot, Plan.time(day, 16, lot.index() % 60), "released");
        int left = lot.quantity();
        boolean tooMuch = lot.index() == targets.shippedMoreThanMade();
        for (int i = 0; i < 2; i++) {
            int part = i == 0 ? left / 2 : left + (tooMuch ? 500 : 0);
            left -= part;
            Customer customer = chance.of(CUSTOMERS);
            Person storekeeper = Staff.any(Role.STOREKEEPER, lot.site(), chance);
            OffsetDateTime at = Plan.time(day.plusDays(1 + i), 13, lot.index() % 60);
            Entry entry = plan.entry("SHP", lot.site(), storekeeper, null, at);
            Shipment shipment = new Shipment(
                    entry, lot.product(), lot.no(), BigDecimal.valueOf(part), customer.name(), customer.country());
            plan.add(entry, departments -> departments.release().ship(shipment));
            if (tooMuch) {
                plan.plant(Oddity.SHIPPED_MORE_THAN_MADE, entry.no());
            }
            OffsetDateTime complained = at.plusDays(chance.between(8, 30));
            if (chance.oneIn(45) && !complained.toLocalDate().isAfter(FactoryYear.LAST_DAY)) {
                complain(lot, customer, complained);
            }
        }
    }

    private void decide(ProductLot lot, OffsetDateTime at, String decision) {
        Person releaser = Staff.any(Role.RELEASER, lot.site(), chance);
        Person supervisor = Staff.any(Role.SUPERVISOR, lot.site(), chance);
        Entry entry = plan.entry("REL", lot.site(), supervisor, releaser, at);
        ReleaseDecision release = new ReleaseDecision(entry, lot.product(), lot.no(), releaser.name(), decision);
        plan.add(entry, departments -> departments.release().decide(release));
    }

    private void complain(ProductLot lot, Customer customer, OffsetDateTime at) {
        Entry entry = plan.entry("CMP", lot.site(), Staff.any(Role.SUPERVISOR, lot.site(), chance), null, at);
        Complaint complaint = new Complaint(
                entry,
                lot.product(),
                lot.no(),
                chance.of(List.of("耳带脱落", "外包装破损", "鼻夹外露", "异味", "少件")),
                customer.country(),
                chance.oneIn(12) ? "minor" : "none",
                !chance.oneIn(9));
        plan.add(entry, departments -> departments.quality().complain(complaint));
    }
}
