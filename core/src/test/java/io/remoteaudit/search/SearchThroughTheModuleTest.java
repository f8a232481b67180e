package io.remoteaudit.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.Inspections;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.record.Scope;
import java.nio.file.Path;
import java.time.Duration;
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
            remoteAudit.records().save(Inspections.of("IQC-1", "94.2").build());
            remoteAudit.records().save(Inspections.of("IQC-2", "98.7").build());
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
}
