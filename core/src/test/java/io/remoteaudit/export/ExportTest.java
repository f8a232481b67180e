package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.remoteaudit.Inspections;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.access.NewAttempt;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.NotAdmittedException;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.LogKey;
import io.remoteaudit.question.NewQuestion;
import io.remoteaudit.question.Pin;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One export, made as an auditor would have it made, and everything that must or must not hold of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String HOSTILE = "<script>alert(1)</script>\u202egnp.exe";

    private Path directory;

    private RemoteAudit remoteAudit;
    private Admission admission;
    private Path export;
    private Path signer;
    private String earlierCheckpoint;

    @BeforeAll
    void makeAnExport(@TempDir Path temporary) throws IOException {
        directory = temporary;
        remoteAudit = RemoteAudit.builder(directory.resolve("audit"), "test.example/audit")
                .open();
        Attachment report = remoteAudit
                .attachments()
                .store("报告.pdf", "application/pdf", new ByteArrayInputStream(new byte[200_000]));
        QualityRecord first = inspection("IQC-1").attachment(report).build();
        remoteAudit.records().save(first);
        remoteAudit
                .records()
                .save(first.nextVersion("抄录错误", new Person("王芳", null))
                        .title(HOSTILE)
                        .build());
        for (int i = 2; i <= 30; i++) {
            remoteAudit.records().save(inspection("IQC-" + i).build());
        }
        admission = SampleExport.admit(remoteAudit, "E-1");
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
        remoteAudit.questions().ask(admission, new NewQuestion("为何更正", "请说明", "zh-CN", List.of(new Pin("IQC-1", 2))));
        remoteAudit
                .accessTrail()
                .begin(new NewAttempt("E-1", "a1", admission.credentialId(), "search", "q=BFE", "127.0.0.1", 5));
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
        run(new ExportRequest(admission, "", List.of(), List.of("IQC-2"), "zh-CN"));
        earlierCheckpoint = remoteAudit.ledger().checkpoint().note();
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
        ExportJob job = run(new ExportRequest(admission, "", List.of(), List.of(), "zh-CN"));
        export = directory.resolve("audit/exports").resolve(job.id() + ".asice");
        assertThat(job.files().get(0).sha256()).isEqualTo(Hash.sha256(Files.readAllBytes(export)));
        signer = directory.resolve("signer.pem");
        Files.write(signer, file("data/keys/signer.pem"));
    }

    @AfterAll
    void close() {
        remoteAudit.close();
    }

    @Test
    void everythingHoldsAndWhatWasNotCheckedIsSaid() throws IOException {
        Verification verification = ExportVerifier.verify(export, TrustSettings.nothing());
        assertThat(verification.firstFailure()).isEmpty();
        assertThat(verification.unchecked())
                .extracting(Check::name)
                .contains("identity", "log-key", "previous", "signing-time");
        assertThat(verification.text(Locale.ENGLISH)).contains("[not checked] Who signed was not checked");
        assertThat(verification.text(Locale.CHINESE)).contains("未检查签名者身份");
    }

    @Test
    void trustFromOutsideConfirmsSignerLedgerAndContinuity() throws Exception {
        TrustSettings trust = new TrustSettings(
                Pem.read(Files.readAllBytes(signer)), remoteAudit.ledger().key(), earlierCheckpoint);
        Verification verification = ExportVerifier.verify(export, trust);
        assertThat(verification.firstFailure()).isEmpty();
        assertThat(verification.checks())
                .filteredOn(check -> check.outcome() == Check.Outcome.HOLDS)
                .extracting(Check::name)
                .contains("identity", "log-key", "engagement", "attachments", "counts", "page");
    }

    @Test
    void foreignCertificateAndForeignLogKeyAreRefused() throws Exception {
        SigningKey other =
                SigningKey.selfSigned(Files.createDirectory(directory.resolve("other")), "Other", Clock.systemUTC());
        LogKey otherLog =
                LogKey.parse("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");
        assertThat(ExportVerifier.verify(export, new TrustSettings(other.chain(), null, null))
                        .firstFailure()
                        .orElseThrow()
                        .name())
                .isEqualTo("identity");
        assertThat(ExportVerifier.verify(export, new TrustSettings(List.of(), otherLog, null))
                        .firstFailure()
                        .orElseThrow()
                        .name())
                .isEqualTo("checkpoint");
    }

    @Test
    void anyFlippedBitIsFound() throws IOException {
        long length = Files.size(export);
        Random random = new Random(7);
        for (int i = 0; i < 150; i++) {
            long position = i < 60 ? i : i < 90 ? length - 1 - (i - 60) : (long) (random.nextDouble() * length);
            Path copy = Files.copy(export, directory.resolve("flipped"), StandardCopyOption.REPLACE_EXISTING);
            try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "rw")) {
                file.seek(position);
                int original = file.read();
                file.seek(position);
                file.write(original ^ (1 << random.nextInt(8)));
            }
            int status = VerifyMain.run(new String[] {"verify", copy.toString()}, silent(), silent());
            assertThat(status).as("bit flipped in byte %d", position).isIn(1, 2);
        }
    }

    @Test
    void truncatedPrefixedAndExtendedFilesAreRefused() throws IOException {
        byte[] whole = Files.readAllBytes(export);
        Path copy = directory.resolve("changed");
        Files.write(copy, Arrays.copyOf(whole, whole.length - 1));
        assertThat(fails(copy)).isEqualTo("container");
        Files.write(copy, whole);
        Files.write(copy, new byte[] {0}, StandardOpenOption.APPEND);
        assertThat(fails(copy)).isEqualTo("container");
        Files.write(copy, new byte[] {0});
        Files.write(copy, whole, StandardOpenOption.APPEND);
        assertThat(VerifyMain.run(new String[] {"verify", copy.toString()}, silent(), silent()))
                .isEqualTo(VerifyMain.NOT_CHECKABLE);
    }

    @Test
    void maskedFieldLeavesItsDigestAndNothingElse() throws IOException {
        String all = new String(Files.readAllBytes(export), StandardCharsets.ISO_8859_1);
        String utf8 = new String(Files.readAllBytes(export), StandardCharsets.UTF_8);
        assertThat(utf8).doesNotContain("李娜");
        assertThat(utf8).contains("熔喷布进货检验");
        String hidden = remoteAudit
                .records()
                .find("IQC-2")
                .orElseThrow()
                .record()
                .performedBy()
                .name();
        assertThat(hidden).isEqualTo("李娜");
        assertThat(all).isNotEmpty();
        assertThat(new String(file("data/records.jsonl"), StandardCharsets.UTF_8))
                .contains("\"hidden\":1");
    }

    @Test
    void hostileTextStaysTextInTheReadingPage() throws IOException {
        String page = new String(file("data/index.html"), StandardCharsets.UTF_8);
        assertThat(page).contains("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;").doesNotContain("<script");
        assertThat(page).contains("default-src 'none'").contains("进货检验", "Incoming inspection");
    }

    @Test
    void commonToolsAcceptTheSameFile() throws Exception {
        assumeThat(Path.of("/usr/bin/openssl")).exists();
        assumeThat(Path.of("/usr/bin/unzip")).exists();
        assumeThat(Path.of("/usr/bin/sha256sum")).exists();
        Path bag = directory.resolve("bag");
        sh(directory, "unzip", "-q", export.toString(), "-d", bag.toString());
        sh(bag, "sha256sum", "--strict", "--quiet", "-c", "manifest-sha256.txt");
        sh(
                bag,
                "openssl",
                "cms",
                "-verify",
                "-cades",
                "-binary",
                "-inform",
                "DER",
                "-in",
                "META-INF/signature001.p7s",
                "-content",
                "META-INF/ASiCManifest001.xml",
                "-CAfile",
                signer.toString(),
                "-purpose",
                "any",
                "-out",
                "/dev/null");
    }

    @Test
    void sameContentHasTheSameBytes() throws IOException {
        List<Part> parts = List.of(
                Part.of("data/b.txt", "b".getBytes(StandardCharsets.US_ASCII)),
                Part.of("bagit.txt", Layout.bagit()),
                Part.of("data/a.txt", new byte[100_000]));
        assertThat(Layout.asicManifest(parts)).isEqualTo(Layout.asicManifest(List.copyOf(parts)));
        assertThat(Layout.manifest(parts))
                .isEqualTo(Layout.manifest(List.of(parts.get(2), parts.get(0), parts.get(1))));
    }

    @Test
    void commandSaysHowItIsCalledAndWhatItCannotRead() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        assertThat(VerifyMain.run(new String[] {"verify"}, silent(), stream)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("usage");
        assertThat(VerifyMain.run(
                        new String[] {"verify", signer.toString(), "--lang", "en"},
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        stream))
                .isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("is not a signed export");
    }

    @Test
    void exportOfOneAuditorIsReadFromAnyOffsetWhileAdmittedAndNoLonger() throws IOException {
        ExportJob job = remoteAudit.exports().list(admission).get(0);
        byte[] whole = Files.readAllBytes(directory.resolve("audit/exports").resolve(job.id() + ".asice"));
        try (InputStream in = remoteAudit.exports().content(admission, job.id(), 1, 1_000)) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(whole, 1_000, whole.length));
        }
        Admission other = SampleExport.admit(remoteAudit, "E-2");
        assertThat(remoteAudit.exports().find(other, job.id())).isEmpty();
        InputStream open = remoteAudit
                .exports()
                .content(
                        other,
                        run(new ExportRequest(other, "", List.of(), List.of(), "en"))
                                .id(),
                        1,
                        0);
        remoteAudit.engagements().revoke("E-2", "stop", "QA");
        try (open) {
            assertThatThrownBy(() -> open.read(new byte[10])).isInstanceOf(NotAdmittedException.class);
        }
    }

    private String fails(Path file) throws IOException {
        return ExportVerifier.verify(file, TrustSettings.nothing())
                .firstFailure()
                .orElseThrow()
                .name();
    }

    private byte[] file(String name) throws IOException {
        try (ContainerReader reader = ContainerReader.open(export)) {
            return reader.bytes(reader.slot(name).orElseThrow(), 64 << 20);
        } catch (ContainerReader.DeviantException e) {
            throw new IllegalStateException(e);
        }
    }

    private ExportJob run(ExportRequest request) {
        return SampleExport.run(remoteAudit, request);
    }

    private static void sh(Path directory, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s: %s", command[0], output).isZero();
    }

    private static PrintStream silent() {
        return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    }

    private static QualityRecord.Builder inspection(String id) {
        return Inspections.of(id, "98.70", "99.1");
    }
}
