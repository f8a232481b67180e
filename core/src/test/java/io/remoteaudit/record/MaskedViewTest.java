package io.remoteaudit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.endpoint.Maker;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskedViewTest {

    private static final String ID = "IQC-1";

    @TempDir
    private Path directory;

    private RemoteAudit remoteAudit;

    @BeforeEach
    void open() {
        remoteAudit = RemoteAudit.builder(directory, "test.example/audit").open();
        remoteAudit
                .records()
                .save(Maker.inspection(ID, "S1", "98.7")
                        .reviewedBy(Maker.SECRET, "质量主管")
                        .build());
        assertThat(remoteAudit.ledger().awaitSequenced(Duration.ofSeconds(30))).isTrue();
    }

    @AfterEach
    void close() {
        remoteAudit.close();
    }

    @Test
    void personHasOnePseudonymInAnEngagementAndAnotherInTheNext() {
        List<MaskingRule> persons = List.of(MaskingRule.pseudonym("performedBy"), MaskingRule.pseudonym("reviewedBy"));
        List<MaskedValue> first = view("E-1", persons).masked();
        assertThat(first).extracting(MaskedValue::field).containsExactlyInAnyOrder("performedBy", "reviewedBy");
        assertThat(first.get(0).shown()).hasSize(1).isEqualTo(first.get(1).shown());
        assertThat(view("E-1", persons).masked()).isEqualTo(first);
        assertThat(view("E-2", persons).masked().get(0).shown())
                .isNotEqualTo(first.get(0).shown());
        RecordView view = view("E-1", persons);
        assertThat(view.toString() + view.toJson()).doesNotContain(Maker.SECRET, "检验员", "质量主管");
    }

    @Test
    void pseudonymsOutliveARestart() {
        List<MaskingRule> persons = List.of(MaskingRule.pseudonym("performedBy"));
        List<MaskedValue> before = view("E-1", persons).masked();
        remoteAudit.close();
        remoteAudit = RemoteAudit.builder(directory, "test.example/audit").open();
        assertThat(view("E-1", persons).masked()).isEqualTo(before);
    }

    @Test
    void numbersAreShownAsRangesAndDatesAsMonths() {
        assertThat(shown(MaskingRule.range("attributes/sampleSize", BigDecimal.TEN)))
                .containsExactly("[10, 20)");
        assertThat(shown(MaskingRule.range("attributes/sampleSize", new BigDecimal("0.5"))))
                .containsExactly("[13, 13.5)");
        assertThat(shown(MaskingRule.range("attributes/acceptanceNumber", BigDecimal.TEN)))
                .containsExactly("[0, 10)");
        assertThat(shown(MaskingRule.month("occurredAt"))).containsExactly("2026-04");
        assertThat(shown(MaskingRule.range("occurredAt", BigDecimal.TEN))).containsExactly("2026-04");
    }

    @Test
    void numbersBelowZeroFallInTheRangeBelowThem() {
        remoteAudit
                .records()
                .save(Maker.inspection("IQC-2", "S1", "98.7")
                        .attributes(Attributes.none()
                                .with("inspectionNo", "N-1")
                                .with("internalLot", "MB-1")
                                .with("plan", "-3")
                                .with("sampleSize", 13)
                                .with("acceptanceNumber", 0)
                                .with("rejectionNumber", 1)
                                .with("verdict", "accepted"))
                        .build());
        assertThat(remoteAudit.ledger().awaitSequenced(Duration.ofSeconds(30))).isTrue();
        Scope scope = Scope.everything().maskedBy(List.of(MaskingRule.range("attributes/plan", BigDecimal.TEN)));
        RecordView view = remoteAudit
                .scopedRecords()
                .find(scope, "IQC-2", remoteAudit.ledger().size())
                .orElseThrow();
        assertThat(view.masked().get(0).shown()).containsExactly("[-10, 0)");
    }

    @Test
    void whatARangeCannotBeMadeOfIsOmitted() {
        assertThat(shown(MaskingRule.range("title", BigDecimal.TEN))).isEmpty();
        assertThat(shown(MaskingRule.month("attributes/sampleSize"))).isEmpty();
        assertThat(shown(MaskingRule.range("measurements", BigDecimal.TEN))).isEmpty();
        assertThat(view("E-1", List.of(MaskingRule.range("title", BigDecimal.TEN)))
                        .field("title"))
                .isEmpty();
    }

    @Test
    void whatIsOmittedAsPartOfMoreStaysOmitted() {
        List<MaskingRule> rules =
                List.of(MaskingRule.omit("attributes"), MaskingRule.pseudonym("attributes/inspectionNo"));
        assertThat(view("E-1", rules).masked()).isEmpty();
        assertThat(view("E-1", List.of(MaskingRule.pseudonym("attributes"), MaskingRule.omit("attributes/plan")))
                        .masked())
                .extracting(MaskedValue::field)
                .contains("attributes/inspectionNo")
                .doesNotContain("attributes/plan");
    }

    @Test
    void withoutAnEngagementThereAreNoPseudonyms() {
        Scope scope = Scope.everything().maskedBy(MaskingRule.personal());
        RecordView view = remoteAudit
                .scopedRecords()
                .find(scope, ID, remoteAudit.ledger().size())
                .orElseThrow();
        assertThat(view.masked()).isEmpty();
        assertThat(view.toJson().toString()).doesNotContain(Maker.SECRET);
    }

    @Test
    void maskingIsWhollyOfOneKindForAField() {
        assertThatThrownBy(() ->
                        Scope.everything().maskedBy(List.of(MaskingRule.omit("title"), MaskingRule.pseudonym("title"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'title' is masked in two ways");
        assertThatThrownBy(() -> new MaskingRule("title", MaskingRule.Kind.OMIT, BigDecimal.TEN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MaskingRule.range("title", BigDecimal.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void trueValueNeverHasTheFormOfWhatStandsForOne() {
        for (String value : List.of(Maker.SECRET, "P-123", "13", "2026-04-15", "[1, 2]", "P-ILOUILOUILOU")) {
            for (MaskingRule.Kind kind : MaskingRule.Kind.values()) {
                assertThatThrownBy(() -> new MaskedValue("title", kind, List.of(value)))
                        .as(kind + " " + value)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void pseudonymsOfManyPersonsDiffer() {
        Pseudonyms pseudonyms = new Pseudonyms(new byte[32]);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            names.add(pseudonyms.of("person " + i));
        }
        assertThat(Set.copyOf(names)).hasSize(names.size());
        assertThat(pseudonyms.of(" e\u0301 ")).isEqualTo(pseudonyms.of("\u00e9"));
    }

    private List<String> shown(MaskingRule rule) {
        return view("E-1", List.of(rule)).masked().stream()
                .flatMap(value -> value.shown().stream())
                .toList();
    }

    private RecordView view(String engagement, List<MaskingRule> rules) {
        Scope scope = Scope.everything().maskedBy(rules).withPseudonymsOf(engagement);
        return remoteAudit
                .scopedRecords()
                .find(scope, ID, remoteAudit.ledger().size())
                .orElseThrow();
    }
}
