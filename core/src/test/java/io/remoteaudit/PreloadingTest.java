package io.remoteaudit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.export.ExportFailedException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.NewEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** Opens the module in a process of its own. */
    static final class Opener {
        public static void main(String[] arguments) {
            RemoteAudit.preload(true);
            RemoteAudit.builder(Path.of(arguments[0]), "preload.example/audit").open();
            Runtime.getRuntime().halt(0);
        }
    }

    /** Its archive is signed, and checking that takes a host longer than all else the module does when it starts. */
    @Test
    void openingDoesNotWaitForBouncyCastle() throws Exception {
        try (RemoteAudit remoteAudit =
                RemoteAudit.builder(directory, "preload.example/audit").open()) {
            assertThat(remoteAudit.ledger().size()).isZero();
        }
        loadsNoBouncyCastle();
        try (RemoteAudit remoteAudit =
                RemoteAudit.builder(directory, "preload.example/audit").open()) {
            remoteAudit.ledger().append(new NewEntry(EntryKind.QUESTION, "Q-1", 1, "E-1", new TreeMap<>(Map.of())));
            assertThat(remoteAudit.ledger().awaitSequenced(Duration.ofSeconds(60)))
                    .isTrue();
        }
        loadsNoBouncyCastle();
    }

    private void loadsNoBouncyCastle() throws IOException, InterruptedException {
        Path loaded = directory.resolve("loaded.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + loaded,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Opener.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        List<String> classes = Files.readAllLines(loaded);
        assertThat(classes).anyMatch(line -> line.contains("io.remoteaudit.ledger.LogSigner"));
        assertThat(classes).noneMatch(line -> line.contains("org.bouncycastle"));
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
