package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host whose beans were worked out when it was built starts as any other, in processes of its own. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class AheadOfTimeTest {

    @TempDir
    private Path directory;

    @Test
    void hostThatWasProcessedAheadOfTimeStartsFromWhatWasMadeThen() throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path");
        Path sources = directory.resolve("sources");
        Path resources = directory.resolve("resources");
        Path classes = directory.resolve("classes");
        String processed = run(
                classPath,
                List.of(),
                "org.springframework.boot.SpringApplicationAotProcessor",
                AheadOfTimeHost.class.getName(),
                sources.toString(),
                resources.toString(),
                classes.toString(),
                "test",
                "host");
        assertThat(sources).as(processed).isNotEmptyDirectory();
        assertThat(hints(resources)).contains("io/remoteaudit/api/").contains("io.remoteaudit.api.Messages");
        compile(sources, classes, classPath);
        String started = run(
                classes + File.pathSeparator + resources + File.pathSeparator + classPath,
                List.of("-Dspring.aot.enabled=true"),
                AheadOfTimeHost.class.getName(),
                "--remote-audit.directory=" + directory.resolve("remote-audit"),
                "--remote-audit.origin=test.example/audit",
                "--remote-audit.endpoint.enabled=true");
        assertThat(started).contains("STARTED aot=true ledger=test.example/audit beans=true");
    }

    private static String hints(Path resources) throws IOException {
        try (Stream<Path> files = Files.walk(resources)) {
            StringBuilder all = new StringBuilder();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString().replace("\\/", "/");
        }
    }

    private static void compile(Path sources, Path classes, String classPath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> files = Files.walk(sources)) {
            StringWriter said = new StringWriter();
            Files.createDirectories(classes);
            boolean done = compiler.getTask(
                            said,
                            manager,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-nowarn",
                                    "-cp",
                                    classes + File.pathSeparator + classPath,
                                    "-d",
                                    classes.toString()),
                            null,
                            manager.getJavaFileObjectsFromPaths(
                                    files.filter(path -> path.toString().endsWith(".java"))
                                            .toList()))
                    .call();
            assertThat(done).as(said.toString()).isTrue();
        }
    }

    /** Runs a main class in a process of its own and gives what it said. */
    private String run(String classPath, List<String> options, String main, String... arguments)
            throws IOException, InterruptedException {
        Path said = Files.createTempFile(directory, "said", ".log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath));
        command.addAll(options);
        command.add(main);
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES))
                    .as(Files.readString(said))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }
}
