package io.remoteaudit.example.web;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Judging;
import io.remoteaudit.example.factory.Product;
import io.remoteaudit.example.factory.ProductTests;
import io.remoteaudit.example.inspection.FinishedGoodsTest;
import io.remoteaudit.example.inspection.Inspection;
import io.remoteaudit.example.production.Production;
import io.remoteaudit.example.quality.Nonconformity;
import io.remoteaudit.example.quality.QualitySystem;
import io.remoteaudit.example.release.Release;
import io.remoteaudit.example.release.ReleaseDecision;
import io.remoteaudit.example.release.Shipment;
import io.remoteaudit.example.sterilization.BiologicalIndicator;
import io.remoteaudit.example.sterilization.Cycle;
import io.remoteaudit.example.sterilization.Sterilization;
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

/** Takes the forms about finished lots: tested, sterilized, decided on, shipped, or found not to conform. */
@Controller
@RequestMapping("/qms")
final class LotForms {

    private final Inspection inspection;
    private final Sterilization sterilization;
    private final Release release;
    private final QualitySystem quality;
    private final Judging judging;
    private final Desk desk;

    LotForms(
            Inspection inspection,
            Sterilization sterilization,
            Release release,
            QualitySystem quality,
            Judging judging,
            Desk desk) {
        this.inspection = inspection;
        this.sterilization = sterilization;
        this.release = release;
        this.quality = quality;
        this.judging = judging;
        this.desk = desk;
    }

    @PostMapping("/inspection/finished-tests")
    String test(@RequestParam String lot, @RequestParam String results, Principal who, RedirectAttributes page) {
        Map<String, Object> batch = desk.require(Production.BATCH, "lot", lot);
        Product product = Desk.product(batch);
        Entry entry = desk.entry(Inspection.FINISHED_TEST, "FQC", Desk.site(batch), who);
        String edition = product.edition(entry.at().toLocalDate());
        Map<String, List<BigDecimal>> typed = Desk.results(results);
        List<Measurement> measurements = new ArrayList<>();
        for (ProductTests.Test test : ProductTests.finished(product)) {
            List<BigDecimal> found = typed.get(test.requirement().characteristic());
            if (found != null) {
                measurements.add(judging.byEdition(edition, test.requirement(), "1", found, "手工录入"));
            }
        }
        inspection.test(new FinishedGoodsTest(
                entry, product, Desk.text(batch, "lot"), edition, Outcome.verdict(measurements), measurements, null));
        return Outcome.saved(page, entry.no(), "inspection", Inspection.FINISHED_TEST);
    }

    @PostMapping("/sterilization/cycles")
    String run(
            @RequestParam String productLots,
            @RequestParam String chamberId,
            @RequestParam BigDecimal eoConcentration,
            @RequestParam BigDecimal temperature,
            @RequestParam BigDecimal relativeHumidity,
            @RequestParam int exposureMinutes,
            Principal who,
            RedirectAttributes page) {
        List<Map<String, Object>> batches = Desk.words(productLots).stream()
                .map(lot -> desk.require(Production.BATCH, "lot", lot))
                .toList();
        if (batches.isEmpty()) {
            throw new IllegalArgumentException("productLots: at least one lot");
        }
        Map<String, Object> first = batches.get(0);
        Entry entry = desk.entry(Sterilization.CYCLE, "EO", Desk.site(first), who);
        sterilization.run(new Cycle(
                entry,
                Desk.product(first),
                batches.stream().map(batch -> Desk.text(batch, "lot")).toList(),
                chamberId.strip(),
                eoConcentration,
                temperature,
                relativeHumidity,
                BigDecimal.valueOf(-32),
                exposureMinutes,
                168));
        return Outcome.saved(page, entry.no(), "sterilization", Sterilization.CYCLE);
    }

    @PostMapping("/sterilization/indicators")
    String indicate(
            @RequestParam String cycleNo,
            @RequestParam String biLot,
            @RequestParam String growth,
            Principal who,
            RedirectAttributes page) {
        Map<String, Object> cycle = desk.require(Sterilization.CYCLE, "no", cycleNo);
        Entry entry = desk.entry(Sterilization.BIOLOGICAL_INDICATOR, "BI", Desk.site(cycle), who);
        sterilization.indicate(new BiologicalIndicator(
                entry,
                Desk.product(cycle),
                Desk.words(Desk.text(cycle, "product_lots")),
                Desk.text(cycle, "no"),
                biLot.strip(),
                20,
                growth.equals("yes")));
        return Outcome.saved(page, entry.no(), "sterilization", Sterilization.BIOLOGICAL_INDICATOR);
    }

    @PostMapping("/release/decisions")
    String decide(@RequestParam String lot, @RequestParam String decision, Principal who, RedirectAttributes page) {
        Map<String, Object> batch = desk.require(Production.BATCH, "lot", lot);
        Entry entry = desk.entry(Release.RELEASE, "REL", Desk.site(batch), who);
        release.decide(
                new ReleaseDecision(entry, Desk.product(batch), Desk.text(batch, "lot"), who.getName(), decision));
        return Outcome.saved(page, entry.no(), "release", Release.RELEASE);
    }

    @PostMapping("/release/shipments")
    String ship(
            @RequestParam String lot,
            @RequestParam BigDecimal quantity,
            @RequestParam String consignee,
            @RequestParam String country,
            Principal who,
            RedirectAttributes page) {
        Map<String, Object> batch = desk.require(Production.BATCH, "lot", lot);
        Entry entry = desk.entry(Release.SHIPMENT, "SHP", Desk.site(batch), who);
        release.ship(new Shipment(
                entry, Desk.product(batch), Desk.text(batch, "lot"), quantity, consignee.strip(), country.strip()));
        return Outcome.saved(page, entry.no(), "release", Release.SHIPMENT);
    }

    @PostMapping("/quality/nonconformities")
    String reject(
            @RequestParam String lot,
            @RequestParam String what,
            @RequestParam BigDecimal quantity,
            @RequestParam String disposition,
            Principal who,
            RedirectAttributes page) {
        Map<String, Object> batch = desk.require(Production.BATCH, "lot", lot);
        Entry entry = desk.entry(QualitySystem.NONCONFORMITY, "NCR", Desk.site(batch), who);
        quality.reject(new Nonconformity(
                entry, Desk.product(batch), Desk.text(batch, "lot"), what.strip(), quantity, disposition));
        return Outcome.saved(page, entry.no(), "quality", QualitySystem.NONCONFORMITY);
    }
}
