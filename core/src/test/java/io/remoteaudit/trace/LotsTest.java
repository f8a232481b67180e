package io.remoteaudit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.ledger.ErasureGrounds;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.CatalogueException;
import io.remoteaudit.standard.LocalizedText;
import io.remoteaudit.standard.RecordType;
import io.remoteaudit.standard.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows lots through a real ledger and index, in the maker's own view. */
class LotsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private RemoteAudit maker;

    @BeforeEach
    void open() {
        maker = open(Catalogue.standard());
    }

    @AfterEach
    void close() {
        maker.close();
    }

    private RemoteAudit open(Catalogue catalogue) {
        return RemoteAudit.builder(directory, "qms.example.com/remote-audit")
                .catalogue(catalogue)
                .open();
    }

    @Test
    void circleIsWalkedOnceAndSaidToLeadBack() {
        save(issue("MI-1", "A", "B"), issue("MI-2", "B", "C"), issue("MI-3", "C", "A", "D"));
        Branch back = trace("A").branches().get(TraceDirection.BACK);
        assertThat(lots(back)).containsExactly("B", "C", "D");
        assertThat(back.circles()).containsExactly(new LotRelation("C", new TracedRecord("material-issue", "MI-3", 1)));
        assertThat(lots(trace("D").branches().get(TraceDirection.FORWARD))).containsExactly("C", "B", "A");
    }

    @Test
    void correctionTakesThePlaceOfWhatItCorrectsAndTheEarlierStateCanStillBeAsked() {
        QualityRecord wrong = issue("MI-1", "A", "B");
        save(wrong);
        long before = maker.ledger().size();
        save(wrong.nextVersion("批号录入有误", new Person("王芳", "质量主管"))
                .attribute("inputLots", Json.array().add("C"))
                .build());
        assertThat(lots(trace("A").branches().get(TraceDirection.BACK))).containsExactly("C");
        LotTrace earlier = maker.lots()
                .trace(Scope.everything(), "A", TraceRequest.both(), before)
                .orElseThrow();
        assertThat(lots(earlier.branches().get(TraceDirection.BACK))).containsExactly("B");
        assertThat(earlier.ledgerSize()).isEqualTo(before);
    }

    @Test
    void erasedRelationIsNoLongerTold() {
        save(issue("MI-1", "A", "B"), issue("MI-2", "A", "C"));
        maker.records()
                .erase(
                        "MI-1",
                        new TreeSet<>(Set.of("attributes/inputLots")),
                        new ErasureGrounds("PIPL 47", "个人信息", "质量负责人"));
        settle();
        assertThat(lots(trace("A").branches().get(TraceDirection.BACK))).containsExactly("C");
    }

    @Test
    void reworkedLotIsFollowedToTheLotItCameOutAs() {
        QualityRecord rework = record("rework", "RW-1")
                .lots("A", "A-R1")
                .attributes(Attributes.none()
                        .with("reworkNo", "RW-1")
                        .with("ncrNo", "NCR-1")
                        .with("lot", "A")
                        .with("newLot", "A-R1"))
                .build();
        save(rework, issue("MI-1", "A", "B"));
        assertThat(lots(trace("A-R1").branches().get(TraceDirection.BACK))).containsExactly("A", "B");
        assertThat(lots(trace("B").branches().get(TraceDirection.FORWARD))).containsExactly("A", "A-R1");
    }

    @Test
    void lotsOfAThousandLotsAreTracedWholeWithTheirRecords() {
        List<QualityRecord> records = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int batch = i;
            records.add(issue(
                    "MI-" + i,
                    "SM-" + i,
                    IntStream.range(0, 10)
                            .mapToObj(n -> "MB-" + (batch * 10 + n))
                            .toArray(String[]::new)));
        }
        records.add(issue(
                "MI-ALL",
                "KIT-1",
                IntStream.range(0, 100).mapToObj(i -> "SM-" + i).toArray(String[]::new)));
        save(records.toArray(QualityRecord[]::new));
        LotTrace kit = maker.lots()
                .trace(
                        Scope.everything(),
                        "KIT-1",
                        new TraceRequest(Set.of(TraceDirection.BACK), 5, TraceRequest.MAX_LOTS),
                        maker.ledger().size())
                .orElseThrow();
        Branch back = kit.branches().get(TraceDirection.BACK);
        assertThat(back.lots()).hasSize(1_100);
        assertThat(back.cut() + back.deeper() + back.outside()).isZero();
        assertThat(back.lots())
                .allMatch(lot -> lot.records().get(0).recordType().equals("material-issue"));
        Branch usual = trace("KIT-1").branches().get(TraceDirection.BACK);
        assertThat(usual.lots()).hasSize(TraceRequest.DEFAULT_LOTS);
        assertThat(usual.cut()).isEqualTo(100);
    }

    /** What an index was made without is not left out in silence: it is made again first. */
    @Test
    void hostsOwnRecordTypeTakesPartAlsoWhereItComesToALedgerThatIsThere() {
        save(issue("MI-1", "A", "B"));
        maker.close();
        maker = open(
                Catalogue.standard().toBuilder().recordType(blend("x-trace")).build());
        save(record("blend", "BL-1")
                .lots("B")
                .attributes(Attributes.none().with("into", "B").with("from", List.of("P", "Q")))
                .build());
        assertThat(lots(trace("A").branches().get(TraceDirection.BACK))).containsExactly("B", "P", "Q");
        assertThat(lots(trace("Q").branches().get(TraceDirection.FORWARD))).containsExactly("B", "A");
    }

    @Test
    void roleThatDoesNotExistIsRefusedWithThoseThatDo() {
        assertThatThrownBy(() -> RecordType.builder("blend")
                        .name(new LocalizedText("混合", "Blend"))
                        .stage(Stage.PRODUCTION)
                        .schema(Json.parse("{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","
                                + "\"properties\":{\"from\":{\"x-trace\":\"inputs\"}}}"))
                        .build())
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("/properties/from/x-trace")
                .hasMessageContaining("use input, output");
    }

    private static RecordType blend(String role) {
        return RecordType.builder("blend")
                .name(new LocalizedText("混合", "Blend"))
                .stage(Stage.PRODUCTION)
                .schema(Json.parse("""
                        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {
                          "into": {"type": "string", "%s": "output"},
                          "from": {"type": "array", "items": {"type": "string"}, "%s": "input"}}}
                        """.formatted(role, role)))
                .build();
    }

    private LotTrace trace(String lot) {
        return maker.lots()
                .trace(
                        Scope.everything(),
                        lot,
                        TraceRequest.both(),
                        maker.ledger().size())
                .orElseThrow();
    }

    private static List<String> lots(Branch branch) {
        return branch.lots().stream().map(TracedLot::lot).toList();
    }

    private void save(QualityRecord... records) {
        maker.records().saveAll(List.of(records));
        settle();
    }

    private void settle() {
        assertThat(maker.ledger().awaitSequenced(LONG)).isTrue();
        assertThat(maker.search().awaitIndexed(maker.ledger().size(), LONG)).isTrue();
        await().atMost(LONG).until(() -> maker.search().progress().building() == null);
    }

    private static QualityRecord.Builder record(String type, String id) {
        return QualityRecord.of(type, id)
                .title(id)
                .site("S1")
                .performedBy("李娜", null)
                .occurredAt(OffsetDateTime.parse("2026-04-15T16:30:00+08:00"));
    }

    private static QualityRecord issue(String id, String lot, String... inputs) {
        return record("material-issue", id)
                .lots(lot)
                .lots(inputs)
                .attributes(Attributes.none()
                        .with("lot", lot)
                        .with("inputLots", List.of(inputs))
                        .with("quantity", 3))
                .build();
    }
}
