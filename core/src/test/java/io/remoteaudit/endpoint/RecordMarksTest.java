package io.remoteaudit.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.api.RecordMarks;
import io.remoteaudit.ledger.ErasureGrounds;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordMarksTest {

    @TempDir
    private Path directory;

    private Maker maker;

    @BeforeEach
    void open() {
        maker = new Maker(directory);
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void entryLaterThanTheThresholdIsMarkedWithHowLateAndItsCorrectionIsNotLater() {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        QualityRecord late = inspection("LATE", now.minusHours(30));
        save(late, late.nextVersion("抄录错误", new Person("王芳", null)).title("更正").build());
        save(inspection("TIMELY", now.minusHours(20)));
        assertThat(marks("LATE").lateBy()).isBetween(Duration.ofHours(30), Duration.ofHours(31));
        assertThat(marks("TIMELY").lateBy()).isNull();
    }

    @Test
    void versionThatMovesItsEventBackInTimeIsMarkedAsLate() {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        QualityRecord first = inspection("MOVED", now.minusHours(1));
        save(
                first,
                first.nextVersion("时间有误", new Person("王芳", null))
                        .occurredAt(now.minusDays(3))
                        .build());
        assertThat(marks("MOVED").lateBy()).isGreaterThan(Duration.ofDays(2));
        assertThat(marks("MOVED?version=1").lateBy()).isNull();
    }

    @Test
    void fieldsChangedSinceEntryAreNamedAlsoSeveralVersionsLater() {
        QualityRecord first = inspection("CHANGED", OffsetDateTime.now(ZoneOffset.UTC));
        QualityRecord second =
                first.nextVersion("一", new Person("王芳", null)).title("更正").build();
        save(
                first,
                second,
                second.nextVersion("二", new Person("王芳", null))
                        .product("medical-mask", "M-2")
                        .build());
        assertThat(marks("CHANGED").changedSinceEntry()).containsExactly("model", "title");
        assertThat(marks("CHANGED?version=2").changedSinceEntry()).containsExactly("title");
        assertThat(marks("CHANGED?version=1").changedSinceEntry()).isEmpty();
    }

    @Test
    void correctionAfterTheLotsReleaseIsMarkedAndOneBeforeIsNot() {
        QualityRecord first = inspection("FQC", OffsetDateTime.now(ZoneOffset.UTC));
        QualityRecord second =
                first.nextVersion("放行前", new Person("王芳", null)).title("放行前更正").build();
        save(first, second, release("REL", "released"));
        save(second.nextVersion("放行后", new Person("王芳", null)).title("放行后更正").build());
        assertThat(marks("FQC?version=2").correctedAfter()).isNull();
        assertThat(marks("FQC").correctedAfter())
                .isNotNull()
                .satisfies(release -> assertThat(release.recordId()).isEqualTo("REL"));
        JsonNode history = maker.get(maker.tokenB, Maker.at(Maker.B, "/records/FQC/versions"))
                .json();
        assertThat(history.at("/items/2/record/marks/correctedAfter/record").asText())
                .isEqualTo("REL");
        assertThat(history.at("/items/1/record/marks").has("correctedAfter")).isFalse();
    }

    @Test
    void rejectedLotIsNotReleased() {
        QualityRecord first = inspection("FQC", OffsetDateTime.now(ZoneOffset.UTC));
        save(first, release("REL", "rejected"));
        save(first.nextVersion("后", new Person("王芳", null)).title("更正").build());
        assertThat(marks("FQC").correctedAfter()).isNull();
    }

    @Test
    void erasedFieldIsNamedWithItsLegalReason() {
        save(inspection("ERASED", OffsetDateTime.now(ZoneOffset.UTC)));
        maker.remoteAudit()
                .records()
                .erase(
                        "ERASED",
                        new TreeSet<>(List.of("performedBy")),
                        new ErasureGrounds("个人信息保护法第四十七条", "目的已实现", "负责人"));
        maker.settle();
        assertThat(marks("ERASED").erased()).singleElement().satisfies(field -> {
            assertThat(field.field()).isEqualTo("performedBy");
            assertThat(field.legalBasis()).contains("第四十七条");
        });
    }

    private RecordMarks marks(String record) {
        return RecordMarks.fromJson(maker.get(maker.tokenB, Maker.at(Maker.B, "/records/" + record))
                .json()
                .path("marks"));
    }

    private void save(QualityRecord... records) {
        for (QualityRecord record : records) {
            maker.remoteAudit().records().save(record);
            // Each at a time of its own, since the marks compare the ledger's milliseconds.
            maker.settle();
        }
    }

    private static QualityRecord inspection(String id, OffsetDateTime occurredAt) {
        return Maker.inspection(id, "S2", "98.7")
                .lots("L-1")
                .occurredAt(occurredAt)
                .build();
    }

    private static QualityRecord release(String id, String decision) {
        return QualityRecord.of("lot-release", id)
                .title("产品放行")
                .site("S2")
                .lots("L-1")
                .performedBy("赵强", "放行人")
                .occurredAt(OffsetDateTime.now(ZoneOffset.UTC))
                .attributes(Attributes.none()
                        .with("lot", "L-1")
                        .with("checklist", "OK")
                        .with("releasedBy", "赵强")
                        .with("date", "2026-11-24")
                        .with("decision", decision))
                .build();
    }
}
