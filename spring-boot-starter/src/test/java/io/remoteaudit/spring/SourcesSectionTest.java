package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the host's actuator shows of the sources records are taken from, and what it does not. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SourcesSectionTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void sourcesAreShownByTimesAndNumbersAlone() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("export"));
        String good = Document.feeding().samples("csv").get(0);
        Files.writeString(folder.resolve("a.csv"), good + "3,MB-1,99.10,maybe,李娜,2026/4/15 16:45\n");
        try (TestHost host = host(folder).start()) {
            await().atMost(LONG)
                    .until(() ->
                            shown(host).at("/bench/lastRun/finishedAt").asText().startsWith("20"));
            JsonNode bench = shown(host).path("bench");
            assertThat(bench.path("kind").asText()).isEqualTo("files");
            assertThat(bench.at("/lastRun/saved").asInt()).isEqualTo(2);
            assertThat(bench.at("/lastRun/brokeOff").asBoolean(true)).isFalse();
            assertThat(bench.path("refused").asInt()).isEqualTo(1);
            assertThat(bench.path("missing").asInt(-1)).isZero();
            await().atMost(LONG).until(() -> shown(host).at("/lims/lastRun").has("rows"));
            JsonNode lims = shown(host).path("lims");
            assertThat(lims.path("kind").asText()).isEqualTo("table");
            assertThat(lims.has("progress")).isFalse();
            assertThat(shown(host).toString())
                    .doesNotContain("李娜", "MB-1", "maybe", "IQC", "a.csv", directory.toString());
        }
    }

    private TestHost.Starting host(Path folder) throws Exception {
        TestHost.Starting starting = TestHost.in(directory, FeedTest.Host.class)
                .withoutLogin()
                .with("test.directory", directory.toString())
                .with("management.endpoints.web.exposure.include", "remoteaudit");
        for (String sample : Document.feeding().samples("yaml").subList(0, 2)) {
            Document.properties(sample).forEach(starting::with);
        }
        return starting.without("remote-audit.files.bench.folder")
                .with("remote-audit.files.bench.folder", folder.toString())
                .with("remote-audit.files.bench.every", "200ms");
    }

    private static JsonNode shown(TestHost host) {
        return Json.parse(host.get("/actuator/remoteaudit").body()).path("sources");
    }
}
