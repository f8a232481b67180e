package io.remoteaudit;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.record.Scope;
import io.remoteaudit.search.SearchIndex;
import io.remoteaudit.search.SearchRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed in the middle of indexing and rebuilding; the index loses and doubles nothing by it. */
class KilledIndexingTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String ORIGIN = "test.example/audit";

    @TempDir
    private Path directory;

    /** Saves until it is killed, has what it saved indexed, and begins a rebuild whenever the one before has ended. */
    static final class Indexer {
        public static void main(String[] arguments) {
            RemoteAudit remoteAudit =
                    RemoteAudit.builder(Path.of(arguments[0]), ORIGIN).open();
            boolean rebuilding = Boolean.parseBoolean(arguments[2]);
            SearchIndex index = remoteAudit.search();
            for (int number = 0; ; number++) {
                remoteAudit
                        .records()
                        .save(Inspections.of(arguments[1] + "-" + number, "98.7")
                                .build());
                if (rebuilding && !index.progress().rebuilding()) {
                    index.rebuild();
                }
                System.out.print("saved\n");
            }
        }
    }

    /** Ten times, and a hundred in the profile {@code long}; every other time while the index is rebuilt again and again. */
    @Test
    void indexHoldsExactlyTheLedgerAfterEachKill() throws Exception {
        int kills = Integer.getInteger("kills", 10);
        Random random = new Random(kills);
        for (int kill = 0; kill < kills; kill++) {
            indexAndKill("R" + kill, kill % 2 == 1, 1 + random.nextInt(300));
            try (RemoteAudit remoteAudit =
                    RemoteAudit.builder(directory, ORIGIN).open()) {
                assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
                long size = remoteAudit.ledger().size();
                assertThat(remoteAudit.search().awaitIndexed(size, LONG)).isTrue();
                assertThat(remoteAudit
                                .search()
                                .search(SearchRequest.of(Scope.everything(), ""))
                                .total())
                        .as("after kill %s", kill)
                        .isEqualTo(size);
                assertThat(remoteAudit.search().check(leaf -> {}).differences())
                        .as("after kill %s", kill)
                        .isEmpty();
                assertThat(remoteAudit.search().progress().rebuilding()).isFalse();
                assertThat(builds()).as("what a killed rebuild left").hasSize(1);
            }
        }
    }

    private List<Path> builds() throws IOException {
        try (Stream<Path> children = Files.list(directory.resolve("search"))) {
            return children.filter(Files::isDirectory).toList();
        }
    }

    private void indexAndKill(String prefix, boolean rebuilding, int after) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Indexer.class.getName(),
                        directory.toString(),
                        prefix,
                        Boolean.toString(rebuilding))
                .redirectErrorStream(true)
                .start();
        int saved = 0;
        List<String> other = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null && saved < after; line = out.readLine()) {
                if (line.equals("saved")) {
                    saved++;
                } else {
                    other.add(line);
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(saved).as("what the process said: %s", other).isEqualTo(after);
    }
}
