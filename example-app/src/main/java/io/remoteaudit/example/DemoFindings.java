package io.remoteaudit.example;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementState;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.IssuedToken;
import io.remoteaudit.finding.Evidence;
import io.remoteaudit.finding.Finding;
import io.remoteaudit.finding.FindingAction;
import io.remoteaudit.finding.FindingKind;
import io.remoteaudit.finding.FindingRemark;
import io.remoteaudit.finding.FindingResponse;
import io.remoteaudit.finding.FindingStatement;
import io.remoteaudit.finding.Findings;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.standard.ClauseReference;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the first audit has found so far, one finding in each stage of its life, so that both pages have some to show. */
@Component
final class DemoFindings {

    private static final Duration INDEXING = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofMinutes(5);
    private static final String MAKER = "quality";

    private final RemoteAudit remoteAudit;
    private final Findings findings;
    private final Clock clock = Clock.system(ZoneId.of("Asia/Shanghai"));

    DemoFindings(RemoteAudit remoteAudit) {
        this.remoteAudit = remoteAudit;
        this.findings = remoteAudit.findings();
    }

    /** Raises them against records of the year, unless an earlier start did or there are no records. */
    void prepare(String engagement) {
        if (findings.all().isEmpty() && searchable()) {
            Engagements engagements = remoteAudit.engagements();
            engagements
                    .find(engagement)
                    .filter(found -> found.state(clock.instant()) == EngagementState.ACTIVE)
                    .ifPresent(this::asItsAuditor);
        }
    }

    /** The auditor's own token nobody knows who made the demonstration, so this takes one for the moment. */
    private void asItsAuditor(Engagement engagement) {
        Engagements engagements = remoteAudit.engagements();
        IssuedToken token = engagements.issueToken(
                engagement.id(),
                engagement.terms().auditors().get(0).id(),
                clock.instant().plus(MOMENT),
                MAKER);
        try {
            raiseAll(engagements.authenticate(token.token()).map(engagements::admit));
        } finally {
            engagements.revokeToken(token.credentialId(), "演示数据已就绪", MAKER);
        }
    }

    private void raiseAll(Optional<Admission> auditor) {
        if (auditor.isEmpty()) {
            return;
        }
        Optional<Evidence> incoming = newest(auditor.get(), "type:incoming-inspection");
        Optional<Evidence> calibration = newest(auditor.get(), "type:calibration");
        Optional<Evidence> test = newest(auditor.get(), "type:finished-goods-test");
        if (incoming.isPresent() && calibration.isPresent() && test.isPresent()) {
            raiseAll(auditor.get(), incoming.get(), calibration.get(), test.get());
        }
    }

    private boolean searchable() {
        return remoteAudit.ledger().awaitSequenced(INDEXING)
                && remoteAudit.search().awaitIndexed(remoteAudit.ledger().size(), INDEXING);
    }

    private void raiseAll(Admission auditor, Evidence incoming, Evidence calibration, Evidence test) {
        LocalDate today = LocalDate.now(clock);
        raise(
                auditor,
                FindingKind.MINOR_NONCONFORMITY,
                "7.4.3",
                "进货检验记录未注明抽样方案的版本。 The inspection does not name the edition of its sampling plan.",
                incoming,
                today.minusDays(2));
        Finding responded = raise(
                auditor,
                FindingKind.MAJOR_NONCONFORMITY,
                "7.6",
                "校准到期后仪器继续用于检验。 The instrument was used for inspection after its calibration had ended.",
                calibration,
                today.plusDays(14));
        findings.stepInside(
                responded.id(),
                responded.version(),
                FindingAction.RESPOND,
                new FindingResponse(
                        "仪器已停用并送校；期间的检验结果已复核，无不合格。",
                        "校准计划按月人工检查，当月遗漏。",
                        "到期前 30 天由系统提醒，到期后系统禁止选用该仪器。",
                        today.plusDays(45),
                        "zh-CN",
                        List.of(calibration)),
                MAKER);
        Finding met = raise(
                auditor,
                FindingKind.CONFORMITY,
                "8.2.6",
                "成品检验保留了全部单个结果。 The test keeps every single result.",
                test,
                null);
        findings.step(auditor, met.id(), met.version(), FindingAction.CLOSE, FindingRemark.of("", "zh-CN"));
        raise(
                auditor,
                FindingKind.OPPORTUNITY_FOR_IMPROVEMENT,
                "8.4",
                "建议按供方统计进货检验结果的趋势。 Trends of incoming results by supplier would help.",
                incoming,
                null);
    }

    private Finding raise(
            Admission auditor,
            FindingKind kind,
            String clause,
            String text,
            Evidence evidence,
            @Nullable LocalDate respondBy) {
        ClauseReference reference = new ClauseReference("ISO 13485:2016", clause);
        return findings.raise(
                auditor, new FindingStatement(kind, reference, text, "zh-CN", List.of(evidence), respondBy, ""));
    }

    private Optional<Evidence> newest(Admission auditor, String query) {
        return remoteAudit.search().search(SearchRequest.of(auditor.scope(), query)).hits().stream()
                .findFirst()
                .map(hit -> new Evidence.OfRecord(hit.id(), hit.version()));
    }
}
