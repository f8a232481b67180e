package io.remoteaudit.hosts.app;

import io.remoteaudit.Inspections;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Agrees an audit, saves a record with a file, and gives the auditor's token. */
public final class Agreed implements Supplier<String> {

    /** The file of {@code IQC-1}, as its test knows it. */
    public static byte[] file() {
        byte[] content = new byte[300_000];
        new Random(7).nextBytes(content);
        return content;
    }

    private final RemoteAudit remoteAudit;

    Agreed(RemoteAudit remoteAudit) {
        this.remoteAudit = remoteAudit;
    }

    static QualityRecord.Builder inspection(String id) {
        return Inspections.of(id, "98.7");
    }

    @Override
    public String get() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        EngagementTerms terms = new EngagementTerms(
                "Certification Body",
                "示例口罩有限公司",
                "surveillance audit",
                List.of(new Auditor("aud-1", "Ann Auditor", "ann@example.org")),
                List.of("ISO 13485:2016"),
                Scope.everything(),
                EnumSet.allOf(Right.class),
                now.minus(1, ChronoUnit.DAYS),
                now.plus(30, ChronoUnit.DAYS));
        Engagement proposed = remoteAudit.engagements().propose("ENG-1", terms, "质量负责人");
        remoteAudit.engagements().accept("ENG-1", Party.MAKER, proposed.digest(), "质量负责人");
        remoteAudit.engagements().accept("ENG-1", Party.BODY, proposed.digest(), "Auditor");
        try {
            Attachment file = remoteAudit
                    .attachments()
                    .store("report.bin", "application/octet-stream", new ByteArrayInputStream(file()));
            remoteAudit.records().save(inspection("IQC-1").attachment(file).build());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        remoteAudit.ledger().awaitSequenced(Duration.ofSeconds(30));
        remoteAudit.search().awaitIndexed(remoteAudit.ledger().size(), Duration.ofSeconds(30));
        return remoteAudit
                .engagements()
                .issueToken("ENG-1", "aud-1", terms.accessTo(), "质量负责人")
                .token();
    }
}
