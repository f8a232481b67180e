package io.remoteaudit.bare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trap 7: hosts of an integrator's, built from the POM as it is published and run from the one jar they become, in which the module's
 * resources are in jars within it.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BareHostIT {

    private static final Pattern LIBRARY = Pattern.compile("BOOT-INF/lib/(.+)-([0-9][^/]*)\\.jar");

    /** It has the names of Jackson 2, and lives beside it. */
    private static final Pattern JACKSON_3 =
            Pattern.compile("BOOT-INF/lib/jackson-(core|databind|dataformat-.*)-3\\.[^/]*");

    private static final Pattern PORT = Pattern.compile("started on port (\\d+)");

    /** What the module takes part in where a host has it, what its own tests use, and what its build alone needs. */
    private static final List<String> OF_OTHERS = List.of(
            "archunit",
            "assertj",
            "awaitility",
            "flyway",
            "hibernate",
            "jakarta.servlet-api",
            "jsr305",
            "junit",
            "mariadb",
            "micrometer-core",
            "nimbus",
            "postgresql",
            "reactor-netty",
            "spring-boot-actuator",
            "spring-boot-health",
            "spring-jdbc",
            "spring-security",
            "spring-webflux",
            "tika");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"boot-3.5", "boot-4.0", "boot-4.1"})
    void hostGetsOneVersionOfEachLibraryAndNothingThatIsOthers(String host) throws IOException {
        Map<String, String> versions = new TreeMap<>();
        try (JarFile jar = new JarFile(jar(host).toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                Matcher library = LIBRARY.matcher(entry.getName());
                if (library.matches() && !JACKSON_3.matcher(entry.getName()).matches()) {
                    assertThat(versions.put(library.group(1), library.group(2)))
                            .as("another version of " + entry.getName())
                            .isNull();
                }
            }
        }
        assertThat(versions)
                .containsKeys(
                        "remote-audit-core", "remote-audit-spring-boot-starter", "jackson-databind", "lucene-core");
        assertThat(versions.keySet()).noneMatch(name -> OF_OTHERS.stream().anyMatch(name::startsWith));
        assertThat(versions.get("jackson-core")).isEqualTo(versions.get("jackson-databind"));
    }

    @ParameterizedTest(name = "{0}, ahead of time {1}")
    @CsvSource({"boot-3.5, false", "boot-3.5, true", "boot-4.0, true", "boot-4.1, true"})
    void hostRunsFromItsOneJarAlsoAsProcessedAheadOfTime(String host, boolean aheadOfTime) throws Exception {
        Path said = directory.resolve("said.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dspring.aot.enabled=" + aheadOfTime,
                        "-jar",
                        jar(host).toString(),
                        "--remote-audit.directory=" + directory.resolve("remote-audit"),
                        "--remote-audit.origin=bare.example/audit",
                        "--remote-audit.endpoint.enabled=true",
                        "--server.address=127.0.0.1",
                        "--server.port=0")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !process.isAlive()
                            || PORT.matcher(Files.readString(said)).find());
            assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
            assertThat(Files.readString(said).contains("Starting AOT-processed"))
                    .isEqualTo(aheadOfTime);
            Matcher port = PORT.matcher(Files.readString(said));
            assertThat(port.find()).isTrue();
            answers("http://127.0.0.1:" + port.group(1));
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("stops").isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void answers(String address) throws IOException, InterruptedException {
        assertThat(get(address + "/hello").body()).isEqualTo("hello");
        assertThat(get(address + "/.well-known/remote-audit").body()).contains("bare.example/audit");
        HttpResponse<String> contract = get(address + "/audit/v1/openapi.yaml");
        assertThat(contract.statusCode()).isEqualTo(200);
        assertThat(contract.body()).startsWith("openapi:");
        HttpResponse<String> stranger = get(address + "/audit/v1/engagements");
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static Path jar(String host) {
        return Path.of("target", "it", host, "target", "qms.jar").toAbsolutePath();
    }
}
