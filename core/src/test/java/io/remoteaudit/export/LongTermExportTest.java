package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.MovedClock;
import io.remoteaudit.demonstration.DemonstrationAuthority;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.timestamp.Anchors;
import io.remoteaudit.timestamp.RevocationLists;
import io.remoteaudit.timestamp.Timestamp;
import io.remoteaudit.timestamp.TimestampAuthority;
import io.remoteaudit.timestamp.TimestampException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exports whose signatures are made to last, looked at now and five years on, when the signer's certificate has ended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongTermExportTest {

    private static final Duration FIVE_YEARS = Duration.ofDays(5 * 365L);

    private final MovedClock clock = new MovedClock();
    private final DemonstrationAuthority demonstration = DemonstrationAuthority.start(clock);
    private final TimestampAuthority authority = TimestampAuthority.overHttp(
            "demonstration", demonstration.timestampAddress(), List.of(demonstration.root()), clock);
    private Path directory;
    private SigningKey key;
    private Path archived;
    private Path kept;

    @BeforeAll
    void makeExports(@TempDir Path temporary) throws IOException {
        directory = temporary;
        char[] password = "demonstration".toCharArray();
        key = SigningKey.pkcs12(
                Files.write(temporary.resolve("signer.p12"), demonstration.issueSigner("口罩厂", password)), password);
        archived = SampleExport.make(
                        temporary,
                        key,
                        builder -> builder.timestamps(List.of(authority), Anchors.DAILY),
                        remoteAudit -> {})
                .file();
        kept = again("kept.asice", SignatureLevel.B_LT, RevocationLists.overHttp(clock));
    }

    @AfterAll
    void close() {
        demonstration.close();
    }

    @Test
    void rule4ExportOfAMakerWithAnAuthorityIsOfLevelLtaAndEverythingHoldsNowAndFiveYearsOn() throws IOException {
        for (Instant at : List.of(clock.instant(), clock.instant().plus(FIVE_YEARS))) {
            Verification verification = verify(archived, at);
            assertThat(verification.firstFailure()).isEmpty();
            assertThat(holding(verification))
                    .contains("signature", "signing-time", "identity", "revocation", "archive", "level");
        }
    }

    @Test
    void withoutTrustInTheAuthorityTheSignersCertificateHasEndedInFiveYears() throws IOException {
        Verification verification = ExportVerifier.verify(
                archived,
                TrustSettings.nothing()
                        .withCertificates(List.of(demonstration.root()))
                        .withTime(clock.instant().plus(FIVE_YEARS)));
        assertThat(verification.firstFailure().orElseThrow().name()).isEqualTo("identity");
    }

    @Test
    void dssSaysTotalPassedForLevelLtaNowAndFiveYearsOn() {
        assertThat(dss(archived, clock.instant())).isEqualTo("CAdES-BASELINE-LTA TOTAL_PASSED");
        assertThat(dss(archived, clock.instant().plus(FIVE_YEARS))).isEqualTo("CAdES-BASELINE-LTA TOTAL_PASSED");
    }

    @Test
    void dssSaysTotalPassedForLevelLtNowAndFiveYearsOn() {
        assertThat(dss(kept, clock.instant())).isEqualTo("CAdES-BASELINE-LT TOTAL_PASSED");
        assertThat(dss(kept, clock.instant().plus(FIVE_YEARS))).isEqualTo("CAdES-BASELINE-LT TOTAL_PASSED");
    }

    @Test
    void levelThatWasNotReachedIsStatedAsItIs() throws IOException {
        RevocationLists none = path -> {
            throw new TimestampException("RA-0243", "nobody answers");
        };
        Path stamped = again("stamped.asice", SignatureLevel.B_T, none);
        Verification verification = verify(stamped, clock.instant());
        assertThat(verification.firstFailure()).isEmpty();
        assertThat(verification.checks())
                .filteredOn(check -> check.name().equals("level"))
                .singleElement()
                .satisfies(check -> assertThat(check.words().en()).contains("CAdES-B-T"));
        assertThat(verification.checks())
                .filteredOn(check -> check.name().equals("revocation"))
                .singleElement()
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(Check.Outcome.NOT_CHECKED));
    }

    @Test
    void sealingReachesNoHigherThanWhoCanBeReached() {
        RevocationLists none = path -> {
            throw new TimestampException("RA-0243", "nobody answers");
        };
        List<Part> payload = List.of(Part.of("data/a.txt", new byte[] {1}));
        assertThat(new Sealing(key, List.of(), List.of(), none).aim()).isEqualTo(SignatureLevel.B_B);
        assertThat(new Sealing(key, List.of(), List.of(authority), none)
                        .seal(payload, SignatureLevel.B_LTA)
                        .level())
                .isEqualTo(SignatureLevel.B_T);
        assertThat(new Sealing(key, List.of(), List.of(new Away()), RevocationLists.overHttp(clock))
                        .seal(payload, SignatureLevel.B_LTA)
                        .level())
                .isEqualTo(SignatureLevel.B_B);
        assertThat(new Sealing(key, List.of(), List.of(new Away(), authority), RevocationLists.overHttp(clock))
                        .seal(payload, SignatureLevel.B_LTA)
                        .level())
                .isEqualTo(SignatureLevel.B_LTA);
    }

    @Test
    void chainsThatEndBelowTheirRootReachNoHigherLevelThanTheirListsCover() throws IOException {
        TimestampAuthority anchoredBelow = TimestampAuthority.overHttp(
                "below", demonstration.timestampAddress(), key.chain().subList(1, 2), clock);
        Map<SigningKey, TimestampAuthority> pairs = Map.of(new Rootless(key), authority, key, anchoredBelow);
        for (Map.Entry<SigningKey, TimestampAuthority> pair : pairs.entrySet()) {
            SigningKey by = pair.getKey();
            Sealing sealing = new Sealing(by, List.of(), List.of(pair.getValue()), RevocationLists.overHttp(clock));
            assertThat(sealing.seal(Resealing.payload(archived, by, SignatureLevel.B_LTA), SignatureLevel.B_LTA)
                            .level())
                    .isEqualTo(SignatureLevel.B_T);
            Path target = directory.resolve("short-" + by.chain().size() + ".asice");
            ContainerWriter.write(
                    sealing.seal(Resealing.payload(archived, by, SignatureLevel.B_T), SignatureLevel.B_T)
                            .parts(),
                    target,
                    bytes -> {});
            Verification verification = verify(target, clock.instant());
            assertThat(verification.firstFailure()).isEmpty();
            assertThat(holding(verification)).contains("signature", "signing-time", "identity", "level");
        }
    }

    @Test
    void rule4LevelThatIsNotTheStatedOneIsRefused() throws IOException {
        Path target = directory.resolve("less.asice");
        ContainerWriter.write(
                new Sealing(key, List.of(), List.of(), path -> List.of())
                        .seal(Resealing.payload(archived, key, SignatureLevel.B_LTA), SignatureLevel.B_B)
                        .parts(),
                target,
                bytes -> {});
        Check failure = verify(target, clock.instant()).firstFailure().orElseThrow();
        assertThat(failure.name()).isEqualTo("level");
        assertThat(failure.words().en()).endsWith("another level of the signature than CAdES-B-B, which it has");
    }

    @Test
    void revocationListsByAnotherIssuerProveNothing() throws IOException {
        try (DemonstrationAuthority stranger = DemonstrationAuthority.start(clock)) {
            char[] password = "stranger".toCharArray();
            SigningKey strangers = SigningKey.pkcs12(
                    Files.write(directory.resolve("stranger.p12"), stranger.issueSigner("口罩厂", password)), password);
            List<X509CRL> lists = RevocationLists.overHttp(clock).covering(strangers.chain());
            Path foreign = Resealing.holding(
                    directory.resolve("foreign.asice"),
                    Resealing.payload(archived, key, SignatureLevel.B_LT),
                    key,
                    List.of(authority),
                    lists);
            Check failure = verify(foreign, clock.instant()).firstFailure().orElseThrow();
            assertThat(failure.name()).isEqualTo("revocation");
            assertThat(failure.words().en()).endsWith("no revocation list is by its issuer");
            assertThat(new Sealing(key, List.of(), List.of(authority), path -> lists)
                            .seal(Resealing.payload(archived, key, SignatureLevel.B_LT), SignatureLevel.B_LT)
                            .level())
                    .isEqualTo(SignatureLevel.B_T);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"B_T", "B_LT", "B_LTA"})
    void commonToolsAcceptTheExportAtEachLevel(SignatureLevel level) throws IOException, InterruptedException {
        Path export = level == SignatureLevel.B_LTA
                ? archived
                : again("tools-" + level + ".asice", level, RevocationLists.overHttp(clock));
        Path unpacked = directory.resolve("unpacked-" + level);
        Path root = Files.writeString(directory.resolve("root.pem"), Pem.write(List.of(demonstration.root())));
        tool(directory, "unzip", "-tq", export.toString());
        tool(directory, "unzip", "-q", export.toString(), "-d", unpacked.toString());
        tool(unpacked, "sha256sum", "--strict", "--quiet", "-c", Layout.MANIFEST);
        tool(
                unpacked,
                "openssl",
                "cms",
                "-verify",
                "-cades",
                "-binary",
                "-inform",
                "DER",
                "-in",
                Layout.SIGNATURE,
                "-content",
                Layout.ASIC_MANIFEST,
                "-CAfile",
                root.toString(),
                "-purpose",
                "any",
                "-out",
                "/dev/null");
        if (level == SignatureLevel.B_LTA) {
            tool(
                    unpacked,
                    "openssl",
                    "ts",
                    "-verify",
                    "-token_in",
                    "-in",
                    Layout.ARCHIVE_TIMESTAMP,
                    "-data",
                    Layout.ARCHIVE_MANIFEST,
                    "-CAfile",
                    root.toString());
        }
    }

    @Test
    void dssNeedsNothingButTheContainerWhetherOrNotAlternativeSignaturesStandBeside() throws IOException {
        assertThat(dssOffline(archived)).isEqualTo("CAdES-BASELINE-LTA TOTAL_PASSED");
        assertThat(dssOffline(kept)).isEqualTo("CAdES-BASELINE-LT TOTAL_PASSED");
        for (SignatureLevel level : List.of(SignatureLevel.B_LT, SignatureLevel.B_LTA)) {
            Path both = again(
                    "both-" + level + ".asice",
                    level,
                    RevocationLists.overHttp(clock),
                    List.of(TestAuthority.alternative("SM3withSM2"), TestAuthority.alternative("ML-DSA-65")));
            assertThat(verify(both, clock.instant()).firstFailure()).isEmpty();
            assertThat(dssOffline(both))
                    .isEqualTo("CAdES-BASELINE-" + level.name().substring(2) + " TOTAL_PASSED");
            assertThat(dss(both, clock.instant()))
                    .isEqualTo("CAdES-BASELINE-" + level.name().substring(2) + " TOTAL_PASSED");
        }
    }

    private static void tool(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + "\n" + said)
                .isZero();
    }

    /** The archived export's contents, signed again at another level. */
    private Path again(String name, SignatureLevel level, RevocationLists revocations) throws IOException {
        return again(name, level, revocations, List.of());
    }

    private Path again(String name, SignatureLevel level, RevocationLists revocations, List<SigningKey> alternatives)
            throws IOException {
        Path target = directory.resolve(name);
        Sealing.Sealed sealed = new Sealing(key, alternatives, List.of(authority), revocations)
                .seal(Resealing.payload(archived, key, level), level);
        assertThat(sealed.level()).isEqualTo(level);
        ContainerWriter.write(sealed.parts(), target, bytes -> {});
        return target;
    }

    private Verification verify(Path file, Instant at) throws IOException {
        return ExportVerifier.verify(
                file,
                TrustSettings.nothing()
                        .withCertificates(List.of(demonstration.root()))
                        .withTimestampCertificates(List.of(demonstration.root()))
                        .withTime(at));
    }

    private static List<String> holding(Verification verification) {
        return verification.checks().stream()
                .filter(check -> check.outcome() == Check.Outcome.HOLDS)
                .map(Check::name)
                .collect(Collectors.toList());
    }

    /** The validator's verdict at a time, with the lists the authority gives then. */
    private String dss(Path file, Instant at) {
        return Dss.verdict(file, List.of(demonstration.root()), at, listsAt(at));
    }

    private String dssOffline(Path file) {
        return Dss.offline(file, List.of(demonstration.root()), clock.instant());
    }

    private List<X509CRL> listsAt(Instant at) {
        clock.moveTo(Duration.between(Instant.now(), at));
        try {
            return RevocationLists.overHttp(clock)
                    .covering(List.of(key.chain().get(0), key.chain().get(1), demonstration.root()));
        } finally {
            clock.moveTo(Duration.ZERO);
        }
    }

    /** A key whose file lacks the last certificate of its chain. */
    private record Rootless(SigningKey key) implements SigningKey {
        @Override
        public List<X509Certificate> chain() {
            return key.chain().subList(0, key.chain().size() - 1);
        }

        @Override
        public String algorithm() {
            return key.algorithm();
        }

        @Override
        public byte[] sign(byte[] content) {
            return key.sign(content);
        }
    }

    /** An authority that never answers. */
    private static final class Away implements TimestampAuthority {
        @Override
        public String name() {
            return "away";
        }

        @Override
        public Timestamp stamp(Hash imprint) {
            throw new TimestampException("RA-0240", "nobody answers");
        }

        @Override
        public List<X509Certificate> anchors() {
            return List.of();
        }
    }
}
