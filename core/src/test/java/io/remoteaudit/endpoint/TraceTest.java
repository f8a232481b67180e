package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.B;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.DailyLimits;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of lots as auditors get them: what lies at the edge of a scope is counted, and nothing else is told of it. */
class TraceTest {

    private static final String MASK = "SM-1";
    private static final String FABRIC = "MB-1";

    private Maker maker;

    @BeforeEach
    void plant(@TempDir Path directory) {
        maker = new Maker(directory);
        // Site 1 makes SM-1 of MB-1; what only site 2 knows of is a canary.
        save(issue("MI-1", "S1", MASK, FABRIC));
        save(receipt("RCV-1", "S1", FABRIC));
        save(shipment("SHP-1", "S1", MASK));
        save(issue("CANARYMI-1", "S2", MASK, "CANARYLOT-1"));
        save(issue("CANARYMI-2", "S2", "CANARYLOT-1", "CANARYLOT-2", "CANARYLOT-3"));
        save(receipt("CANARYRCV-1", "S2", FABRIC));
        save(issue("CANARYMI-3", "S2", "CANARYLOT-8", MASK));
        save(issue("CANARYMI-4", "S2", "CANARYLOT-9", MASK, FABRIC));
        maker.settle();
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void traceThatCrossesTheScopesEdgeSaysHowManyLotsAreOutsideAndNothingMore() {
        Maker.Result traced = maker.get(maker.tokenA, at(A, "/lots/" + MASK + "/trace"));
        assertThat(traced.status()).isEqualTo(200);
        JsonNode back = traced.json().path("back");
        assertThat(back.path("lots").findValuesAsText("lot")).containsExactly(FABRIC, MASK);
        assertThat(back.path("outside").asInt()).isEqualTo(1);
        assertThat(back.path("outsideNext").asInt()).isEqualTo(1);
        assertThat(traced.json().at("/forward/lots")).isEmpty();
        assertThat(traced.json().at("/forward/outside").asInt()).isEqualTo(2);
        Canaries.assertClean(traced, "trace");
        for (String records : List.of("/back/lots/0/records", "/lot/records")) {
            assertThat(traced.json().at(records).findValuesAsText("id")).doesNotHaveDuplicates();
        }
        assertThat(traced.json().at("/back/lots/0/facts/0/origins/supplierId/0").asText())
                .isEqualTo("SUP-1");
        assertThat(traced.json().at("/lot/facts/0/destinations/consignee/0").asText())
                .isEqualTo("City hospital");
        assertThat(traced.json().at("/names/attributes").has("shipment/consignee"))
                .isTrue();
    }

    @Test
    void whatLiesBehindTheEdgeChangesNothing() {
        String before = numbers(maker.tokenA, A, "/lots/" + MASK + "/trace");
        save(issue("CANARYMI-5", "S2", "CANARYLOT-2", "CANARYLOT-4", "CANARYLOT-5"));
        save(issue("CANARYMI-6", "S2", "CANARYLOT-10", "CANARYLOT-9"));
        save(receipt("CANARYRCV-2", "S2", "CANARYLOT-1"));
        maker.settle();
        assertThat(numbers(maker.tokenA, A, "/lots/" + MASK + "/trace")).isEqualTo(before);
    }

    /** What is not in scope is said by the terms alone, so it is the same whether or not there is any. */
    @Test
    void dossierDoesNotShowWhetherThereIsEvidenceOutsideTheScope() {
        String path = "/lots/" + MASK + "/dossier";
        String before = numbers(maker.tokenA, A, path);
        assertThat(before).contains("none-in-scope").doesNotContain("\"missing\"");
        save(shipment("CANARYSHP-1", "S2", MASK));
        for (String type : List.of("goods-receipt", "shipment")) {
            String id = "CANARY-" + type;
            save(type.equals("shipment") ? shipment(id, "S2", MASK) : receipt(id, "S2", MASK));
        }
        save(Maker.inspection("CANARYIQC-1", "S2", "98.7").lots(MASK, FABRIC));
        maker.settle();
        assertThat(numbers(maker.tokenA, A, path)).isEqualTo(before);
        assertThat(before).doesNotContain("CANARY");
        Maker.Result foreign = maker.get(maker.tokenA, at(A, "/lots/CANARYLOT-1/dossier"));
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.bytes())
                .isEqualTo(
                        maker.get(maker.tokenA, at(A, "/lots/NONE-1/dossier")).bytes());
    }

    @Test
    void lotOutsideTheScopeIsAsOneThatNeverWas() {
        Maker.Result absent = maker.get(maker.tokenA, at(A, "/lots/NONE-1/trace"));
        Maker.Result foreign = maker.get(maker.tokenA, at(A, "/lots/CANARYLOT-1/trace"));
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.bytes()).isEqualTo(absent.bytes());
        assertThat(foreign.answer().headers()).isEqualTo(absent.answer().headers());
        assertThat(maker.get(maker.tokenB, at(B, "/lots/CANARYLOT-1/trace")).status())
                .isEqualTo(200);
    }

    @Test
    void relationThatRestsOnAMaskedFieldIsNeitherShownNorCounted() {
        String token = engage("E-1", scope -> scope.masking(Set.of("attributes/inputLots")));
        JsonNode traced =
                maker.get(token, at("E-1", "/lots/" + MASK + "/trace")).json();
        for (String direction : List.of("back", "forward")) {
            assertThat(traced.path(direction).path("lots")).isEmpty();
            assertThat(traced.path(direction).path("outside").asInt()).isZero();
        }
        String origin = engage("E-2", scope -> scope.masking(Set.of("attributes/supplierId", "measurements")));
        JsonNode fabric =
                maker.get(origin, at("E-2", "/lots/" + FABRIC + "/trace")).json();
        assertThat(fabric.at("/lot/facts/0/origins").has("supplierId")).isFalse();
        assertThat(fabric.at("/lot/facts/0/origins").has("supplierLot")).isTrue();
        assertThat(fabric.at("/lot/records/0").has("nonconforming")).isFalse();
    }

    @Test
    void maskedLotsAndTypesLeaveNoLotToBeTraced() {
        for (String masked : List.of("lots", "type")) {
            String engagement = "E-" + masked;
            String token = engage(engagement, scope -> scope.masking(Set.of(masked)));
            Maker.Result mine = maker.get(token, at(engagement, "/lots/" + MASK + "/trace"));
            assertThat(mine.status()).as(masked).isEqualTo(404);
            assertThat(mine.bytes())
                    .isEqualTo(
                            maker.get(token, at(engagement, "/lots/NONE/trace")).bytes());
        }
    }

    @Test
    void lotTheTermsDoNotNameIsOutsideEvenWhereARecordInScopeNamesIt() {
        String token = engage("E-1", scope -> scope.ofLots(Selection.of(MASK)));
        Maker.Result traced = maker.get(token, at("E-1", "/lots/" + MASK + "/trace"));
        assertThat(traced.json().at("/back/lots")).isEmpty();
        assertThat(traced.json().at("/back/outside").asInt()).isEqualTo(2);
        assertThat(traced.text()).doesNotContain(FABRIC, "CANARY");
        assertThat(maker.get(token, at("E-1", "/lots/" + FABRIC + "/trace")).status())
                .isEqualTo(404);
    }

    @Test
    void traceIsOfTheLedgerSizeAskedForAndTaggedByItsContent() {
        String path = at(A, "/lots/" + MASK + "/trace");
        Maker.Result before = maker.get(maker.tokenA, path);
        long size = Long.parseLong(before.header("Audit-Ledger-Size"));
        assertThat(before.json().path("ledgerSize").asLong()).isEqualTo(size);
        save(issue("MI-2", "S1", MASK, "EL-1"));
        maker.settle();
        Maker.Result after = maker.get(maker.tokenA, path);
        assertThat(after.json().at("/back/lots").findValuesAsText("depth")).hasSize(2);
        Maker.Result pinned = maker.get(maker.tokenA, path + "?ledgerSize=" + size);
        assertThat(pinned.bytes()).isEqualTo(before.bytes());
        Headers tagged = Maker.bearer(maker.tokenA).with("If-None-Match", before.header("ETag"));
        assertThat(maker.send("GET", path + "?ledgerSize=" + size, tagged, new byte[0])
                        .status())
                .isEqualTo(304);
        assertThat(maker.get(maker.tokenA, path + "?ledgerSize=999999999").status())
                .isEqualTo(400);
    }

    @Test
    void boundsAreRefusedAndNeverCut() {
        for (String wrong : List.of("direction=up", "depth=0", "depth=101", "lots=0", "lots=2001", "deep=1")) {
            Maker.Result refused = maker.get(maker.tokenA, at(A, "/lots/" + MASK + "/trace?" + wrong));
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.json().at("/errors/0/parameter").asText()).isEqualTo(wrong.replaceFirst("=.*", ""));
        }
        JsonNode one = maker.get(maker.tokenB, at(B, "/lots/" + MASK + "/trace?direction=back&depth=1"))
                .json();
        assertThat(one.has("forward")).isFalse();
        assertThat(one.at("/back/deeper").asInt()).isEqualTo(2);
        JsonNode cut = maker.get(maker.tokenB, at(B, "/lots/" + MASK + "/trace?direction=back&lots=1"))
                .json();
        assertThat(cut.at("/back/lots")).hasSize(1);
        assertThat(cut.at("/back/cut").asInt()).isEqualTo(2);
    }

    @Test
    void tracingIsInTheTrailAndCountsItsLotsTowardsTheDailyLimit() {
        String token = maker.engage(
                "E-1",
                terms -> terms.limitedTo(new DailyLimits(
                        new DailyLimits.Bounds(Map.of(DailyLimits.Measure.ROWS, 3L)),
                        new DailyLimits.Bounds(Map.of()))));
        String path = at("E-1", "/lots/" + MASK + "/trace");
        assertThat(maker.get(token, path).status()).isEqualTo(200);
        assertThat(maker.get(token, path).code()).isEqualTo("RA-0729");
        maker.settle();
        JsonNode trail = maker.get(token, at("E-1", "/access")).json();
        assertThat(trail.at("/items/0/action").asText()).isEqualTo("trace");
        assertThat(trail.at("/items/0/target").asText()).isEqualTo(path);
        assertThat(trail.at("/items/0/served/rows").asInt()).isEqualTo(2);
    }

    /** An answer without the ledger's size, which every auditor may know. */
    private String numbers(String token, String engagement, String rest) {
        ObjectNode json = (ObjectNode) maker.get(token, at(engagement, rest)).json();
        json.remove("ledgerSize");
        return Json.write(json);
    }

    private String engage(String id, UnaryOperator<Scope> change) {
        return maker.engage(
                id,
                terms -> new EngagementTerms(
                        terms.body(),
                        terms.client(),
                        terms.purpose(),
                        terms.auditors(),
                        terms.criteria(),
                        change.apply(terms.scope().masking(new TreeSet<>())),
                        terms.rights(),
                        terms.accessFrom(),
                        terms.accessTo()));
    }

    private void save(QualityRecord.Builder record) {
        maker.remoteAudit().records().save(record.build());
    }

    private static QualityRecord.Builder record(String type, String id, String site) {
        return QualityRecord.of(type, id)
                .title(id)
                .site(site)
                .performedBy("李娜", null)
                .occurredAt(OffsetDateTime.parse("2026-04-15T16:30:00+08:00"));
    }

    private static QualityRecord.Builder issue(String id, String site, String lot, String... inputs) {
        return record("material-issue", id, site)
                .lots(lot)
                .lots(inputs)
                .attributes(Attributes.none()
                        .with("lot", lot)
                        .with("inputLots", List.of(inputs))
                        .with("quantity", 3));
    }

    private static QualityRecord.Builder receipt(String id, String site, String lot) {
        return record("goods-receipt", id, site)
                .lots(lot)
                .attributes(Attributes.none()
                        .with("receiptNo", id)
                        .with("supplierLot", id.startsWith("CANARY") ? "CANARYSUPPLIERLOT" : "26-0118A")
                        .with("supplierId", id.startsWith("CANARY") ? "CANARYSUPPLIER" : "SUP-1")
                        .with("internalLot", lot)
                        .with("quantity", 20)
                        .with("uom", "kg"));
    }

    private static QualityRecord.Builder shipment(String id, String site, String lot) {
        return record("shipment", id, site)
                .lots(lot)
                .attributes(Attributes.none()
                        .with("shipmentNo", id)
                        .with("lot", lot)
                        .with("quantity", 500)
                        .with("consignee", "City hospital")
                        .with("country", "CN"));
    }
}
