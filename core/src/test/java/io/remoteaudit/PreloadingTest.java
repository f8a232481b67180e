package io.remoteaudit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.export.ExportFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    void keyThatCannotBeReadOrWasCutOffIsReportedByOpeningAndAWrongPasswordByWhatNeedsTheKey() throws Exception {
        try (RemoteAudit remoteAudit =
                RemoteAudit.builder(directory, "preload.example/audit").open()) {
            assertThat(remoteAudit.exports().signers()).hasSize(1);
        }
        Path password = directory.resolve("export-signing.password");
        Files.writeString(password, "another");
        try (RemoteAudit remoteAudit =
                RemoteAudit.builder(directory, "preload.example/audit").open()) {
            assertThatThrownBy(() -> remoteAudit.exports().signers())
                    .isInstanceOf(ExportFailedException.class)
                    .hasMessageContaining("export-signing.p12");
        }
        Path key = directory.resolve("export-signing.p12");
        byte[] whole = Files.readAllBytes(key);
        Files.write(key, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() ->
                        RemoteAudit.builder(directory, "preload.example/audit").open())
                .isInstanceOf(ExportFailedException.class)
                .hasMessageContaining("export-signing.p12");
        Files.write(key, whole);
        Files.delete(password);
        assertThatThrownBy(() ->
                        RemoteAudit.builder(directory, "preload.example/audit").open())
                .isInstanceOf(ExportFailedException.class)
                .hasMessageContaining("export-signing.password");
    }
}
