package io.remoteaudit.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.Inspections;
import io.remoteaudit.RemoteAudit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command over an index that no process uses. */
class VerifyIndexTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void indexOfAStoppedModuleIsComparedWithItsLedger() throws IOException {
        try (RemoteAudit remoteAudit = open()) {
            save(remoteAudit, 0, 5);
        }
        assertThat(command("verify", "index", directory.toString()))
                .startsWith("0 ")
                .contains("size 5, 5 record versions")
                .contains("索引与账本一致");
        StoppedModule.removeFromIndex(directory, "IQC-3");
        assertThat(command(directory.toString()))
                .startsWith("1 ")
                .contains("IQC-3 (1): The index does not have it")
                .contains("IQC-3 (1): 索引中没有此版本")
                .contains("SearchIndex.rebuild()");
    }

    @Test
    void indexOfARunningModuleIsRefusedByItsProcess() {
        try (RemoteAudit remoteAudit = open()) {
            save(remoteAudit, 0, 1);
            assertThat(command(directory.toString()))
                    .startsWith("2 ")
                    .contains("in use by process " + ProcessHandle.current().pid());
            assertThat(remoteAudit.search().check(leaf -> {}).same()).isTrue();
        }
    }

    @Test
    void whatTheIndexHasYetToTakeInIsSaidAndIsNoDifference() throws IOException {
        Path kept = directory.resolveSibling(directory.getFileName() + "-kept");
        try (RemoteAudit remoteAudit = open()) {
            save(remoteAudit, 0, 5);
        }
        copy(directory.resolve("search"), kept);
        try (RemoteAudit remoteAudit = open()) {
            save(remoteAudit, 5, 3);
        }
        delete(directory.resolve("search"));
        Files.move(kept, directory.resolve("search"));
        assertThat(command(directory.toString())).startsWith("0 ").contains("yet to take in the 3 entries");
    }

    @Test
    void whatIsWrongWithACallIsSaid() throws IOException {
        assertThat(command()).startsWith("2 ").contains("Name the module's directory");
        assertThat(command("verify", "ledger", directory.toString()))
                .startsWith("2 ")
                .contains("Say 'verify index'");
        assertThat(command(directory.toString())).startsWith("2 ").contains("There is no ledger.db");
        try (RemoteAudit remoteAudit = open()) {
            save(remoteAudit, 0, 1);
        }
        delete(directory.resolve("search"));
        assertThat(command(directory.toString())).startsWith("2 RA-0316").contains("There is no search index");
    }

    private RemoteAudit open() {
        return RemoteAudit.builder(directory, "test.example/audit").open();
    }

    private static void save(RemoteAudit remoteAudit, int from, int count) {
        for (int i = 0; i < count; i++) {
            remoteAudit
                    .records()
                    .save(Inspections.of("IQC-" + (from + i), "98.7").build());
        }
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
        assertThat(remoteAudit.search().awaitIndexed(from + count, LONG)).isTrue();
    }

    private static String command(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            int status = VerifyIndex.run(arguments, print, print);
            return status + " " + out.toString(StandardCharsets.UTF_8);
        }
    }

    private static void copy(Path tree, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(tree.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
