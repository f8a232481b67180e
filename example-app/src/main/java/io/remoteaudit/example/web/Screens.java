package io.remoteaudit.example.web;

import io.remoteaudit.example.inspection.Inspection;
import io.remoteaudit.example.production.Production;
import io.remoteaudit.example.purchasing.Purchasing;
import io.remoteaudit.example.quality.QualitySystem;
import io.remoteaudit.example.release.Release;
import io.remoteaudit.example.sterilization.Sterilization;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.stereotype.Component;

/** The departments that have a screen, and what is on it. */
@Component
final class Screens {

    private final List<Department> departments;

    Screens(
            Purchasing purchasing,
            Production production,
            Inspection inspection,
            Sterilization sterilization,
            Release release,
            QualitySystem quality) {
        this.departments = List.of(
                new Department("purchasing", purchasing.registers(), List.of(receipt(), incomingInspection())),
                new Department("production", production.registers(), List.of(lot())),
                new Department("inspection", inspection.registers(), List.of(finishedTest())),
                new Department("sterilization", sterilization.registers(), List.of(cycle(), indicator())),
                new Department("release", release.registers(), List.of(decision(), shipment())),
                new Department("quality", quality.registers(), List.of(nonconformity())));
    }

    List<Department> departments() {
        return departments;
    }

    Department department(String name) {
        return departments.stream()
                .filter(department -> department.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("There is no department " + name));
    }

    private static Form receipt() {
        return Form.of(
                "receipts",
                Form.site(),
                Form.material(),
                Form.text("orderNo"),
                Form.text("supplierId"),
                Form.text("supplierLot"),
                Form.number("quantity"));
    }

    private static Form incomingInspection() {
        return Form.of("incoming-inspections", Form.text("internalLot"), Form.lines("results"));
    }

    private static Form lot() {
        return Form.of(
                "lots",
                Form.site(),
                Form.product(),
                Form.number("quantity"),
                Form.number("scrap"),
                Form.text("inputLots"));
    }

    private static Form finishedTest() {
        return Form.of("finished-tests", Form.text("lot"), Form.lines("results"));
    }

    private static Form cycle() {
        return Form.of(
                "cycles",
                Form.text("productLots"),
                Form.text("chamberId"),
                Form.number("eoConcentration"),
                Form.number("temperature"),
                Form.number("relativeHumidity"),
                Form.number("exposureMinutes"));
    }

    private static Form indicator() {
        return Form.of("indicators", Form.text("cycleNo"), Form.text("biLot"), Form.choice("growth", "no", "yes"));
    }

    private static Form decision() {
        return Form.of("decisions", Form.text("lot"), Form.choice("decision", "released", "quarantined", "rejected"));
    }

    private static Form shipment() {
        return Form.of(
                "shipments", Form.text("lot"), Form.number("quantity"), Form.text("consignee"), Form.text("country"));
    }

    private static Form nonconformity() {
        return Form.of(
                "nonconformities",
                Form.text("lot"),
                Form.text("what"),
                Form.number("quantity"),
                Form.choice("disposition", "rework", "scrap", "return", "concession", "sort"));
    }
}
