package io.remoteaudit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.Inspections;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.search.IndexCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexSelfCheckTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void whatWasTakenOutOfTheIndexIsFoundInTheBackgroundAndPutRightByARebuild() throws IOException {
        try (RemoteAudit remoteAudit = open()) {
            save(remoteAudit, 0, 5);
            awaitIndexed(remoteAudit);
        }
        StoppedModule.removeFromIndex(directory, "IQC-3");
        try (RemoteAudit remoteAudit = open();
                IndexSelfCheck check = IndexSelfCheck.open(remoteAudit.search())) {
            awaitIndexed(remoteAudit);
            assertThat(check.last()).isEmpty();
            IndexCheck found = checked(check);
            assertThat(found.total()).isEqualTo(1);
            assertThat(found.differences().get(0).recordId()).isEqualTo("IQC-3");
            remoteAudit.search().rebuild();
            await().atMost(LONG).until(() -> !remoteAudit.search().progress().rebuilding());
            assertThat(checked(check).same()).isTrue();
        }
    }

    @Test
    void nothingDiffersWhileRecordsAreSavedAndAnotherIndexTakesThePlaceOfTheOneCompared() {
        try (RemoteAudit remoteAudit = open();
                IndexSelfCheck check = IndexSelfCheck.open(remoteAudit.search())) {
            save(remoteAudit, 0, 1_500);
            awaitIndexed(remoteAudit);
            check.start();
            remoteAudit.search().rebuild();
            int saved = 1_500;
            while (remoteAudit.search().progress().rebuilding()
                    || check.reached().isPresent()) {
                save(remoteAudit, saved, 1);
                saved++;
            }
            IndexCheck found = check.last().orElseThrow();
            assertThat(found.differences()).isEmpty();
            assertThat(found.versions()).isBetween(1_500L, (long) saved);
        }
    }

    @Test
    void indexThatIsClosedCannotBeCheckedAndTheCheckSaysSo() {
        RemoteAudit closed = open();
        closed.close();
        try (IndexSelfCheck check = IndexSelfCheck.open(closed.search())) {
            check.start();
            await().atMost(LONG)
                    .until(() -> check.hasFailed() && check.reached().isEmpty());
            assertThat(check.last()).isEmpty();
        }
    }

    private static IndexCheck checked(IndexSelfCheck check) {
        check.start();
        await().atMost(LONG).until(() -> check.reached().isEmpty());
        return check.last().orElseThrow();
    }

    private RemoteAudit open() {
        return RemoteAudit.builder(directory, "test.example/audit").open();
    }

    private static void save(RemoteAudit remoteAudit, int from, int count) {
        for (int i = from; i < from + count; i++) {
            remoteAudit.records().save(Inspections.of("IQC-" + i, "98.7").build());
        }
    }

    private static void awaitIndexed(RemoteAudit remoteAudit) {
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
        assertThat(remoteAudit.search().awaitIndexed(remoteAudit.ledger().size(), LONG))
                .isTrue();
    }
}
