package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.Inspections;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.demonstration.DemonstrationAuthority;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.IssuedToken;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.record.Scope;
import io.remoteaudit.timestamp.Anchors;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
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

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Clock clock = Clock.systemUTC();
    private final DemonstrationAuthority demonstration = DemonstrationAuthority.start(clock);
    private Path directory;
    private RemoteAudit remoteAudit;
    private Admission admission;
    private Path export;

    @BeforeAll
    void makeAnExport(@TempDir Path temporary) {
        directory = temporary;
        remoteAudit = RemoteAudit.builder(directory.resolve("audit"), "test.example/audit")
                .timestamps(
                        List.of(
                                TimestampAuthority.overHttp(
                                        "demonstration",
                                        demonstration.timestampAddress(),
                                        List.of(demonstration.root()),
                                        clock),
                                TimestampAuthority.overHttp(
                                        "away",
                                        URI.create("http://localhost:1/"),
                                        List.of(demonstration.root()),
                                        clock)),
                        Anchors.DAILY)
                .open();
        remoteAudit.records().save(Inspections.of("IQC-1", "98.7").build());
        admission = admit();
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
        ExportJob job =
                remoteAudit.exports().start(new ExportRequest(admission, "", List.of(), List.of("IQC-1"), "zh-CN"));
        ExportJob done = await().atMost(LONG)
                .until(
                        () -> remoteAudit.exports().find(admission, job.id()).orElseThrow(),
                        current -> current.state().ended());
        assertThat(done.failure()).isNull();
        export = directory.resolve("audit/exports").resolve(job.id() + ".asice");
    }

    @AfterAll
    void close() {
        remoteAudit.close();
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
    void pendingTimestampIsShownAndNeverHidden() throws Exception {
        Verification verification = ExportVerifier.verify(
                export, TrustSettings.nothing().withTimestampCertificates(List.of(demonstration.root())));
        assertThat(checks(verification, Check.Outcome.NOT_CHECKED))
                .singleElement()
                .satisfies(check -> assertThat(check.words().zh()).isEqualTo("时间戳待获取：away"));
        assertThat(file(Layout.INDEX)).contains("待获取", "pending");
        assertThat(file(Layout.HOW_TO_VERIFY)).contains("away", "pending, not in this export");
        assertThat(remoteAudit.anchors().newest(10)).anyMatch(anchor -> anchor.pending());
    }

    @Test
    void authorityNobodyTrustsIsNotBelieved() throws Exception {
        try (DemonstrationAuthority stranger = DemonstrationAuthority.start(clock)) {
            Verification verification = ExportVerifier.verify(
                    export, TrustSettings.nothing().withTimestampCertificates(List.of(stranger.root())));
            assertThat(verification.firstFailure().orElseThrow().name()).isEqualTo("timestamp");
        }
    }

    @Test
    void withoutTrustInAnAuthorityTheTimeIsNotChecked() throws Exception {
        Verification verification = ExportVerifier.verify(export, TrustSettings.nothing());
        assertThat(verification.firstFailure()).isEmpty();
        assertThat(checks(verification, Check.Outcome.NOT_CHECKED)).hasSize(2);
        assertThat(checks(verification, Check.Outcome.HOLDS)).isEmpty();
    }

    private Admission admit() {
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
        Engagements engagements = remoteAudit.engagements();
        Hash digest = engagements.propose("E-1", terms, "QA").digest();
        engagements.accept("E-1", Party.MAKER, digest, "QA");
        engagements.accept("E-1", Party.BODY, digest, "张伟");
        IssuedToken token = engagements.issueToken("E-1", "a1", Instant.now().plusSeconds(3_600), "QA");
        return engagements.admit(engagements.authenticate(token.token()).orElseThrow());
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
