package io.remoteaudit.example.body;

import io.remoteaudit.api.IctStatement;
import io.remoteaudit.api.RecordDocument;
import io.remoteaudit.client.FindingsClient;
import io.remoteaudit.finding.CertificateDecision;
import io.remoteaudit.finding.CertificateOutcome;
import io.remoteaudit.finding.CertificateReport;
import io.remoteaudit.finding.Evidence;
import io.remoteaudit.finding.Finding;
import io.remoteaudit.finding.FindingAction;
import io.remoteaudit.finding.FindingKind;
import io.remoteaudit.finding.FindingRemark;
import io.remoteaudit.finding.FindingState;
import io.remoteaudit.finding.FindingStatement;
import io.remoteaudit.question.Question;
import io.remoteaudit.standard.ClauseReference;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings are raised and led to their end, and what was decided on the certificate is reported. */
final class Conclusions {

    private static final int DAYS_TO_RESPOND = 14;

    private final Audit audit;
    private final AuditLog log;
    private final FindingsClient findings;

    Conclusions(Audit audit) {
        this.audit = audit;
        this.log = audit.log();
        this.findings = audit.engagement().findings();
    }

    void run(List<RecordDocument> sample, List<Question> questions) {
        conformity(sample.get(0));
        nonconformity(sample.get(sample.size() - 1), questions.get(0));
        statementOfUse();
        certificate();
    }

    private void conformity(RecordDocument record) {
        log.step("审核发现：符合", "Finding: conformity");
        Finding raised = raise(
                FindingKind.CONFORMITY,
                "8.2.6",
                "成品检验记录完整，保留全部单个结果。",
                List.of(new Evidence.OfRecord(record.id(), record.version())),
                null);
        step(raised, FindingAction.CLOSE, "", "关闭", "closed");
    }

    private void nonconformity(RecordDocument record, Question question) {
        log.step("审核发现：轻微不符合，直至关闭", "Finding: minor nonconformity, to its closing");
        Finding raised = raise(
                FindingKind.MINOR_NONCONFORMITY,
                "4.2.5",
                "记录未注明复核人的复核意见。",
                List.of(
                        new Evidence.OfRecord(record.id(), record.version()),
                        new Evidence.OfQuestion(question.id(), question.version())),
                LocalDate.now(ZoneOffset.UTC).plusDays(DAYS_TO_RESPOND));
        Finding responded = audit.await(
                "企业提交整改",
                "the maker responds",
                () -> findings.finding(raised.id()),
                finding -> finding.state() == FindingState.RESPONDED);
        responded
                .response()
                .ifPresent(response -> log.line(
                        "纠正：" + response.correction() + " 原因：" + response.cause() + " 措施：" + response.correctiveAction()
                                + " 期限 " + response.dueDate(),
                        "correction, cause and action received, due " + response.dueDate()));
        Finding accepted = step(responded, FindingAction.ACCEPT, "接受整改方案", "接受", "accepted");
        Finding reported = audit.await(
                "企业报告整改完成",
                "the maker reports what was done",
                () -> findings.finding(accepted.id()),
                finding -> finding.steps().get(finding.version() - 1).action() == FindingAction.REPORT);
        Finding verified = step(reported, FindingAction.VERIFY, "已核对整改证据，措施有效", "验证有效", "seen to work");
        Finding closed = step(verified, FindingAction.CLOSE, "", "关闭", "closed");
        Audit.require(
                closed.state() == FindingState.CLOSED && closed.closedAt().isPresent(),
                "审核发现 " + closed.id() + " 未关闭",
                "Finding " + closed.id() + " is not closed");
        closed.steps()
                .forEach(step -> log.fact(
                        step.number() + ". " + step.action().wireName() + "  " + step.by() + "  " + step.at()));
    }

    private Finding raise(
            FindingKind kind, String clause, String text, List<Evidence> evidence, @Nullable LocalDate respondBy) {
        ClauseReference reference = new ClauseReference(Opening.STANDARD, clause);
        Finding raised =
                findings.raise(new FindingStatement(kind, reference, text, Audit.CHINESE, evidence, respondBy, ""));
        log.line(
                raised.id() + "（" + reference.edition() + " " + clause + "）：" + text,
                raised.id() + " (" + reference.edition() + " " + clause + "): " + kind.wireName());
        return raised;
    }

    private Finding step(Finding finding, FindingAction action, String text, String chinese, String english) {
        Finding after = findings.step(finding, action, FindingRemark.of(text, Audit.CHINESE));
        log.line(after.id() + " " + chinese, after.id() + " " + english);
        return after;
    }

    private void statementOfUse() {
        log.step("信息通信技术使用声明", "Statement of the use of information and communication technology");
        IctStatement statement = audit.engagement().agreement().ictStatement();
        statement.text(log.language().ofProblems()).lines().forEach(log::fact);
    }

    private void certificate() {
        log.step("报告认证决定", "Report what was decided on the certificate");
        CertificateDecision decision = new CertificateDecision(
                "SAMPLE-Q-2026-001",
                CertificateOutcome.MAINTAINED,
                LocalDate.now(ZoneOffset.UTC),
                "SAMPLE-D-2026-001",
                null,
                "样例程序：证书保持。",
                Audit.CHINESE,
                null);
        CertificateReport report = findings.report(decision);
        log.line(
                "证书 " + decision.certificate() + " 保持有效（" + report.id() + "）",
                "certificate " + decision.certificate() + " maintained (" + report.id() + ")");
    }
}
