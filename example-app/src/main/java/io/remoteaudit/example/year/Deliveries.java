package io.remoteaudit.example.year;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Material;
import io.remoteaudit.example.factory.Paper;
import io.remoteaudit.example.factory.Requirement;
import io.remoteaudit.example.factory.Site;
import io.remoteaudit.example.purchasing.GoodsReceipt;
import io.remoteaudit.example.purchasing.IncomingInspection;
import io.remoteaudit.example.purchasing.PurchaseOrder;
import io.remoteaudit.example.purchasing.SupplierApproval;
import io.remoteaudit.example.purchasing.SupplierCertificate;
import io.remoteaudit.example.quality.CorrectiveAction;
import io.remoteaudit.example.quality.Nonconformity;
import io.remoteaudit.example.year.Staff.Role;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Person;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How material comes in: supplier approved, ordered, received with its certificate, inspected, put on the shelf. */
final class Deliveries {

    private record Supplier(String id, String name) {}

    /** Two for each material, all invented. */
    private static final Map<Material, List<Supplier>> SUPPLIERS = Map.of(
            Material.MELT_BLOWN,
            List.of(new Supplier("S001", "江苏恒净新材料有限公司"), new Supplier("S002", "湖北云帛无纺布有限公司")),
            Material.SPUNBOND,
            List.of(new Supplier("S003", "浙江联泰织造有限公司"), new Supplier("S004", "山东海越非织造布有限公司")),
            Material.NOSE_WIRE,
            List.of(new Supplier("S005", "常州精卡五金有限公司"), new Supplier("S006", "东莞信和线材有限公司")),
            Material.EAR_LOOP,
            List.of(new Supplier("S007", "苏州弹力织带有限公司"), new Supplier("S008", "仙桃永顺松紧带厂")),
            Material.FILM_FABRIC,
            List.of(new Supplier("S009", "上海敏膜复合材料有限公司"), new Supplier("S010", "武汉天衣复合布有限公司")),
            Material.SEAM_TAPE,
            List.of(new Supplier("S011", "无锡正封胶带有限公司"), new Supplier("S012", "佛山安压胶粘制品有限公司")),
            Material.POUCH,
            List.of(new Supplier("S013", "南通洁泰医用包装有限公司"), new Supplier("S014", "安徽华护包装材料有限公司")));

    /** The number both suppliers of melt-blown happened to give a lot. */
    private static final String SHARED_NUMBER = "26-0118A";

    private final Plan plan;
    private final Stock stock;
    private final Chance chance;
    private int sharedNumberGiven;

    Deliveries(Plan plan, Stock stock, Chance chance) {
        this.plan = plan;
        this.stock = stock;
        this.chance = chance;
    }

    /** Approves every supplier at the start of the year. */
    void approveSuppliers() {
        int minute = 0;
        for (Material material : Material.values()) {
            for (int which = 0; which < 2; which++) {
                Site site = which == 0 ? Site.SZ : Site.XT;
                OffsetDateTime at = Plan.time(FactoryYear.FIRST_DAY, 9, minute++);
                Entry entry = plan.entry(
                        "SUP", site, Staff.any(Role.BUYER, site, chance), Staff.any(Role.SUPERVISOR, site, chance), at);
                Supplier supplier = supplier(material, which);
                SupplierApproval approval = new SupplierApproval(
                        entry,
                        supplier.id(),
                        supplier.name(),
                        material,
                        "approved",
                        FactoryYear.LAST_DAY.plusMonths(3));
                plan.add(entry, departments -> departments.purchasing().approve(approval));
            }
        }
    }

    /** The lots taken for a product lot made on a day; orders what is not in stock early enough. */
    List<String> material(Site site, Material material, int hundredths, LocalDate day) {
        while (!stock.has(site, material, hundredths, day)) {
            deliver(site, material, day.minusDays(chance.between(6, 8)));
        }
        return stock.take(site, material, hundredths, day);
    }

    /** A delivery that is wrongly used before it is inspected; on the shelf from the day before its inspection. */
    String deliverTooLate(Site site, Material material, LocalDate day) {
        String lot = deliver(site, material, day.minusDays(1), day.plusDays(1), 0, supplierLot(0, day), true);
        plan.plant(Oddity.USED_BEFORE_INSPECTION, lot);
        return lot;
    }

    private void deliver(Site site, Material material, LocalDate received) {
        int which = chance.between(0, 1);
        String number = supplierLot(which, received);
        if (material == Material.MELT_BLOWN && received.isAfter(LocalDate.of(2026, 1, 19)) && sharedNumberGiven < 2) {
            which = sharedNumberGiven++;
            number = SHARED_NUMBER;
        }
        boolean good = number.equals(SHARED_NUMBER) || !chance.oneIn(30);
        String lot = deliver(site, material, received, received.plusDays(2), which, number, good);
        if (number.equals(SHARED_NUMBER)) {
            plan.plant(Oddity.SAME_SUPPLIER_LOT, lot);
        }
        if (!good) {
            deliver(
                    site,
                    material,
                    received.plusDays(1),
                    received.plusDays(3),
                    1 - which,
                    supplierLot(1 - which, received),
                    true);
        }
    }

    private String deliver(
            Site site,
            Material material,
            LocalDate received,
            LocalDate inspected,
            int which,
            String supplierLot,
            boolean good) {
        String supplier = supplier(material, which).id();
        String lot = plan.numbers().lot(material.code(), site, received);
        BigDecimal quantity = BigDecimal.valueOf(chance.between(8, 30) * 100L);
        Person buyer = Staff.any(Role.BUYER, site, chance);
        Entry ordered = plan.entry(
                "PO",
                site,
                buyer,
                null,
                Plan.time(received.minusDays(chance.between(3, 6)), 10, chance.between(0, 59)));
        PurchaseOrder order = new PurchaseOrder(ordered, supplier, material, "B/2", quantity);
        plan.add(ordered, departments -> departments.purchasing().order(order));
        receive(site, material, supplier, supplierLot, lot, quantity, ordered.no(), received, which);
        inspect(site, material, supplier, supplierLot, lot, quantity, inspected, good);
        if (good) {
            stock.put(site, material, lot, received.plusDays(2));
        }
        return lot;
    }

    private void receive(
            Site site,
            Material material,
            String supplier,
            String supplierLot,
            String lot,
            BigDecimal quantity,
            String orderNo,
            LocalDate day,
            int which) {
        Person storekeeper = Staff.any(Role.STOREKEEPER, site, chance);
        Entry received =
                plan.entry("GR", site, storekeeper, null, Plan.time(day, chance.between(9, 16), chance.between(0, 59)));
        GoodsReceipt receipt = new GoodsReceipt(received, orderNo, supplier, material, supplierLot, lot, quantity);
        if (chance.oneIn(60)) {
            GoodsReceipt mistyped = new GoodsReceipt(
                    received, orderNo, supplier, material, supplierLot, lot, quantity.multiply(BigDecimal.TEN));
            plan.add(received, departments -> departments.purchasing().receive(mistyped));
            plan.later(
                    received.at().plusHours(3),
                    received.no(),
                    departments -> departments.purchasing().correct(receipt, "数量录入多一个零，按送货单更正", storekeeper));
        } else {
            plan.add(received, departments -> departments.purchasing().receive(receipt));
        }
        Entry filed = plan.entry("COA", site, storekeeper, null, received.at().plusMinutes(12));
        Paper paper = chance.oneIn(4)
                ? Paper.pdf(
                        filed.no() + ".pdf",
                        "Certificate of Analysis " + filed.no(),
                        "Material " + material.code(),
                        "Supplier lot " + supplierLot,
                        "Received as " + lot + " on " + day,
                        "All characteristics conform to purchasing specification B/2.")
                : null;
        SupplierCertificate certificate = new SupplierCertificate(
                filed, material, supplierLot, lot, supplier(material, which).name(), paper);
        plan.add(filed, departments -> departments.purchasing().file(certificate));
    }

    private void inspect(
            Site site,
            Material material,
            String supplier,
            String supplierLot,
            String lot,
            BigDecimal quantity,
            LocalDate day,
            boolean good) {
        Entry entry = plan.entry(
                "IQC",
                site,
                Staff.any(Role.INSPECTOR, site, chance),
                Staff.any(Role.SUPERVISOR, site, chance),
                Plan.time(day, chance.between(9, 16), chance.between(0, 59)));
        List<Measurement> measurements = new ArrayList<>();
        for (Requirement requirement : material.requirements()) {
            boolean failing = !good && measurements.isEmpty();
            List<BigDecimal> results = failing ? chance.failingResults(requirement, 5) : chance.results(requirement, 5);
            measurements.add(plan.judging()
                    .byOwn(requirement, results, Instruments.forCharacteristic(site, requirement.characteristic())));
        }
        IncomingInspection inspection = new IncomingInspection(
                entry, material, supplier, supplierLot, lot, 5, 0, good ? "accepted" : "rejected", measurements);
        plan.add(entry, departments -> departments.purchasing().inspect(inspection));
        if (!good) {
            returned(site, material, lot, quantity, day.plusDays(1));
        }
    }

    private void returned(Site site, Material material, String lot, BigDecimal quantity, LocalDate day) {
        Person supervisor = Staff.any(Role.SUPERVISOR, site, chance);
        Entry entry = plan.entry("NCR", site, supervisor, null, Plan.time(day, 10, chance.between(0, 59)));
        Nonconformity nonconformity =
                new Nonconformity(entry, null, lot, material.chinese() + "进货检验不合格", quantity, "return");
        plan.add(entry, departments -> departments.quality().reject(nonconformity));
        if (chance.oneIn(2)) {
            Entry opened = plan.entry("CAPA", site, supervisor, null, entry.at().plusDays(2));
            CorrectiveAction action = new CorrectiveAction(
                    opened,
                    null,
                    "供方来料不合格 " + entry.no(),
                    "供方工艺参数漂移，出厂检验抽样不足",
                    "要求供方整改并加严检验连续五批",
                    day.plusDays(45),
                    "pending");
            Corrections.openAndClose(plan, action, supervisor, opened.at().plusDays(50));
        }
    }

    private String supplierLot(int which, LocalDate day) {
        @Nullable String style = which == 0 ? day.format(DateTimeFormatter.BASIC_ISO_DATE) : null;
        return (style == null ? "L" + day.format(DateTimeFormatter.ofPattern("yyDDD")) : style) + "-"
                + chance.between(1, 9);
    }

    private static Supplier supplier(Material material, int which) {
        return SUPPLIERS.getOrDefault(material, List.of()).get(which);
    }
}
