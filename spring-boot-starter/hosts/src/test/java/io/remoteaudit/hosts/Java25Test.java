package io.remoteaudit.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs once more on Java 25 what depends on Java, where the machine has one beside the Java that runs this. The hosts of {@link
 * SettingsTest} have a login there.
 */
class Java25Test {

    private static final String WANTED = "JAVA_VERSION=\"25";

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void hostsRunOnJava25AsWell() throws IOException, InterruptedException {
        assumeThat(Runtime.version().feature())
                .as("these tests run on Java 25 already")
                .isLessThan(25);
        Optional<Path> java = java25();
        assumeThat(java)
                .as("Java 25 is neither beside %s nor named by JAVA_25_HOME", System.getProperty("java.home"))
                .isPresent();
        String classPath =
                HostClassPath.all().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        Path said = directory.resolve("output.txt");
        Process process = new ProcessBuilder(
                        java.orElseThrow().resolve("bin/java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath,
                        TestRun.class.getName(),
                        ServingTest.class.getName(),
                        SettingsTest.class.getName(),
                        MonitoringTest.class.getName(),
                        TransactionTest.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor()).as(() -> read(said)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path said) {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Optional<Path> java25() throws IOException {
        String named = System.getenv("JAVA_25_HOME");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        Path siblings = Path.of(System.getProperty("java.home")).toRealPath().getParent();
        try (Stream<Path> homes = Files.list(siblings)) {
            List<Path> found = homes.filter(Java25Test::isWanted).toList();
            return found.stream().findFirst();
        }
    }

    private static boolean isWanted(Path home) {
        Path release = home.resolve("release");
        try {
            return Files.isRegularFile(release)
                    && Files.isExecutable(home.resolve("bin/java"))
                    && Files.readString(release).contains(WANTED);
        } catch (IOException e) {
            return false;
        }
    }
}
