package io.remoteaudit.export;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.benchmark.Report;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.store.Sha256;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Exporting from files and verifying, beside the same bytes through the platform's own pipe and digest. */
public final class ExportBenchmark {

    private static final int FILES = 40;

    /** As many as one container below 4 GiB holds. */
    private static final int FILES_OF_4_GIB = 126;

    private static final int FILE = 32 << 20;
    private static final int CHUNK = 64 * 1024;
    private static final int ROUNDS = Integer.getInteger("rounds", 5);

    private final Path directory;

    /**
     * A benchmark.
     *
     * @param directory where its files are kept
     */
    public ExportBenchmark(Path directory) {
        this.directory = directory;
    }

    /**
     * Runs it.
     *
     * @param report gets the results
     * @throws Exception if it cannot run
     */
    public void run(Report report) throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        double megabytes = (double) FILES * FILE / 1e6;
        try (RemoteAudit remoteAudit =
                RemoteAudit.builder(data, "bench.example/audit").open()) {
            Admission admission = fill(remoteAudit, FILES);
            double[] ours = new double[ROUNDS];
            double[] bare = new double[ROUNDS];
            double[] verified = new double[ROUNDS];
            double[] digested = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                bare[round] = megabytes / seconds(this::pipe);
                Path[] made = new Path[1];
                ours[round] = megabytes / seconds(() -> made[0] = export(remoteAudit, data, admission));
                Path file = made[0];
                digested[round] = megabytes / seconds(() -> digest(file));
                verified[round] = megabytes / seconds(() -> verify(file));
                Files.delete(file);
            }
            report.ratio("export from files, beside digest and STORED pipe", median(ours), median(bare), "MB/s", 0.6);
            report.ratio("verification, beside read and SHA-256", median(verified), median(digested), "MB/s", 0.6);
        }
        if (!Boolean.getBoolean("small")) {
            large(report);
        }
    }

    /** In a process of its own with little memory; it makes, exports and verifies 4 GiB. */
    private void large(Report report) throws IOException, InterruptedException {
        Path data = Files.createDirectories(directory.resolve("large"));
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Large.class.getName(),
                        data.toString())
                .inheritIO()
                .start();
        int status = process.waitFor();
        report.note("4 GiB stored, exported and verified at -Xmx128m", (System.nanoTime() - begin) / 1e9, "s");
        report.atMost("exit status of it", status, "", 0);
    }

    /** The process with little memory. */
    static final class Large {
        public static void main(String[] arguments) throws Exception {
            Path data = Path.of(arguments[0]);
            try (RemoteAudit remoteAudit =
                    RemoteAudit.builder(data, "bench.example/audit").open()) {
                Admission admission = fill(remoteAudit, FILES_OF_4_GIB);
                Path file = export(remoteAudit, data, admission);
                if (Files.size(file) < (long) FILES_OF_4_GIB * FILE) {
                    throw new IllegalStateException("An export of " + Files.size(file) + " bytes");
                }
                verify(file);
            }
        }
    }

    private static Admission fill(RemoteAudit remoteAudit, int files) throws IOException {
        SplittableRandom random = new SplittableRandom(files);
        byte[] content = new byte[FILE];
        for (int i = 0; i < files; i++) {
            random.nextBytes(content);
            remoteAudit
                    .records()
                    .save(QualityRecord.of("supplier-certificate", "CERT-" + i)
                            .title("供方证书 " + i)
                            .site("S1")
                            .performedBy("李娜", null)
                            .occurredAt(OffsetDateTime.now(ZoneOffset.UTC))
                            .attributes(Attributes.none()
                                    .with("coaNo", "C-" + i)
                                    .with("issuer", "SUP-1")
                                    .with("supplierLot", "SL-" + i))
                            .attachment(remoteAudit
                                    .attachments()
                                    .store("c" + i + ".pdf", "application/pdf", new ByteArrayInputStream(content)))
                            .build());
        }
        EngagementTerms terms = new EngagementTerms(
                "Body",
                "Maker",
                "benchmark",
                List.of(new Auditor("a1", "Ann", null)),
                List.of("ISO 13485:2016"),
                Scope.everything(),
                EnumSet.allOf(Right.class),
                Instant.now().minusSeconds(60),
                Instant.now().plusSeconds(36_000));
        Hash digest = remoteAudit.engagements().propose("E-1", terms, "QA").digest();
        remoteAudit.engagements().accept("E-1", Party.MAKER, digest, "QA");
        remoteAudit.engagements().accept("E-1", Party.BODY, digest, "Ann");
        String token = remoteAudit
                .engagements()
                .issueToken("E-1", "a1", Instant.now().plusSeconds(30_000), "QA")
                .token();
        if (!remoteAudit.ledger().awaitSequenced(Duration.ofMinutes(1))) {
            throw new IllegalStateException("Not sequenced");
        }
        return remoteAudit
                .engagements()
                .admit(remoteAudit.engagements().authenticate(token).orElseThrow());
    }

    private static Path export(RemoteAudit remoteAudit, Path data, Admission admission) throws InterruptedException {
        String id = remoteAudit
                .exports()
                .start(new ExportRequest(admission, "", List.of(), List.of(), "en"))
                .id();
        ExportJob job = remoteAudit.exports().find(admission, id).orElseThrow();
        while (!job.state().ended()) {
            TimeUnit.MILLISECONDS.sleep(5);
            job = remoteAudit.exports().find(admission, id).orElseThrow();
        }
        if (job.state() != ExportState.DONE) {
            throw new IllegalStateException("The export ended as " + job);
        }
        return data.resolve("exports").resolve(id + ".asice");
    }

    private static void verify(Path file) throws IOException {
        Verification verification = ExportVerifier.verify(file, TrustSettings.nothing());
        if (!verification.holds()) {
            throw new IllegalStateException(String.valueOf(verification.firstFailure()));
        }
    }

    /** What the platform does with the same files: digest and checksum first, which STORED asks for, then the copy. */
    private void pipe() throws IOException {
        Path target = directory.resolve("pipe.zip");
        byte[] chunk = new byte[CHUNK];
        MessageDigest digest = Sha256.newDigest();
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(target), CHUNK);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> walked = Files.walk(directory.resolve("data/attachments"))) {
            for (Path source : walked.filter(Files::isRegularFile).toList()) {
                CRC32 crc = new CRC32();
                ZipEntry entry = new ZipEntry(source.getFileName().toString());
                try (InputStream in = Files.newInputStream(source)) {
                    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                        crc.update(chunk, 0, read);
                        digest.update(chunk, 0, read);
                    }
                }
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(Files.size(source));
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                try (InputStream in = Files.newInputStream(source)) {
                    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                        zip.write(chunk, 0, read);
                    }
                }
                zip.closeEntry();
            }
        }
        if (digest.digest().length != Hash.LENGTH) {
            throw new IllegalStateException("Not a digest");
        }
        Files.delete(target);
    }

    private static void digest(Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        }
        if (digest.digest().length != Hash.LENGTH) {
            throw new IllegalStateException("Not a digest");
        }
    }

    /** Work that is timed. */
    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
