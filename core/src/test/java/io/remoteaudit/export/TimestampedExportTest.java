package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.demonstration.DemonstrationAuthority;
import io.remoteaudit.timestamp.Anchors;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An export of a maker who has the ledger time-stamped by two authorities, of which one is away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimestampedExportTest {

    private final Clock clock = Clock.systemUTC();
    private final DemonstrationAuthority demonstration = DemonstrationAuthority.start(clock);
    private Path export;

    @BeforeAll
    void makeAnExport(@TempDir Path directory) throws IOException {
        List<X509Certificate> roots = List.of(demonstration.root());
        export = SampleExport.make(
                        directory,
                        signer(directory),
                        builder -> builder.timestamps(
                                List.of(
                                        TimestampAuthority.overHttp(
                                                "demonstration", demonstration.timestampAddress(), roots, clock),
                                        TimestampAuthority.overHttp(
                                                "away", URI.create("http://localhost:1/"), roots, clock)),
                                Anchors.DAILY),
                        remoteAudit -> {})
                .file();
    }

    /** Issued by an authority below the root, as a bought one would be. */
    private SigningKey signer(Path directory) throws IOException {
        char[] password = "demonstration".toCharArray();
        Path file = Files.write(directory.resolve("signer.p12"), demonstration.issueSigner("口罩厂", password));
        return SigningKey.pkcs12(file, password);
    }

    @AfterAll
    void close() {
        demonstration.close();
    }

    @Test
    void timeIsProvenByAnAuthorityTheAuditorTrusts() throws Exception {
        Verification verification = ExportVerifier.verify(
                export, TrustSettings.nothing().withTimestampCertificates(List.of(demonstration.root())));
        assertThat(verification.firstFailure()).isEmpty();
        assertThat(checks(verification, Check.Outcome.HOLDS))
                .singleElement()
                .satisfies(
                        check -> assertThat(check.words().en()).contains("as a time-stamp authority you trust says"));
    }

    @Test
    void signerIsConfirmedByTheRootAboveItsAuthority() throws Exception {
        assertThat(identity(demonstration.root())).isEqualTo(Check.Outcome.HOLDS);
        try (DemonstrationAuthority stranger = DemonstrationAuthority.start(clock)) {
            assertThat(identity(stranger.root())).isEqualTo(Check.Outcome.FAILS);
        }
    }

    private Check.Outcome identity(X509Certificate trusted) throws IOException {
        return ExportVerifier.verify(export, TrustSettings.nothing().withCertificates(List.of(trusted)))
                .checks()
                .stream()
                .filter(check -> check.name().equals("identity"))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    @Test
    void pendingTimestampIsShownAndNeverHidden() throws Exception {
        Verification verification = ExportVerifier.verify(
                export, TrustSettings.nothing().withTimestampCertificates(List.of(demonstration.root())));
        assertThat(checks(verification, Check.Outcome.NOT_CHECKED))
                .singleElement()
                .satisfies(check -> assertThat(check.words().zh()).isEqualTo("时间戳待获取：away"));
        assertThat(file(Layout.INDEX)).contains("待获取", "pending");
        assertThat(file(Layout.HOW_TO_VERIFY)).contains("away", "pending, not in this export");
    }

    @Test
    void authorityNobodyTrustsIsNotBelieved() throws Exception {
        try (DemonstrationAuthority stranger = DemonstrationAuthority.start(clock)) {
            Verification verification = ExportVerifier.verify(
                    export, TrustSettings.nothing().withTimestampCertificates(List.of(stranger.root())));
            assertThat(verification.checks())
                    .filteredOn(check -> check.outcome() == Check.Outcome.FAILS)
                    .extracting(Check::name)
                    .containsExactly("signing-time", "archive", "timestamp");
        }
    }

    @Test
    void withoutTrustInAnAuthorityTheTimeIsNotChecked() throws Exception {
        Verification verification = ExportVerifier.verify(export, TrustSettings.nothing());
        assertThat(verification.firstFailure()).isEmpty();
        assertThat(checks(verification, Check.Outcome.NOT_CHECKED)).hasSize(2);
        assertThat(checks(verification, Check.Outcome.HOLDS)).isEmpty();
    }

    private String file(String name) throws Exception {
        try (ContainerReader reader = ContainerReader.open(export)) {
            Optional<ContainerReader.Slot> slot = reader.slot(name);
            return new String(reader.bytes(slot.orElseThrow(), 1 << 20), StandardCharsets.UTF_8);
        }
    }

    private static List<Check> checks(Verification verification, Check.Outcome outcome) {
        return verification.checks().stream()
                .filter(check -> check.name().equals("timestamp") && check.outcome() == outcome)
                .toList();
    }
}
