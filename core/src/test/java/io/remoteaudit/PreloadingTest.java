package io.remoteaudit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreloadingTest {

    @TempDir
    Path directory;

    @Test
    void moduleOpensAfterLoadingBeforehandAsWithoutIt() {
        RemoteAudit.preload(true);
        try (RemoteAudit remoteAudit =
                RemoteAudit.builder(directory, "preload.example/audit").open()) {
            assertThat(remoteAudit.ledger().size()).isZero();
        }
    }

    @Test
    void keyThatCannotBeReadIsReportedByOpeningAlthoughItIsReadBeside() throws Exception {
        RemoteAudit.builder(directory, "preload.example/audit").open().close();
        Files.write(directory.resolve("export-signing.password"), List.of("another"));
        assertThatThrownBy(() ->
                        RemoteAudit.builder(directory, "preload.example/audit").open())
                .isInstanceOf(RemoteAuditException.class)
                .hasMessageContaining("export-signing.p12");
        Files.delete(directory.resolve("export-signing.password"));
        Files.delete(directory.resolve("export-signing.p12"));
        RemoteAudit.builder(directory, "preload.example/audit").open().close();
    }
}
