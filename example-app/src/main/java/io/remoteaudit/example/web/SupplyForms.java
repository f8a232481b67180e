package io.remoteaudit.example.web;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Judging;
import io.remoteaudit.example.factory.Material;
import io.remoteaudit.example.factory.Product;
import io.remoteaudit.example.factory.ProductTests;
import io.remoteaudit.example.factory.Requirement;
import io.remoteaudit.example.factory.Site;
import io.remoteaudit.example.production.Batch;
import io.remoteaudit.example.production.MaterialIssue;
import io.remoteaudit.example.production.Production;
import io.remoteaudit.example.production.WorkOrder;
import io.remoteaudit.example.purchasing.GoodsReceipt;
import io.remoteaudit.example.purchasing.IncomingInspection;
import io.remoteaudit.example.purchasing.Purchasing;
import io.remoteaudit.record.Measurement;
import java.math.BigDecimal;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes the forms of purchasing and production: from the gate to the finished lot. */
@Controller
@RequestMapping("/qms")
final class SupplyForms {

    private final Purchasing purchasing;
    private final Production production;
    private final Judging judging;
    private final Desk desk;

    SupplyForms(Purchasing purchasing, Production production, Judging judging, Desk desk) {
        this.purchasing = purchasing;
        this.production = production;
        this.judging = judging;
        this.desk = desk;
    }

    @PostMapping("/purchasing/receipts")
    String receive(
            @RequestParam Site site,
            @RequestParam Material material,
            @RequestParam String orderNo,
            @RequestParam String supplierId,
            @RequestParam String supplierLot,
            @RequestParam BigDecimal quantity,
            Principal who,
            RedirectAttributes page) {
        Entry entry = desk.entry(Purchasing.RECEIPT, "GR", site, who);
        String lot = desk.lot(material.code(), entry);
        purchasing.receive(new GoodsReceipt(
                entry, orderNo.strip(), supplierId.strip(), material, supplierLot.strip(), lot, quantity));
        return Outcome.saved(page, entry.no() + " · " + lot, "purchasing", Purchasing.RECEIPT);
    }

    @PostMapping("/purchasing/incoming-inspections")
    String inspect(
            @RequestParam String internalLot, @RequestParam String results, Principal who, RedirectAttributes page) {
        Map<String, Object> receipt = desk.require(Purchasing.RECEIPT, "internal_lot", internalLot);
        Material material = Material.ofCode(Desk.text(receipt, "material"));
        Entry entry = desk.entry(Purchasing.INCOMING_INSPECTION, "IQC", Desk.site(receipt), who);
        Map<String, List<BigDecimal>> typed = Desk.results(results);
        List<Measurement> measurements = new ArrayList<>();
        for (Requirement requirement : material.requirements()) {
            List<BigDecimal> found = typed.get(requirement.characteristic());
            if (found != null) {
                measurements.add(judging.byOwn(requirement, found, "手工录入"));
            }
        }
        purchasing.inspect(new IncomingInspection(
                entry,
                material,
                Desk.text(receipt, "supplier_id"),
                Desk.text(receipt, "supplier_lot"),
                Desk.text(receipt, "internal_lot"),
                5,
                0,
                Outcome.verdict(measurements),
                measurements));
        return Outcome.saved(page, entry.no(), "purchasing", Purchasing.INCOMING_INSPECTION);
    }

    @PostMapping("/production/lots")
    String make(
            @RequestParam Site site,
            @RequestParam Product product,
            @RequestParam BigDecimal quantity,
            @RequestParam BigDecimal scrap,
            @RequestParam String inputLots,
            Principal who,
            RedirectAttributes page) {
        List<String> inputs = Desk.words(inputLots);
        for (String input : inputs) {
            desk.require(Purchasing.RECEIPT, "internal_lot", input);
        }
        Entry ordered = desk.entry(Production.WORK_ORDER, "WO", site, who);
        String lot = desk.lot(product.model(), ordered);
        String line = site.name() + "-" + product.model().substring(0, 2) + "-L1";
        production.make(
                new WorkOrder(ordered, product, lot, quantity, line, "BOM-C/3"),
                new MaterialIssue(
                        desk.entry(Production.MATERIAL_ISSUE, "MI", site, who),
                        product,
                        lot,
                        inputs,
                        quantity,
                        product.unit()),
                new Batch(
                        desk.entry(Production.BATCH, "BR", site, who),
                        product,
                        lot,
                        ordered.no(),
                        ordered.at(),
                        quantity,
                        scrap,
                        ProductTests.steps(product)));
        return Outcome.saved(page, ordered.no() + " · " + lot, "production", Production.BATCH);
    }
}
