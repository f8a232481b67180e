package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.Inspections;
import io.remoteaudit.MovedClock;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.NotAdmittedException;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.record.Attachment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that wait, go on after a restart, end, and fall into parts. */
class ExportJobsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final MovedClock clock = new MovedClock();
    private SigningKey key;

    @BeforeEach
    void makeKey() {
        key = SigningKey.selfSigned(directory, "口罩厂", Clock.systemUTC());
    }

    @Test
    void jobUnderWayWhenTheModuleEndsIsTakenUpAgainAtItsNextStart() throws IOException {
        Held held = new Held(key);
        String id;
        try (RemoteAudit remoteAudit = open(held, ExportSettings.standard())) {
            fill(remoteAudit, 5);
            Admission admission = SampleExport.admit(remoteAudit, "E-1");
            settle(remoteAudit);
            id = remoteAudit.exports().start(everything(admission)).id();
            held.awaitAsked();
            assertThat(remoteAudit.exports().find(admission, id).orElseThrow().state())
                    .isEqualTo(ExportState.RUNNING);
        }
        held.letGo();
        try (RemoteAudit remoteAudit = open(key, ExportSettings.standard())) {
            Admission admission = admitAgain(remoteAudit, "E-1");
            ExportJob job = awaitEnd(remoteAudit, admission, id);
            assertThat(job.failure()).isNull();
            assertThat(job.state()).isEqualTo(ExportState.DONE);
            assertThat(verify(file(id)).holds()).isTrue();
            assertThat(remoteAudit.ledger().versions(EntryKind.EXPORT, id)).hasSize(1);
        }
    }

    @Test
    void noMoreJobsThanConfiguredAreMadeAtATimeAndTheOthersWait() throws IOException {
        Held held = new Held(key);
        try (RemoteAudit remoteAudit = open(held, ExportSettings.standard().withAtOnce(2))) {
            fill(remoteAudit, 3);
            List<Admission> admissions = new ArrayList<>();
            List<String> ids = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                admissions.add(SampleExport.admit(remoteAudit, "E-" + i));
            }
            settle(remoteAudit);
            for (Admission admission : admissions) {
                ids.add(remoteAudit.exports().start(everything(admission)).id());
            }
            await().atMost(LONG).until(() -> states(remoteAudit, admissions, ids, ExportState.RUNNING) == 2);
            held.awaitAsked();
            assertThat(states(remoteAudit, admissions, ids, ExportState.QUEUED)).isEqualTo(2);
            held.letGo();
            await().atMost(LONG).until(() -> states(remoteAudit, admissions, ids, ExportState.DONE) == 4);
        }
    }

    @Test
    void cancelledAndRevokedJobsStopAndLeaveNoFile() throws IOException {
        Held held = new Held(key);
        try (RemoteAudit remoteAudit = open(held, ExportSettings.standard())) {
            fill(remoteAudit, 3);
            Admission cancelled = SampleExport.admit(remoteAudit, "E-1");
            Admission revoked = SampleExport.admit(remoteAudit, "E-2");
            settle(remoteAudit);
            String first = remoteAudit.exports().start(everything(cancelled)).id();
            held.awaitAsked();
            assertThatThrownBy(() -> remoteAudit.exports().start(everything(cancelled)))
                    .isInstanceOf(ExportConflictException.class);
            remoteAudit.exports().cancel(cancelled, first);
            String second = remoteAudit.exports().start(everything(revoked)).id();
            remoteAudit.engagements().revoke("E-2", "stop", "QA");
            held.letGo();
            assertThat(awaitEnd(remoteAudit, cancelled, first).state()).isEqualTo(ExportState.CANCELLED);
            assertThat(awaitEnd(remoteAudit, revoked, second).state()).isEqualTo(ExportState.REVOKED);
            await().atMost(LONG).untilAsserted(() -> assertThat(left()).isEmpty());
        }
    }

    @Test
    void haltStopsAJobBeingMadeAndKeepsWhatIsFinishedWhileAnEndRemovesIt() throws IOException {
        try (RemoteAudit remoteAudit = open(key, ExportSettings.standard())) {
            fill(remoteAudit, 2);
            Admission early = SampleExport.admit(remoteAudit, "E-1");
            Admission over = SampleExport.admit(remoteAudit, "E-2");
            Admission late = SampleExport.admit(remoteAudit, "E-3");
            settle(remoteAudit);
            String first = SampleExport.run(remoteAudit, everything(early)).id();
            String second = SampleExport.run(remoteAudit, everything(over)).id();
            String third = SampleExport.run(remoteAudit, everything(late)).id();
            for (String id : List.of("E-1", "E-3")) {
                remoteAudit.engagements().suspend(id, Party.BODY, "network", "张伟");
            }
            assertThatThrownBy(() -> remoteAudit.exports().content(early, first, 1, 0))
                    .isInstanceOf(NotAdmittedException.class);
            assertThatThrownBy(() -> remoteAudit.exports().start(everything(late)))
                    .isInstanceOf(NotAdmittedException.class);
            remoteAudit.engagements().agreeToEnd("E-2", Party.BODY, "all seen", "张伟");
            remoteAudit.engagements().agreeToEnd("E-2", Party.MAKER, "all seen", "QA");
            await().atMost(LONG).untilAsserted(() -> assertThat(file(second)).doesNotExist());
            // One of these two was looked at before the one that is gone.
            assertThat(file(first)).exists();
            assertThat(file(third)).exists();
            remoteAudit.engagements().resume("E-1", Party.BODY, "张伟");
            Admission again = admitAgain(remoteAudit, "E-1");
            assertThat(remoteAudit.exports().find(again, first).orElseThrow().state())
                    .isEqualTo(ExportState.DONE);
            try (InputStream content = remoteAudit.exports().content(again, first, 1, 0)) {
                assertThat(content.readAllBytes()).isEqualTo(Files.readAllBytes(file(first)));
            }
        }
    }

    @Test
    void finishedFileIsKeptForAsLongAsTheMakerSaysAndThenGone() throws IOException {
        try (RemoteAudit remoteAudit = open(key, ExportSettings.standard().withRetention(Duration.ofHours(1)))) {
            fill(remoteAudit, 2);
            Admission admission = SampleExport.admit(remoteAudit, "E-1");
            settle(remoteAudit);
            String id = SampleExport.run(remoteAudit, everything(admission)).id();
            assertThat(file(id)).exists();
            clock.moveTo(Duration.ofMinutes(90));
            await().atMost(LONG)
                    .until(() -> remoteAudit
                                    .exports()
                                    .find(admission, id)
                                    .orElseThrow()
                                    .state()
                            == ExportState.EXPIRED);
            await().atMost(LONG).untilAsserted(() -> assertThat(file(id)).doesNotExist());
        }
    }

    @Test
    void rule2LargeExportFallsIntoPartsThatTogetherHoldEverythingOnce() throws Exception {
        ExportSettings small = new ExportSettings(1, Duration.ofDays(1), 60, 1L << 20);
        List<Path> files = new ArrayList<>();
        try (RemoteAudit remoteAudit = open(key, small)) {
            for (int i = 0; i < 60; i++) {
                Attachment file = remoteAudit
                        .attachments()
                        .store("f" + i + ".bin", "application/octet-stream", new ByteArrayInputStream(new byte[i + 1]));
                remoteAudit
                        .records()
                        .save(Inspections.of("IQC-" + i, "98.7")
                                .attachment(file)
                                .build());
            }
            Admission admission = SampleExport.admit(remoteAudit, "E-1");
            settle(remoteAudit);
            ExportJob job = SampleExport.run(remoteAudit, everything(admission));
            assertThat(job.files()).hasSizeGreaterThan(2);
            for (ExportFile part : job.files()) {
                Path file = directory.resolve("part-" + part.number() + ".asice");
                try (InputStream in = remoteAudit.exports().content(admission, job.id(), part.number(), 0)) {
                    Files.copy(in, file);
                }
                assertThat(Hash.sha256(Files.readAllBytes(file))).isEqualTo(part.sha256());
                assertThat(Files.size(file)).isEqualTo(part.bytes()).isLessThan(small.mostBytes());
                assertThat(verify(file).firstFailure()).isEmpty();
                files.add(file);
            }
        }
        JointVerification all = ExportVerifier.verify(files, TrustSettings.nothing());
        assertThat(all.holds()).isTrue();
        assertThat(outcome(all)).isEqualTo(Check.Outcome.HOLDS);
        assertThat(records(files)).hasSize(60).doesNotHaveDuplicates();

        List<Path> shuffled = new ArrayList<>(files);
        Collections.reverse(shuffled);
        assertThat(outcome(ExportVerifier.verify(shuffled, TrustSettings.nothing())))
                .isEqualTo(Check.Outcome.HOLDS);
        List<Path> withoutSecond = new ArrayList<>(files);
        withoutSecond.remove(1);
        JointVerification missing = ExportVerifier.verify(withoutSecond, TrustSettings.nothing());
        assertThat(outcome(missing)).isEqualTo(Check.Outcome.FAILS);
        assertThat(missing.text(java.util.Locale.ENGLISH)).contains("part 2 is not here");
        assertThat(outcome(ExportVerifier.verify(List.of(files.get(0), files.get(0)), TrustSettings.nothing())))
                .isEqualTo(Check.Outcome.FAILS);
        assertThat(outcome(ExportVerifier.verify(List.of(files.get(1)), TrustSettings.nothing())))
                .isEqualTo(Check.Outcome.NOT_CHECKED);
    }

    private static List<String> records(List<Path> files) throws Exception {
        List<String> ids = new ArrayList<>();
        for (Path file : files) {
            try (ContainerReader reader = ContainerReader.open(file);
                    JsonLines lines = new JsonLines(
                            reader.open(reader.slot(Layout.RECORDS).orElseThrow()))) {
                for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                    ids.add(io.remoteaudit.ledger.Json.parse(line.get())
                            .path("id")
                            .asText());
                }
            }
        }
        return ids;
    }

    private static Check.Outcome outcome(JointVerification verification) {
        return verification.together().checks().get(0).outcome();
    }

    private static Verification verify(Path file) throws IOException {
        return ExportVerifier.verify(file, TrustSettings.nothing());
    }

    private RemoteAudit open(SigningKey signing, ExportSettings settings) {
        return RemoteAudit.builder(directory.resolve("audit"), "test.example/audit")
                .signingKey(signing)
                .exports(settings)
                .clock(clock)
                .open();
    }

    private static void fill(RemoteAudit remoteAudit, int records) {
        for (int i = 0; i < records; i++) {
            remoteAudit.records().save(Inspections.of("IQC-" + i, "98.7").build());
        }
    }

    private static void settle(RemoteAudit remoteAudit) {
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
    }

    private static ExportRequest everything(Admission admission) {
        return new ExportRequest(admission, "", List.of(), List.of(), "zh-CN");
    }

    private static Admission admitAgain(RemoteAudit remoteAudit, String engagement) {
        var found = remoteAudit.engagements().find(engagement).orElseThrow();
        var token = remoteAudit
                .engagements()
                .issueToken(engagement, "a1", found.terms().accessTo(), "QA");
        return remoteAudit
                .engagements()
                .admit(remoteAudit.engagements().authenticate(token.token()).orElseThrow());
    }

    private static ExportJob awaitEnd(RemoteAudit remoteAudit, Admission admission, String id) {
        await().atMost(LONG)
                .until(() -> remoteAudit
                        .exports()
                        .find(admission, id)
                        .orElseThrow()
                        .state()
                        .ended());
        return remoteAudit.exports().find(admission, id).orElseThrow();
    }

    private static long states(
            RemoteAudit remoteAudit, List<Admission> admissions, List<String> ids, ExportState state) {
        long count = 0;
        for (int i = 0; i < ids.size(); i++) {
            count += remoteAudit
                                    .exports()
                                    .find(admissions.get(i), ids.get(i))
                                    .orElseThrow()
                                    .state()
                            == state
                    ? 1
                    : 0;
        }
        return count;
    }

    private Path file(String id) {
        return directory.resolve("audit/exports").resolve(id + ".asice");
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("audit/exports"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals("node.id"))
                    .toList();
        }
    }

    /** A key that signs only once it is let, so that a job stands still at a known place. */
    private static final class Held implements SigningKey {
        private final SigningKey key;
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);

        Held(SigningKey key) {
            this.key = key;
        }

        void awaitAsked() {
            try {
                assertThat(asked.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void letGo() {
            free.countDown();
        }

        @Override
        public List<X509Certificate> chain() {
            return key.chain();
        }

        @Override
        public String algorithm() {
            return key.algorithm();
        }

        @Override
        public byte[] sign(byte[] content) {
            asked.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new ExportFailedException("The signing key was interrupted", e);
            }
            return key.sign(content);
        }
    }
}
