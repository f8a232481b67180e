package io.remoteaudit.example;

import io.remoteaudit.engagement.AuditSite;
import io.remoteaudit.engagement.ClientWill;
import io.remoteaudit.engagement.Communication;
import io.remoteaudit.engagement.ConsentRule;
import io.remoteaudit.engagement.LegalBasis;
import io.remoteaudit.engagement.Participant;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.ReadinessCheck;
import io.remoteaudit.engagement.ReadinessCondition;
import io.remoteaudit.engagement.RemoteConditions;
import io.remoteaudit.engagement.RemoteReason;
import io.remoteaudit.engagement.RiskGrade;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What the made-up factory and its certification bodies settled before they audit remotely. */
final class DemoConditions {

    private static final String REPRESENTATIVE = "周敏 Zhou Min";
    private static final AuditSite SHENZHEN = new AuditSite("SZ", AuditSite.Kind.PHYSICAL, "广东省深圳市");
    private static final AuditSite XIANTAO = new AuditSite("XT", AuditSite.Kind.PHYSICAL, "湖北省仙桃市");
    private static final AuditSite QUALITY_SYSTEM =
            new AuditSite("电子质量体系 electronic QMS", AuditSite.Kind.VIRTUAL, null);

    private DemoConditions() {}

    static RemoteConditions masks(Instant now, String leadAuditor) {
        return common(now)
                .site(SHENZHEN)
                .site(XIANTAO)
                .site(QUALITY_SYSTEM)
                .person(new Participant(Party.BODY, leadAuditor, "审核组长 lead auditor", null))
                .reason(new RemoteReason("证书周期内增加一次监督审核 one more surveillance audit in the cycle", RiskGrade.MINOR))
                .build();
    }

    /** From abroad: the basis covers no data of persons, so whoever did the work is masked. */
    static RemoteConditions clothing(Instant now) {
        return common(now)
                .site(XIANTAO)
                .site(QUALITY_SYSTEM)
                .person(new Participant(Party.BODY, "Anke Petersen", "lead auditor", null))
                .reason(new RemoteReason(
                        "travel of the auditor can be saved; the site was visited last year", RiskGrade.MAJOR))
                .legalBasis(new LegalBasis(
                        "DEMO-LB-2026-02",
                        "认证合同所需，不含个人信息与重要数据 needed for the certification contract; no personal or important data",
                        false,
                        REPRESENTATIVE,
                        LocalDate.ofInstant(now, ZoneOffset.UTC)))
                .build();
    }

    private static RemoteConditions.Builder common(Instant now) {
        Instant before = now.minus(Duration.ofDays(7));
        RemoteConditions.Builder conditions = RemoteConditions.builder()
                .will(new ClientWill(
                        "总经理 郑海 Zheng Hai, general manager", before, "本公司愿意以远程方式接受本次审核 we want to be audited remotely"))
                .person(new Participant(Party.MAKER, REPRESENTATIVE, "管理者代表 management representative", null))
                .communication(new Communication(
                        List.of("视频会议：首末次会议 video meeting: opening and closing", "本系统问答 questions in this system"),
                        "改用电话，另约时间补审 telephone instead, and another day for what is left"))
                .consent(new ConsentRule(ConsentRule.Consent.ASK_EACH_TIME, ConsentRule.Consent.GRANTED));
        for (ReadinessCondition condition : ReadinessCondition.values()) {
            conditions.checked(new ReadinessCheck(condition, true, REPRESENTATIVE, before, null));
        }
        return conditions;
    }
}
