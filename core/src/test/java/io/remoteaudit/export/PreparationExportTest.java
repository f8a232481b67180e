package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.Inspections;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.AuditorKind;
import io.remoteaudit.engagement.AuditorProfile;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.LegalBasis;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.RemoteConditions;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export carries what came before the audit: the maker's profile, the plan and the preparation list. */
class PreparationExportTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private RemoteAudit remoteAudit;

    @BeforeEach
    void open() {
        remoteAudit = RemoteAudit.builder(directory.resolve("audit"), "test.example/audit")
                .open();
        remoteAudit.records().save(Inspections.of("IQC-1", "98.70").build());
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
    }

    @AfterEach
    void close() {
        remoteAudit.close();
    }

    @Test
    void planListAndProfileAreViewsOfTheLedgerThatTheVerifierDerivesAgain() throws IOException {
        Admission admission = admit("E-1", Scope.everything(), "CN", false);
        SampleExport.prepare(remoteAudit, "E-1", "IQC-1");
        Path container = export(admission);
        assertThat(text(container, Layout.EXPORT))
                .contains("\"organizationVersions\":1", "\"planSteps\":2", "\"preparationSteps\":2");
        assertThat(text(container, Layout.ORGANIZATION))
                .contains("赵厂长", "钱代表", "仙桃市一号")
                .doesNotContain("孙秘书");
        assertThat(text(container, Layout.PLAN).lines()).hasSize(2);
        assertThat(text(container, Layout.INDEX))
                .contains("企业概况", "Audit plan", "熔喷工序", "confirmed by both", "进货检验记录", "就绪", "赵厂长");
        assertVerified(container);
    }

    @Test
    void profileStandsAsItWasAtTheExportsLedgerSize() throws IOException {
        Admission admission = admit("E-1", Scope.everything(), "CN", false);
        SampleExport.prepare(remoteAudit, "E-1", "IQC-1");
        admit("E-2", Scope.everything(), "CN", false);
        SampleExport.prepare(remoteAudit, "E-2", "IQC-1");
        Path container = export(admission);
        assertThat(text(container, Layout.ORGANIZATION).lines()).hasSize(1);
        assertThat(text(container, Layout.ORGANIZATION)).contains("\"number\":2");
        assertThat(text(container, Layout.PLAN).lines()).hasSize(2);
        assertVerified(container);
    }

    @Test
    void personsStayMaskedForAuditorsAbroadAndAreShownWhereTheLegalBasisCoversThem() throws IOException {
        Admission masked = admit("E-1", Scope.everything(), "DE", false);
        SampleExport.prepare(remoteAudit, "E-1", "IQC-1");
        Path container = export(masked);
        assertThat(text(container, Layout.ORGANIZATION))
                .contains("口罩厂", "仙桃市一号")
                .doesNotContain("赵厂长", "钱代表", "027-5550");
        assertThat(text(container, Layout.INDEX)).doesNotContain("赵厂长", "钱代表", "027-5550");
        assertThat(text(container, Layout.ENTRIES)).doesNotContain("赵厂长", "钱代表");
        assertVerified(container);
        Admission shown = admit("E-2", Scope.everything(), "DE", true);
        assertThat(text(export(shown), Layout.ORGANIZATION)).contains("赵厂长");
    }

    @Test
    void attachedRecordsThatAreNotInScopeAnyMoreAreNotNamed() throws IOException {
        admit("E-1", Scope.everything(), "CN", false);
        SampleExport.prepare(remoteAudit, "E-1", "IQC-1");
        Selection all = Selection.everything();
        Scope smaller = new Scope(all, all, Selection.of("lot-release"), all, all, null, null, List.of());
        Path container = export(amend("E-1", smaller));
        assertThat(text(container, Layout.PREPARATION)).contains("P-1").doesNotContain("IQC-1");
        assertVerified(container);
    }

    private Path export(Admission admission) {
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
        ExportJob job = SampleExport.run(remoteAudit, new ExportRequest(admission, "", List.of(), List.of(), "zh-CN"));
        return directory.resolve("audit/exports").resolve(job.id() + ".asice");
    }

    private static void assertVerified(Path container) throws IOException {
        assertThat(ExportVerifier.verify(container, TrustSettings.nothing()).firstFailure())
                .isEmpty();
    }

    private static String text(Path container, String name) throws IOException {
        try (ZipFile zip = new ZipFile(container.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Admission admit(String engagement, Scope scope, String country, boolean persons) {
        return agreed(
                engagement,
                remoteAudit
                        .engagements()
                        .propose(engagement, terms(scope, country, persons), "QA")
                        .digest());
    }

    private Admission amend(String engagement, Scope scope) {
        return agreed(
                engagement,
                remoteAudit
                        .engagements()
                        .amend(engagement, terms(scope, "CN", false), "QA")
                        .digest());
    }

    private Admission agreed(String engagement, Hash digest) {
        remoteAudit.engagements().accept(engagement, Party.MAKER, digest, "QA");
        remoteAudit.engagements().accept(engagement, Party.BODY, digest, "张伟");
        String token = remoteAudit
                .engagements()
                .issueToken(engagement, "a1", Instant.now().plusSeconds(3_600), "QA")
                .token();
        return remoteAudit
                .engagements()
                .admit(remoteAudit.engagements().authenticate(token).orElseThrow());
    }

    /** Customers, of whom the policy asks little. */
    private static EngagementTerms terms(Scope scope, String country, boolean persons) {
        EngagementTerms terms = SampleExport.terms(scope);
        return country.equals("CN")
                ? terms
                : terms.by(new AuditorProfile(AuditorKind.REGULATOR, country))
                        .under(RemoteConditions.builder()
                                .legalBasis(new LegalBasis("LB-1", "contract", persons, "法务", LocalDate.of(2026, 1, 1)))
                                .build());
    }
}
