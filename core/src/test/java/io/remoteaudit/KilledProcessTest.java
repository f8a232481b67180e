package io.remoteaudit;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.QualityRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed in the middle of saving; what it had acknowledged is all there, and nothing by halves. */
class KilledProcessTest {

    private static final String ORIGIN = "test.example/audit";
    private static final int THREADS = 4;

    @TempDir
    private Path directory;

    /** Saves on several threads until it is killed, and prints each id once it is acknowledged. */
    static final class Saver {
        public static void main(String[] arguments) throws InterruptedException {
            RemoteAudit remoteAudit =
                    RemoteAudit.builder(Path.of(arguments[0]), ORIGIN).open();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String prefix = arguments[1] + "-" + i + "-";
                Thread thread = new Thread(() -> {
                    for (int number = 0; ; number++) {
                        remoteAudit.records().save(record(prefix + number));
                        System.out.print("saved " + prefix + number + "\n");
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    @Test
    void everyAcknowledgedRecordSurvivesAndIsProvable() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        for (int round = 1; round <= 2; round++) {
            acknowledged.addAll(saveAndKill("R" + round, 40 + 50 * round));
            try (RemoteAudit remoteAudit =
                    RemoteAudit.builder(directory, ORIGIN).open()) {
                Ledger ledger = remoteAudit.ledger();
                assertThat(ledger.awaitSequenced(Duration.ofSeconds(60))).isTrue();
                Checkpoint checkpoint = ledger.key().open(ledger.checkpoint().note());
                Set<String> found = new HashSet<>();
                for (Entry entry : ledger.sequenced(0, 10_000)) {
                    assertThat(entry.disclosures()).hasSameSizeAs(entry.leaf().digests());
                    assertThat(ledger.inclusion(entry.leafIndex().orElseThrow(), checkpoint.size())
                                    .verify(entry.leaf().hash(), checkpoint.root()))
                            .isTrue();
                    assertThat(found.add(entry.subject())).isTrue();
                }
                assertThat(found).hasSize((int) checkpoint.size()).containsAll(acknowledged);
                assertThat(found.size() - acknowledged.size())
                        .as("saved, but killed before it could say so")
                        .isLessThanOrEqualTo(THREADS * round);
            }
        }
    }

    private Set<String> saveAndKill(String prefix, int after) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Saver.class.getName(),
                        directory.toString(),
                        prefix)
                .redirectErrorStream(true)
                .start();
        Set<String> acknowledged = new HashSet<>();
        List<String> other = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("saved ")) {
                    acknowledged.add(line.substring("saved ".length()));
                } else {
                    other.add(line);
                }
                if (acknowledged.size() == after) {
                    // Through its handle, since Process closes the stream with what was acknowledged until now.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(acknowledged).as("what the process said: %s", other).hasSizeGreaterThanOrEqualTo(after);
        return acknowledged;
    }

    private static QualityRecord record(String id) {
        return QualityRecord.of("incoming-inspection", id)
                .title("熔喷布进货检验")
                .site("S1")
                .lots("MB-1")
                .measurement(Measurement.of("BFE").results("98.70").unit("%").build())
                .performedBy("李娜", null)
                .occurredAt(OffsetDateTime.parse("2026-04-15T16:30:00+08:00"))
                .attributes(Attributes.none()
                        .with("inspectionNo", id)
                        .with("internalLot", "MB-1")
                        .with("supplierLot", "SL-77")
                        .with("plan", "GB/T 2828.1-2012 II AQL 4.0")
                        .with("sampleSize", 13)
                        .with("acceptanceNumber", 0)
                        .with("rejectionNumber", 1)
                        .with("verdict", "accepted"))
                .build();
    }
}
