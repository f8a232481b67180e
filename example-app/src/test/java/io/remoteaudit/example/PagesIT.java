package io.remoteaudit.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.client.AuditClient;
import io.remoteaudit.client.EngagementClient;
import io.remoteaudit.client.HeldHttp;
import io.remoteaudit.client.SearchQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walks an auditor and a member of the quality staff through the pages of the built example in headless Chromium. */
class PagesIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void bothPeopleWalkThroughThePagesWithoutAConsoleErrorOrAPolicyReport() throws Exception {
        // The walk is faster than a person, whom the usual allowance is for.
        try (ExampleProcess example = ExampleProcess.start(
                directory,
                "--example.records=400",
                "--remote-audit.endpoint.requests-per-minute=6000",
                "--remote-audit.endpoint.burst=3000")) {
            awaitSearchable(example);
            // What other programs hold is taken in by then, so that no count changes under the walk.
            Path taken = directory.resolve("data/strap-tester/done");
            await().atMost(LONG).until(() -> Files.isDirectory(taken));
            Path log = directory.resolve("walk.log");
            ProcessBuilder command = new ProcessBuilder(
                            "node",
                            "walk/walk.mjs",
                            directory.resolve("data/demo-access.json").toString())
                    .directory(Path.of(System.getProperty("ui.directory")).toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            command.environment().put("WALK_EXPORT", "检验");
            Process walk = command.start();
            boolean ended = walk.waitFor(5, TimeUnit.MINUTES);
            walk.destroyForcibly();
            assertThat(ended).isTrue();
            assertThat(walk.exitValue())
                    .as(Files.readString(log, StandardCharsets.UTF_8))
                    .isZero();
        }
    }

    /** As another auditor: the invitations of the two that walk are for the walk to redeem. */
    private static void awaitSearchable(ExampleProcess example) throws IOException {
        String engagement =
                example.access().path("engagements").get(2).path("id").asText();
        try (AuditClient client = HeldHttp.open(AuditClient.builder(example.baseUrl(), example.redeem(2)))) {
            EngagementClient audit = client.engagement(engagement);
            audit.agreement().accept(audit.view().digest());
            await().atMost(LONG)
                    .until(() -> audit.records().search(SearchQuery.of("检验")).total() > 0);
        }
    }
}
