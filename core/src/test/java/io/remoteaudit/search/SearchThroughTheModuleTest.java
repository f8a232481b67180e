package io.remoteaudit.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Verdict;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchThroughTheModuleTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void savedRecordIsFoundByACharacteristicsChineseNameAlsoAfterARestart() {
        try (RemoteAudit remoteAudit = open()) {
            remoteAudit.records().save(inspection("IQC-1", "94.2"));
            remoteAudit.records().save(inspection("IQC-2", "98.7"));
            assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
            assertThat(remoteAudit.search().awaitIndexed(2, LONG)).isTrue();
            assertThat(find(remoteAudit, "细菌过滤效率<95")).containsExactly("IQC-1");
            assertThat(find(remoteAudit, "BFE>=95")).containsExactly("IQC-2");
        }
        try (RemoteAudit remoteAudit = open()) {
            assertThat(remoteAudit.search().awaitIndexed(2, LONG)).isTrue();
            assertThat(find(remoteAudit, "细菌过滤效率<95")).containsExactly("IQC-1");
            assertThat(find(remoteAudit, "verdict:conforming")).containsExactly("IQC-1", "IQC-2");
        }
    }

    @Test
    void pageLargerThanAllowedIsRefusedAndNotCut() {
        assertThatThrownBy(() -> new SearchRequest(
                        Scope.everything(), "", List.of(), Sort.ID, Set.of(), 201, null, OptionalLong.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("200");
    }

    private RemoteAudit open() {
        return RemoteAudit.builder(directory, "test.example/audit").open();
    }

    private static List<String> find(RemoteAudit remoteAudit, String query) {
        return remoteAudit.search().search(SearchRequest.of(Scope.everything(), query)).hits().stream()
                .map(SearchHit::id)
                .sorted()
                .toList();
    }

    private static QualityRecord inspection(String id, String result) {
        return QualityRecord.of("incoming-inspection", id)
                .title("熔喷布进货检验")
                .site("S1")
                .product("medical-mask", null)
                .lots("MB-20260401-03")
                .standards("YY 0469-2011")
                .measurement(Measurement.of("BFE")
                        .results(result)
                        .unit("%")
                        .value("min", new BigDecimal(result))
                        .verdict(Verdict.CONFORMING)
                        .build())
                .performedBy("李娜", "检验员")
                .occurredAt(OffsetDateTime.parse("2026-04-15T16:30:00+08:00"))
                .attributes(Attributes.none()
                        .with("inspectionNo", id)
                        .with("internalLot", "MB-20260401-03")
                        .with("plan", "GB/T 2828.1-2012 II AQL 4.0")
                        .with("sampleSize", 13)
                        .with("acceptanceNumber", 0)
                        .with("rejectionNumber", 1)
                        .with("verdict", "accepted"))
                .build();
    }
}
