package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.demonstration.DemonstrationAuthority;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.timestamp.Anchors;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verifier's jar as an auditor gets it: what it holds, and what it says as a process of its own. */
class VerifierJarIT {

    private static final Path JAR = Path.of(System.getProperty("verifier.jar", "missing"));
    private static final long LARGEST = 7L << 20;

    @TempDir
    private Path directory;

    @Test
    void jarIsSmallAndHoldsOnlyWhatVerifyingTakes() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(LARGEST);
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> !name.endsWith("/"))
                    .toList();
            assertThat(names)
                    .noneMatch(name -> name.startsWith("org/apache/lucene")
                            || name.startsWith("org/springframework")
                            || name.startsWith("org/sqlite")
                            || name.startsWith("okhttp3")
                            || name.startsWith("kotlin")
                            || name.startsWith("org/slf4j")
                            || name.startsWith("com/zaxxer"))
                    .allMatch(name -> name.startsWith("META-INF/")
                            || name.startsWith("io/remoteaudit/")
                            || name.startsWith("com/fasterxml/jackson/")
                            || name.startsWith("org/bouncycastle/"))
                    .contains("META-INF/LICENSE.txt", "META-INF/LICENSE-bouncycastle.txt", "META-INF/NOTICE.txt")
                    .noneMatch(name -> name.endsWith(".SF") || name.endsWith(".RSA"));
            assertThat(names)
                    .filteredOn(name -> name.startsWith("META-INF/services"))
                    .isEmpty();
        }
    }

    @Test
    void classesAreThoseOfTheLibrariesByteForByte() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            for (String name : List.of(
                    "io/remoteaudit/export/VerifyMain.class",
                    "org/bouncycastle/cms/CMSSignedData.class",
                    "com/fasterxml/jackson/databind/ObjectMapper.class")) {
                try (InputStream packed = jar.getInputStream(jar.getEntry(name));
                        InputStream own = getClass().getClassLoader().getResourceAsStream(name)) {
                    assertThat(packed.readAllBytes()).as(name).isEqualTo(own.readAllBytes());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void exportSignedWithEachKindOfKeyHolds(String kind) throws Exception {
        TestAuthority authority = new TestAuthority();
        SampleExport sample = SampleExport.make(directory, authority.issue(kind));
        Path root = directory.resolve("root.pem");
        Files.writeString(root, Pem.write(List.of(authority.certificate())));
        Path kept = directory.resolve("kept.txt");
        Files.writeString(kept, sample.earlierCheckpoint());
        Outcome outcome = verify(
                sample.file().toString(),
                "--cert",
                root.toString(),
                "--log-key",
                sample.vkey(),
                "--checkpoint",
                kept.toString(),
                "--json");
        assertThat(outcome.status()).as(outcome.toString()).isZero();
        assertThat(outcome.err()).isEmpty();
        JsonNode file = Json.parse(outcome.out()).path("files").path(0);
        assertThat(file.path("checks"))
                .filteredOn(check -> check.path("outcome").asText().equals("holds"))
                .extracting(check -> check.path("name").asText())
                .contains("container", "signature", "identity", "log-key", "inclusion", "views", "previous");
    }

    /** Every algorithm an export may hold, since the jar is cut down to what is used. */
    @Test
    void exportWithEveryKindOfSignatureHolds() throws Exception {
        Clock clock = Clock.systemUTC();
        try (DemonstrationAuthority demonstration = DemonstrationAuthority.start(clock)) {
            List<X509Certificate> roots = List.of(demonstration.root());
            char[] password = "demonstration".toCharArray();
            SigningKey key = SigningKey.pkcs12(
                    Files.write(directory.resolve("signer.p12"), demonstration.issueSigner("口罩厂", password)), password);
            SampleExport sample = SampleExport.make(
                    directory,
                    key,
                    builder -> builder.mlDsa44Checkpoints(true)
                            .alternativeSigningKeys(List.of(
                                    TestAuthority.alternative("SM3withSM2"), TestAuthority.alternative("ML-DSA-65")))
                            .timestamps(
                                    List.of(TimestampAuthority.overHttp(
                                            "demonstration", demonstration.timestampAddress(), roots, clock)),
                                    Anchors.DAILY),
                    remoteAudit -> remoteAudit.ledger().rotateKey("yearly"));
            Path root = Files.writeString(directory.resolve("root.pem"), Pem.write(roots));
            Outcome outcome = verify(
                    sample.file().toString(),
                    "--cert",
                    root.toString(),
                    "--tsa-cert",
                    root.toString(),
                    "--log-key",
                    sample.vkey(),
                    "--json");
            assertThat(outcome.status()).as(outcome.toString()).isZero();
            assertThat(Json.parse(outcome.out()).path("files").path(0).path("checks"))
                    .filteredOn(check -> check.path("outcome").asText().equals("holds"))
                    .extracting(check -> check.path("name").asText())
                    .contains(
                            "signature",
                            "signing-time",
                            "identity",
                            "revocation",
                            "archive",
                            "archive-revocation",
                            "level",
                            "alternative-signature",
                            "timestamp",
                            "log-key",
                            "page");
        }
    }

    @Test
    void changedFileFailsInTheCallersLanguageAndForeignTrustToo() throws Exception {
        TestAuthority authority = new TestAuthority();
        SampleExport sample = SampleExport.make(directory, authority.issue("EC"));
        byte[] bytes = Files.readAllBytes(sample.file());
        bytes[bytes.length / 2] ^= 1;
        Path changed = Files.write(directory.resolve("changed.asice"), bytes);
        Outcome chinese = verify(changed.toString(), "--lang", "zh");
        assertThat(chinese.status()).isEqualTo(1);
        assertThat(chinese.out()).contains("[不成立]").contains("不可信");
        Outcome english = verify(changed.toString(), "--lang", "en");
        assertThat(english.out()).contains("[FAILS]").contains("must not be relied on");
        Outcome foreign = verify(sample.file().toString(), "--cert-sha256", "00".repeat(32), "--lang", "en");
        assertThat(foreign.status()).isEqualTo(1);
        Outcome known = verify(
                sample.file().toString(),
                "--cert-sha256",
                HexFormat.ofDelimiter(":")
                        .withUpperCase()
                        .formatHex(HexFormat.of()
                                .parseHex(
                                        Pem.fingerprint(authority.certificate()).toLowerCase(Locale.ROOT))),
                "--lang",
                "en");
        assertThat(known.status()).as(known.toString()).isZero();
    }

    @Test
    void wrongUseIsExplainedAndEndsWithTwo() throws Exception {
        assertThat(verify().status()).isEqualTo(2);
        assertThat(verify().err()).contains("usage").doesNotContain("Exception");
        Outcome missing = verify(directory.resolve("nothing.asice").toString(), "--lang", "en");
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.out()).contains("RA-0610");
        assertThat(verify("--help").status()).isZero();
        assertThat(verify("--help").out()).contains("--cert-sha256");
    }

    private record Outcome(int status, String out, String err) {}

    private Outcome verify(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
