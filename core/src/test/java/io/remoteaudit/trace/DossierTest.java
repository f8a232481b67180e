package io.remoteaudit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.api.LotDossierJson;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.CatalogueException;
import io.remoteaudit.standard.DossierItem;
import io.remoteaudit.standard.DossierRules;
import io.remoteaudit.standard.LotKind;
import io.remoteaudit.standard.RecordType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A made lot with all that is needed, and what becomes of its dossier when something is left out, late or hidden. */
class DossierTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String LOT = "SM-1";
    private static final String FABRIC = "MB-1";

    @TempDir
    private Path directory;

    private RemoteAudit maker;
    private final Map<String, QualityRecord.Builder> records = new TreeMap<>();

    @BeforeEach
    void plan() {
        maker = open(Catalogue.standard());
        add("work-order", "01", "WO-1").attributes(with("workOrderNo", "WO-1"));
        add("goods-receipt", "01", "RCV-1").lots(FABRIC).attributes(with("internalLot", FABRIC));
        add("incoming-inspection", "02", "IQC-1").lots(FABRIC).attributes(with("internalLot", FABRIC));
        add("material-issue", "03", "MI-1")
                .lots(LOT, FABRIC)
                .attributes(with("lot", LOT).with("inputLots", List.of(FABRIC)));
        add("line-clearance", "04", "CLR-1").lots(LOT).attributes(with("nextLot", LOT));
        add("batch-record", "05", "BR-1")
                .lots(LOT)
                .attributes(with("lot", LOT)
                        .with("workOrderNo", "WO-1")
                        .with("start", "2026-04-05T08:00:00+08:00")
                        .with("end", "2026-04-05T18:00:00+08:00"));
        add("environment-monitoring", "05", "ENV-1").attributes(with("roomId", "R-1"));
        add("in-process-inspection", "05", "IPQC-1").lots(LOT);
        add("finished-goods-test", "06", "FQC-1")
                .lots(LOT)
                .measurement(Measurement.of("BFE")
                        .results("98.7")
                        .unit("%")
                        .instrument("BFE-01")
                        .build());
        add("label-reconciliation", "06", "LBL-1").lots(LOT);
        add("lot-release", "07", "REL-1")
                .lots(LOT)
                .attributes(with("lot", LOT).with("decision", "released").with("checklist", "QS-REL-01 all checked"));
        add("shipment", "08", "SHP-1").lots(LOT).attributes(with("lot", LOT).with("country", "CN"));
        add("calibration", "01", "CAL-1")
                .attributes(with("instrumentId", "BFE-01")
                        .with("date", "2026-01-01")
                        .with("due", "2026-12-31"));
        add("training", "01", "TRN-1")
                .attributes(with("personRef", "P001")
                        .with("date", "2026-01-01")
                        .with("result", "passed")
                        .with("validTo", "2026-12-31"));
        add("controlled-document", "01", "DOC-1")
                .attributes(
                        with("docNo", "QS-REL-01").with("status", "effective").with("effective", "2026-01-01"));
    }

    @AfterEach
    void close() {
        maker.close();
    }

    private RemoteAudit open(Catalogue catalogue) {
        return RemoteAudit.builder(directory, "qms.example.com/remote-audit")
                .catalogue(catalogue)
                .clock(Clock.fixed(Instant.parse("2026-04-08T12:00:00Z"), ZoneOffset.UTC))
                .lateEntryAfter(Duration.ofDays(30))
                .open();
    }

    @Test
    void completeDossierHasNoGapAndNamesEachRecord() {
        LotDossier dossier = dossier(Scope.everything());
        assertThat(dossier.kind()).isEqualTo(LotKind.MADE);
        assertThat(dossier.sterile()).isFalse();
        assertThat(dossier.lines()).extracting(DossierLine::evidence).containsOnly(EvidenceState.PRESENT);
        assertThat(dossier.lines())
                .extracting(line -> line.records().get(0).record().id())
                .containsExactly(
                        "WO-1", "BR-1", "MI-1", "RCV-1", "IQC-1", "CLR-1", "ENV-1", "IPQC-1", "FQC-1", "LBL-1",
                        "REL-1");
        assertThat(dossier.lines()).noneMatch(DossierLine::verified);
        assertThat(dossier.validities())
                .extracting(Validity::subject, Validity::evidence)
                .contains(
                        tuple("BFE-01", EvidenceState.PRESENT),
                        tuple("李娜 P001", EvidenceState.PRESENT),
                        tuple("QS-REL-01 all checked", EvidenceState.PRESENT));
        assertThat(dossier.gaps()).isZero();
        assertThat(LotDossierJson.read(LotDossierJson.write(dossier, Catalogue.standard())))
                .isEqualTo(dossier);
    }

    @Test
    void whatIsNotThereIsMissingWhereTheScopeWouldShowIt() {
        Stream.of("WO-1", "IQC-1", "FQC-1", "CAL-1").forEach(records::remove);
        LotDossier dossier = dossier(Scope.everything());
        assertThat(lacking(dossier)).containsExactly("work-order", "incoming-inspection", "finished-goods-test");
        assertThat(dossier.lines())
                .filteredOn(line -> line.evidence() != EvidenceState.PRESENT)
                .allMatch(line -> line.evidence() == EvidenceState.MISSING
                        && line.limits().isEmpty());
        assertThat(dossier.gaps()).isEqualTo(3);
    }

    @Test
    void whatTheTermsCouldLeaveOutIsNeverMissingWhetherOrNotThereIsSome() {
        Selection all = Selection.everything();
        Scope site = new Scope(Selection.of("S1"), all, all, all, all, null, null, Set.of());
        Scope types = new Scope(
                all,
                all,
                Selection.of("batch-record", "material-issue", "lot-release"),
                all,
                all,
                null,
                null,
                Set.of());
        Map<String, EvidenceState> there = evidence(dossier(types));
        assertThat(there).containsEntry("finished-goods-test", EvidenceState.OUTSIDE_SCOPE);
        assertThat(there).containsEntry("batch-record", EvidenceState.PRESENT);

        records.replaceAll((id, record) -> id.equals("FQC-1") ? record.site("S2") : record);
        maker.close();
        maker = RemoteAudit.builder(directory.resolve("other"), "qms.example.com/remote-audit")
                .lateEntryAfter(Duration.ofDays(30_000))
                .open();
        LotDossier elsewhere = dossier(site);
        records.clear();
        assertThat(evidence(elsewhere)).containsEntry("finished-goods-test", EvidenceState.NONE_IN_SCOPE);
        assertThat(elsewhere.lines())
                .filteredOn(line -> line.recordType().equals("finished-goods-test"))
                .flatExtracting(DossierLine::limits)
                .containsExactly("sites");
        assertThat(elsewhere.sterile()).isNull();
        assertThat(evidence(elsewhere)).containsEntry("eo-residue", EvidenceState.UNDETERMINED);
        // The other site's test is told of neither by an instrument nor by a person.
        assertThat(elsewhere.validities()).extracting(Validity::subject).doesNotContain("BFE-01");
    }

    @Test
    void sterileLotNeedsTheRecordsOfItsSterilizationToo() {
        add("sterilization-load", "06", "STR-1")
                .lots(LOT)
                .attributes(with("cycleNo", "EO-1").with("lots", List.of(LOT)));
        add("biological-indicator", "06", "BI-1").attributes(with("cycleNo", "EO-1"));
        LotDossier dossier = dossier(Scope.everything());
        assertThat(dossier.sterile()).isTrue();
        assertThat(evidence(dossier))
                .containsEntry("sterilization-load", EvidenceState.PRESENT)
                .containsEntry("biological-indicator", EvidenceState.PRESENT)
                .containsEntry("eo-residue", EvidenceState.MISSING);
    }

    @Test
    void recordsInTheWrongOrderAreToldAndARepeatedTestIsNone() {
        records.replaceAll((id, record) -> switch (id) {
            case "IQC-1" -> record.occurredAt(at("04"));
            case "FQC-1" -> record.occurredAt(at("08"));
            default -> record;
        });
        add("line-clearance", "07", "CLR-2").lots(LOT).attributes(with("nextLot", LOT));
        LotDossier dossier = dossier(Scope.everything());
        assertThat(dossier.outOfOrder())
                .extracting(
                        OutOfOrder::id,
                        one -> one.first().record().id(),
                        one -> one.then().record().id())
                .containsExactly(
                        tuple("inspected-before-use", "IQC-1", "MI-1"),
                        tuple("tested-before-release", "FQC-1", "REL-1"));
        LotDossier blind = read(Scope.everything().masking(Set.of("occurredAt")));
        assertThat(blind.outOfOrder()).isEmpty();
        assertThat(blind.orderKnown()).isFalse();
        assertThat(blind.validities()).isEmpty();
    }

    @Test
    void lateEntryIsMarked() {
        records.replaceAll((id, record) ->
                id.equals("IPQC-1") ? record.occurredAt(OffsetDateTime.parse("2026-02-01T12:00:00+08:00")) : record);
        assertThat(dossier(Scope.everything()).lines())
                .filteredOn(line -> line.records().stream().anyMatch(DossierRecord::late))
                .extracting(DossierLine::recordType)
                .containsExactly("in-process-inspection");
    }

    @Test
    void whatWasNotValidOnTheDayIsToldWithTheRecordItTookPartIn() {
        records.replaceAll((id, record) -> switch (id) {
            case "CAL-1" ->
                record.attributes(with("instrumentId", "BFE-01")
                        .with("date", "2026-01-01")
                        .with("due", "2026-03-15"));
            case "TRN-1" ->
                record.attributes(
                        with("personRef", "P001").with("date", "2026-04-06").with("result", "passed"));
            case "DOC-1" ->
                record.attributes(
                        with("docNo", "QS-REL-01").with("status", "draft").with("effective", "2026-01-01"));
            default -> record;
        });
        LotDossier dossier = dossier(Scope.everything());
        assertThat(dossier.validities())
                .extracting(
                        Validity::id,
                        Validity::evidence,
                        validity -> validity.usedIn().id())
                .containsExactly(
                        tuple("calibration", EvidenceState.INVALID, "FQC-1"),
                        tuple("training", EvidenceState.INVALID, "MI-1"),
                        tuple("document", EvidenceState.INVALID, "REL-1"));
        LotDossier masked = read(Scope.everything().masking(Set.of("performedBy", "attributes/due")));
        assertThat(masked.validities())
                .extracting(Validity::id, Validity::evidence)
                .contains(tuple("calibration", EvidenceState.UNDETERMINED))
                .noneMatch(tuple -> tuple.toList().contains("training"));
    }

    @Test
    void receivedLotNeedsItsReceiptAndInspectionAndAnUnknownOneNothing() {
        records.remove("IQC-1");
        dossier(Scope.everything());
        LotDossier fabric = read(FABRIC, Scope.everything());
        assertThat(fabric.kind()).isEqualTo(LotKind.RECEIVED);
        assertThat(evidence(fabric))
                .containsOnly(
                        Map.entry("goods-receipt", EvidenceState.PRESENT),
                        Map.entry("incoming-inspection", EvidenceState.MISSING));
        Selection all = Selection.everything();
        Scope used = new Scope(all, all, Selection.of("material-issue"), all, all, null, null, Set.of());
        assertThat(read(FABRIC, used).kind()).isNull();
        assertThat(read(FABRIC, used).lines()).isEmpty();
    }

    @Test
    void hostNeedsMoreByRulesOfItsOwn() {
        maker.close();
        DossierItem sample = new DossierItem("retained", LotKind.MADE, "retained-sample", false, false, null, true);
        Catalogue standard = Catalogue.standard();
        maker = open(standard.toBuilder()
                .dossier(standard.dossier().and(new DossierRules(List.of(sample), List.of(), List.of())))
                .build());
        LotDossier dossier = dossier(Scope.everything());
        assertThat(lacking(dossier)).containsExactly("retained-sample");
        assertThat(dossier.lines().get(dossier.lines().size() - 1).verified()).isTrue();
        DossierItem unknown = new DossierItem("other", LotKind.MADE, "no-such-type", false, false, null, true);
        assertThatThrownBy(() -> standard.toBuilder()
                        .dossier(new DossierRules(List.of(unknown), List.of(), List.of()))
                        .build())
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("no-such-type");
    }

    private static List<String> lacking(LotDossier dossier) {
        return dossier.lines().stream()
                .filter(line -> line.evidence() != EvidenceState.PRESENT)
                .map(DossierLine::recordType)
                .toList();
    }

    private static Map<String, EvidenceState> evidence(LotDossier dossier) {
        Map<String, EvidenceState> evidence = new TreeMap<>();
        dossier.lines().forEach(line -> evidence.put(line.recordType(), line.evidence()));
        return evidence;
    }

    /** Saves what is planned, and reads the lot's dossier. */
    private LotDossier dossier(Scope scope) {
        for (QualityRecord.Builder record : records.values()) {
            maker.records().save(complete(record.build()));
        }
        assertThat(maker.ledger().awaitSequenced(LONG)).isTrue();
        assertThat(maker.search().awaitIndexed(maker.ledger().size(), LONG)).isTrue();
        return read(scope);
    }

    private LotDossier read(Scope scope) {
        return read(LOT, scope);
    }

    private LotDossier read(String lot, Scope scope) {
        return maker.lots()
                .dossier(
                        scope,
                        lot,
                        maker.ledger().size(),
                        view -> assertThat(scope.masks("nothing")).isFalse())
                .orElseThrow();
    }

    private QualityRecord.Builder add(String type, String day, String id) {
        QualityRecord.Builder record = QualityRecord.of(type, id)
                .title(id)
                .site("S1")
                .performedBy("李娜 P001", null)
                .occurredAt(at(day));
        records.put(id, record);
        return record;
    }

    private static OffsetDateTime at(String day) {
        return OffsetDateTime.parse("2026-04-" + day + "T12:00:00+08:00");
    }

    private static Attributes with(String name, String value) {
        return Attributes.none().with(name, value);
    }

    /** The rest of what the type asks for, of which these tests say nothing. */
    private static QualityRecord complete(QualityRecord record) {
        RecordType type = Catalogue.standard().recordType(record.type()).orElseThrow();
        ObjectNode schema = (ObjectNode) type.schema();
        boolean measured =
                !type.measurementsRequired() || !record.measurements().isEmpty();
        Attributes attributes = record.attributes();
        for (var name : schema.path("required")) {
            if (!attributes.toMap().containsKey(name.asText())) {
                var property = schema.at("/properties/" + name.asText());
                attributes = attributes.with(
                        name.asText(),
                        property.has("enum")
                                ? property.get("enum").get(0)
                                : switch (property.path("type").asText()) {
                                    case "number", "integer" -> Json.parse("1");
                                    case "array" -> Json.array().add("x");
                                    default ->
                                        Json.text(
                                                switch (property.path("format").asText()) {
                                                    case "date" -> "2026-01-01";
                                                    case "date-time" -> "2026-01-01T00:00:00Z";
                                                    default -> "x";
                                                });
                                });
            }
        }
        return new QualityRecord(
                record.id(),
                record.type(),
                record.version(),
                record.title(),
                record.site(),
                record.productFamily(),
                record.model(),
                record.lots(),
                record.standards(),
                record.clauses(),
                measured
                        ? record.measurements()
                        : List.of(Measurement.of("BFE").results("98").unit("%").build()),
                record.performedBy(),
                record.reviewedBy(),
                record.occurredAt(),
                attributes,
                record.attachments(),
                record.change());
    }
}
