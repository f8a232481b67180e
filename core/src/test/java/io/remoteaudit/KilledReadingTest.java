package io.remoteaudit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.record.Scope;
import io.remoteaudit.search.SearchHit;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.SearchResult;
import io.remoteaudit.search.text.SampleFiles;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed in the middle of reading attachments; the next goes on, reads what is left and nothing twice. */
class KilledReadingTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String ORIGIN = "test.example/audit";
    private static final int RECORDS = 60;

    @TempDir
    private Path directory;

    /** Saves records unless they are there, and reads their attachments until it is killed. */
    static final class Reader {
        public static void main(String[] arguments) throws IOException, InterruptedException {
            RemoteAudit remoteAudit =
                    RemoteAudit.builder(Path.of(arguments[0]), ORIGIN).open();
            if (remoteAudit.ledger().size() == 0) {
                for (int i = 0; i < RECORDS; i++) {
                    byte[] content = SampleFiles.word("附件正文 " + i);
                    remoteAudit
                            .records()
                            .save(Inspections.of("IQC-" + i, "98.7")
                                    .attachment(remoteAudit
                                            .attachments()
                                            .store("a.docx", "application/msword", new ByteArrayInputStream(content)))
                                    .build());
                }
            }
            System.out.print("reading\n");
            TimeUnit.HOURS.sleep(1);
        }
    }

    @Test
    void everyTextGetsInAndNoneIsReadTwice() throws Exception {
        int kills = Integer.getInteger("kills", 10);
        Random random = new Random(kills);
        Map<Path, FileTime> before = new HashMap<>();
        for (int kill = 0; kill < kills; kill++) {
            readAndKill(random.nextInt(Math.max(1, RECORDS / kills)) + before.size());
            Map<Path, FileTime> after = texts();
            assertThat(after).as("texts that were there are as they were").containsAllEntriesOf(before);
            before = after;
        }
        try (RemoteAudit remoteAudit = RemoteAudit.builder(directory, ORIGIN).open()) {
            await().atMost(LONG).until(() -> find(remoteAudit).total() == RECORDS);
            assertThat(find(remoteAudit).hits()).extracting(SearchHit::id).doesNotHaveDuplicates();
            assertThat(remoteAudit
                            .search()
                            .search(SearchRequest.of(Scope.everything(), ""))
                            .total())
                    .isEqualTo(RECORDS);
        }
        assertThat(texts()).hasSize(RECORDS).containsAllEntriesOf(before);
    }

    private static SearchResult find(RemoteAudit remoteAudit) {
        return remoteAudit.search().search(SearchRequest.of(Scope.everything(), "附件内容:附件正文"));
    }

    /** Kills once so many texts are there, in the middle of one that comes after them. */
    private void readAndKill(int after) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null && !line.equals("reading")) {
                line = out.readLine();
            }
            assertThat(line).isEqualTo("reading");
            await().atMost(LONG).ignoreExceptions().until(() -> texts().size() >= Math.min(after, RECORDS - 1));
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private Map<Path, FileTime> texts() throws IOException {
        Path texts = directory.resolve("attachment-texts");
        Map<Path, FileTime> times = new HashMap<>();
        if (Files.exists(texts)) {
            try (Stream<Path> files = Files.find(
                    texts,
                    2,
                    (file, attributes) -> attributes.isRegularFile()
                            && String.valueOf(file.getFileName()).matches("[0-9a-f]{64}"))) {
                for (Path file : files.toList()) {
                    times.put(file, Files.getLastModifiedTime(file));
                }
            }
        }
        return times;
    }
}
