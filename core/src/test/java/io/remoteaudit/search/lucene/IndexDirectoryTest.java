package io.remoteaudit.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where the index cannot be, the message says why and what to do. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class IndexDirectoryTest {

    @TempDir
    private Path directory;

    /** Holds the directory until it is killed. */
    static final class Holder {
        public static void main(String[] arguments) throws IOException {
            try (IndexDirectory held = IndexDirectory.hold(Path.of(arguments[0]))) {
                System.out.println("held " + held.path());
                int unused = System.in.read();
            }
        }
    }

    @Test
    void directoryAnotherProcessHoldsIsRefusedByThatProcessUntilItEnds() throws Exception {
        Path search = directory.resolve("search");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        search.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.lines().filter(line -> line.startsWith("held")).findFirst())
                    .hasValue("held " + search);
            assertRefused(search, "RA-0234")
                    .hasMessageContaining("in use by process " + other.pid())
                    .hasMessageContaining("stop it, or give this one a directory of its own");
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        IndexDirectory.hold(search).close();
    }

    @Test
    void directoryThatCannotBeCreatedIsRefusedWithTheReason() throws IOException {
        Path file = Files.writeString(directory.resolve("qms"), "a file where a directory should be");
        assertRefused(file.resolve("search"), "RA-0230")
                .hasMessageContaining("cannot be created")
                .hasMessageContaining(file.toString())
                .hasMessageContaining("check the owner and rights");
    }

    @Test
    void directoryWhoseLockCannotBeTakenIsRefusedWithTheReason() throws IOException {
        Path search = Files.createDirectory(directory.resolve("search"));
        Files.createDirectory(search.resolve("in-use.lock"));
        assertRefused(search, "RA-0230")
                .hasMessageContaining("cannot be locked")
                .hasMessageContaining("in-use.lock")
                .hasMessageContaining("on a local disk");
    }

    /** Rights do not stop the machine's first user, who runs tests in containers; this file system stops everybody. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void directoryNobodyMayWriteToIsRefusedWithTheReason() {
        assertRefused(Path.of("/sys/kernel"), "RA-0230").hasMessageContaining("cannot be locked");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Path path, String code) {
        return assertThatThrownBy(() -> IndexDirectory.hold(path).close())
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(path.toString());
    }
}
