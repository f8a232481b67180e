package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.Inspections;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.access.NewAttempt;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.finding.CertificateDecision;
import io.remoteaudit.finding.CertificateOutcome;
import io.remoteaudit.finding.Evidence;
import io.remoteaudit.finding.Finding;
import io.remoteaudit.finding.FindingAction;
import io.remoteaudit.finding.FindingKind;
import io.remoteaudit.finding.FindingResponse;
import io.remoteaudit.finding.FindingStatement;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.preparation.AgendaItem;
import io.remoteaudit.preparation.AttachedRecord;
import io.remoteaudit.preparation.OrganizationAddress;
import io.remoteaudit.preparation.OrganizationProfile;
import io.remoteaudit.preparation.Preparation;
import io.remoteaudit.preparation.PreparationContent;
import io.remoteaudit.preparation.ResponsiblePerson;
import io.remoteaudit.preparation.WantedItem;
import io.remoteaudit.question.NewQuestion;
import io.remoteaudit.question.Pin;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.standard.ClauseReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * An export as a maker's module makes it: records with corrections, attachments and a masked field, a question, reads,
 * and an earlier export that an auditor could have kept a checkpoint of.
 *
 * @param file the container
 * @param key signed it
 * @param admission made it
 * @param vkey the ledger's key
 * @param earlierCheckpoint a checkpoint from before, which the export continues
 */
record SampleExport(Path file, SigningKey key, Admission admission, String vkey, String earlierCheckpoint) {

    private static final Duration LONG = Duration.ofSeconds(60);

    static SampleExport make(Path directory, SigningKey key) throws IOException {
        return make(directory, key, UnaryOperator.identity(), remoteAudit -> {});
    }

    /**
     * Makes an export.
     *
     * @param directory an empty one
     * @param key signs
     * @param more configures the module further
     * @param between what happens after the earlier export
     */
    static SampleExport make(
            Path directory, SigningKey key, UnaryOperator<RemoteAudit.Builder> more, Consumer<RemoteAudit> between)
            throws IOException {
        try (RemoteAudit remoteAudit = more.apply(RemoteAudit.builder(directory.resolve("audit"), "test.example/audit")
                        .signingKey(key))
                .open()) {
            QualityRecord first = Inspections.of("IQC-1", "98.70", "99.1")
                    .attachment(remoteAudit
                            .attachments()
                            .store("报告.pdf", "application/pdf", new ByteArrayInputStream(new byte[5_000])))
                    .build();
            remoteAudit.records().save(first);
            remoteAudit
                    .records()
                    .save(first.nextVersion("抄录错误", new Person("王芳", null))
                            .title("更正后的检验")
                            .build());
            for (int i = 2; i <= 6; i++) {
                remoteAudit
                        .records()
                        .save(Inspections.of("IQC-" + i, "98.70", "99." + i).build());
            }
            remoteAudit
                    .records()
                    .save(Inspections.of("IQC-7", "97.10")
                            .attachment(remoteAudit
                                    .attachments()
                                    .store("曲线.csv", "text/csv", new ByteArrayInputStream(new byte[] {1, 2, 3})))
                            .build());
            Admission admission = admit(remoteAudit, "E-1");
            settle(remoteAudit);
            remoteAudit
                    .questions()
                    .ask(admission, new NewQuestion("为何更正", "请说明", "zh-CN", List.of(new Pin("IQC-1", 2))));
            Finding finding = remoteAudit
                    .findings()
                    .raise(
                            admission,
                            new FindingStatement(
                                    FindingKind.MINOR_NONCONFORMITY,
                                    new ClauseReference("ISO 13485:2016", "8.2.6"),
                                    "更正未经复核",
                                    "zh-CN",
                                    List.of(new Evidence.OfRecord("IQC-1", 2)),
                                    null,
                                    ""));
            remoteAudit
                    .findings()
                    .stepInside(
                            finding.id(),
                            1,
                            FindingAction.RESPOND,
                            new FindingResponse(
                                    "补做复核", "无复核岗位", "设复核岗位", LocalDate.of(2030, 1, 31), "zh-CN", List.of()),
                            "QA");
            remoteAudit
                    .certificates()
                    .report(
                            admission,
                            new CertificateDecision(
                                    "Q-1",
                                    CertificateOutcome.MAINTAINED,
                                    LocalDate.of(2030, 2, 1),
                                    "D-1",
                                    null,
                                    "保持",
                                    "zh-CN",
                                    null));
            prepare(remoteAudit, "E-1", "IQC-1");
            remoteAudit
                    .accessTrail()
                    .begin(new NewAttempt("E-1", "a1", admission.credentialId(), "search", "q=BFE", "127.0.0.1", 5));
            settle(remoteAudit);
            String earlier = remoteAudit.ledger().checkpoint().note();
            run(remoteAudit, new ExportRequest(admission, "", List.of(), List.of("IQC-2"), "zh-CN"));
            between.accept(remoteAudit);
            settle(remoteAudit);
            ExportJob job = run(remoteAudit, new ExportRequest(admission, "", List.of(), List.of(), "zh-CN"));
            return new SampleExport(
                    directory.resolve("audit/exports").resolve(job.id() + ".asice"),
                    key,
                    admission,
                    remoteAudit.ledger().key().vkey(),
                    earlier);
        }
    }

    /** Keeps a profile, and has both parties agree on a plan and on a list of which one item is ready. */
    static void prepare(RemoteAudit remoteAudit, String engagement, String record) {
        Preparation preparation = remoteAudit.preparation();
        preparation
                .organization()
                .keep(
                        preparation.organization().current(Long.MAX_VALUE).version(),
                        new OrganizationProfile(
                                "口罩厂",
                                null,
                                "赵厂长",
                                "027-5550",
                                List.of(new OrganizationAddress("registered", "仙桃市一号")),
                                List.of(),
                                List.of(new ResponsiblePerson("钱代表", "管理者代表", null)),
                                List.of()),
                        "孙秘书");
        PreparationContent.Agenda agenda = new PreparationContent.Agenda(
                List.of(new AgendaItem(
                        "S1",
                        "熔喷工序",
                        new ClauseReference("ISO 13485:2016", "7.5"),
                        "张伟",
                        Instant.parse("2030-02-01T01:00:00Z"),
                        Instant.parse("2030-02-01T03:00:00Z"))),
                "");
        preparation.plans().write(engagement, 0, Party.BODY, agenda, "张伟");
        preparation.plans().confirm(engagement, 1, Party.MAKER, new PreparationContent.Confirmation("同意"), "QA");
        WantedItem wanted = new WantedItem("P-1", "进货检验记录", null, null, "李工", LocalDate.parse("2030-01-31"));
        preparation.lists().write(engagement, 0, Party.BODY, new PreparationContent.Wanted(List.of(wanted), ""), "张伟");
        preparation
                .lists()
                .fulfil(
                        engagement,
                        1,
                        new PreparationContent.Fulfilment("P-1", true, "已备", List.of(new AttachedRecord(record, 1))),
                        "QA");
    }

    private static void settle(RemoteAudit remoteAudit) {
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
    }

    static ExportJob run(RemoteAudit remoteAudit, ExportRequest request) {
        String id = remoteAudit.exports().start(request).id();
        await().atMost(LONG)
                .until(() -> remoteAudit
                        .exports()
                        .find(request.admission(), id)
                        .orElseThrow()
                        .state()
                        .ended());
        ExportJob job = remoteAudit.exports().find(request.admission(), id).orElseThrow();
        assertThat(job.failure()).isNull();
        assertThat(job.state()).isEqualTo(ExportState.DONE);
        return job;
    }

    /** Has both parties agree on an engagement that shows everything but who performed it, and admits its auditor. */
    static Admission admit(RemoteAudit remoteAudit, String engagement) {
        return admit(remoteAudit, engagement, Scope.everything().masking(List.of("performedBy")));
    }

    /** What both parties agree on here. */
    static EngagementTerms terms(Scope scope) {
        return new EngagementTerms(
                "认证机构",
                "口罩厂",
                "监督审核",
                List.of(new Auditor("a1", "张伟", null)),
                List.of("ISO 13485:2016"),
                scope,
                EnumSet.allOf(Right.class),
                Instant.now().minusSeconds(60),
                Instant.now().plusSeconds(36_000));
    }

    /** Has both parties agree on an engagement of a scope, and admits its auditor. */
    static Admission admit(RemoteAudit remoteAudit, String engagement, Scope scope) {
        Hash digest = remoteAudit
                .engagements()
                .propose(engagement, terms(scope), "QA")
                .digest();
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
}
