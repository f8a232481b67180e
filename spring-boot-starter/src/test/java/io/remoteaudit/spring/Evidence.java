package io.remoteaudit.spring;

import io.remoteaudit.Inspections;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;

/** What a small maker has to show, and an auditor who may see it. */
final class Evidence {

    static final String ENGAGEMENT = "ENG-1";
    private static final Duration LONG = Duration.ofSeconds(30);

    private Evidence() {}

    static QualityRecord.Builder inspection(String id) {
        return Inspections.of(id, "98.7");
    }

    /** Terms that leave open who audits. */
    static EngagementTerms terms() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new EngagementTerms(
                "Certification Body",
                "示例口罩有限公司",
                "surveillance audit",
                List.of(new Auditor("aud-1", "Ann Auditor", "ann@example.org")),
                List.of("ISO 13485:2016"),
                Scope.everything(),
                EnumSet.allOf(Right.class),
                now.minus(1, ChronoUnit.DAYS),
                now.plus(30, ChronoUnit.DAYS));
    }

    /** Agrees an audit and gives the auditor's token. */
    static String engage(RemoteAudit remoteAudit) {
        EngagementTerms terms = terms();
        Engagement proposed = remoteAudit.engagements().propose(ENGAGEMENT, terms, "质量负责人");
        remoteAudit.engagements().accept(ENGAGEMENT, Party.MAKER, proposed.digest(), "质量负责人");
        remoteAudit.engagements().accept(ENGAGEMENT, Party.BODY, proposed.digest(), "Auditor");
        return remoteAudit
                .engagements()
                .issueToken(ENGAGEMENT, "aud-1", terms.accessTo(), "质量负责人")
                .token();
    }

    static void settle(RemoteAudit remoteAudit) {
        if (!remoteAudit.ledger().awaitSequenced(LONG)
                || !remoteAudit.search().awaitIndexed(remoteAudit.ledger().size(), LONG)) {
            throw new IllegalStateException("The ledger or the index did not follow in time");
        }
    }
}
