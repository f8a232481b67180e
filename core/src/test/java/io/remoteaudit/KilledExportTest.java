package io.remoteaudit;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.Caller;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.IssuedToken;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.export.ExportConflictException;
import io.remoteaudit.export.ExportFile;
import io.remoteaudit.export.ExportJob;
import io.remoteaudit.export.ExportRequest;
import io.remoteaudit.export.ExportState;
import io.remoteaudit.export.ExportVerifier;
import io.remoteaudit.export.TrustSettings;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.record.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed in the middle of exporting; what it had begun is finished, and no half file is ever handed out. */
class KilledExportTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int RECORDS = 1_500;
    private static final String ORIGIN = "test.example/audit";
    private static final String ENGAGEMENT = "E-1";

    @TempDir
    private Path directory;

    /** Exports again and again until it is killed, and says how far it is. */
    static final class Exporter {
        public static void main(String[] arguments) throws InterruptedException {
            RemoteAudit remoteAudit =
                    RemoteAudit.builder(Path.of(arguments[0]), ORIGIN).open();
            Admission admission = admit(remoteAudit, arguments[1]);
            while (true) {
                try {
                    remoteAudit.exports().start(new ExportRequest(admission, "", List.of(), List.of(), "zh-CN"));
                } catch (ExportConflictException e) {
                    // One that was killed before is being made again.
                    System.out.print("taken up\n");
                }
                ExportJob job = newest(remoteAudit, admission);
                while (!job.state().ended()) {
                    System.out.print("at " + job.bytes() + "\n");
                    TimeUnit.MILLISECONDS.sleep(5);
                    job = remoteAudit.exports().find(admission, job.id()).orElseThrow();
                }
                System.out.print("ended " + job.state() + "\n");
            }
        }
    }

    private static ExportJob newest(RemoteAudit remoteAudit, Admission admission) {
        return remoteAudit.exports().list(admission).get(0);
    }

    private static Admission admit(RemoteAudit remoteAudit, String credential) {
        Engagement engagement = remoteAudit.engagements().find(ENGAGEMENT).orElseThrow();
        return remoteAudit
                .engagements()
                .admit(new Caller(
                        credential, engagement, engagement.auditor("a1").orElseThrow()));
    }

    /** Ten times, and a hundred in the profile {@code long}. */
    @Test
    void exportUnderWayIsFinishedAfterEachKillAndNothingHalfIsHandedOut() throws Exception {
        int kills = Integer.getInteger("kills", 10);
        String credential = fill();
        Random random = new Random(kills);
        for (int kill = 0; kill < kills; kill++) {
            exportAndKill(credential, 1 + random.nextInt(120));
        }
        try (RemoteAudit remoteAudit = RemoteAudit.builder(directory, ORIGIN).open()) {
            Admission admission = admit(remoteAudit, credential);
            org.awaitility.Awaitility.await()
                    .atMost(LONG)
                    .until(() -> newest(remoteAudit, admission).state().ended());
            List<ExportJob> jobs = remoteAudit.exports().list(admission);
            assertThat(jobs)
                    .isNotEmpty()
                    .allSatisfy(job -> assertThat(job.state()).isEqualTo(ExportState.DONE));
            assertThat(remoteAudit.ledger().subjects(EntryKind.EXPORT))
                    .containsExactlyInAnyOrderElementsOf(
                            jobs.stream().map(ExportJob::id).toList());
            for (ExportJob job : jobs) {
                assertThat(remoteAudit.ledger().versions(EntryKind.EXPORT, job.id()))
                        .hasSize(1);
                ExportFile file = job.files().get(0);
                Path kept = directory.resolve("exports").resolve(job.id() + ".asice");
                assertThat(Hash.sha256(Files.readAllBytes(kept))).isEqualTo(file.sha256());
            }
            Path newest = directory
                    .resolve("exports")
                    .resolve(newest(remoteAudit, admission).id() + ".asice");
            assertThat(ExportVerifier.verify(newest, TrustSettings.nothing()).holds())
                    .isTrue();
            assertThat(directory.resolve("exports/work")).isEmptyDirectory();
        }
    }

    private String fill() {
        try (RemoteAudit remoteAudit = RemoteAudit.builder(directory, ORIGIN).open()) {
            for (int i = 0; i < RECORDS; i += 100) {
                List<io.remoteaudit.record.QualityRecord> records = new ArrayList<>();
                for (int j = i; j < i + 100; j++) {
                    records.add(Inspections.of("IQC-" + j, "98.7").build());
                }
                remoteAudit.records().saveAll(records);
            }
            EngagementTerms terms = new EngagementTerms(
                    "认证机构",
                    "口罩厂",
                    "监督审核",
                    List.of(new Auditor("a1", "张伟", null)),
                    List.of("ISO 13485:2016"),
                    Scope.everything(),
                    EnumSet.allOf(Right.class),
                    Instant.now().minusSeconds(60),
                    Instant.now().plusSeconds(36_000));
            Hash digest =
                    remoteAudit.engagements().propose(ENGAGEMENT, terms, "QA").digest();
            remoteAudit.engagements().accept(ENGAGEMENT, Party.MAKER, digest, "QA");
            remoteAudit.engagements().accept(ENGAGEMENT, Party.BODY, digest, "张伟");
            IssuedToken token = remoteAudit
                    .engagements()
                    .issueToken(ENGAGEMENT, "a1", Instant.now().plusSeconds(30_000), "QA");
            assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
            return token.credentialId();
        }
    }

    private void exportAndKill(String credential, int lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Exporter.class.getName(),
                        directory.toString(),
                        credential)
                .redirectErrorStream(true)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int seen = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.startsWith("at ") && ++seen == lines) {
                    process.toHandle().destroyForcibly();
                }
                assertThat(line).doesNotContain("FAILED");
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).as("what the process said").anyMatch(line -> line.startsWith("at "));
    }
}
