package io.remoteaudit.example;

import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.AuditorKind;
import io.remoteaudit.engagement.AuditorProfile;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementState;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.Invitation;
import io.remoteaudit.engagement.Invitations;
import io.remoteaudit.engagement.IssuedInvitation;
import io.remoteaudit.engagement.IssuedToken;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.example.DemoAccess.Access;
import io.remoteaudit.example.DemoAccess.Ways;
import io.remoteaudit.example.factory.Product;
import io.remoteaudit.example.factory.Site;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.RecordType;
import io.remoteaudit.standard.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Two audits by two certification bodies. Both may see protective masks made in Xiantao; beyond that, each sees what
 * the other does not: one the masks of both sites, the other Xiantao's protective clothing, and that from abroad, so
 * without the names of those who did the work. A third audit, of the masks again, waits for its body's confirmation.
 */
@Component
final class DemoEngagements {

    /** The engagement that waits for the sample of a certification body's system. */
    static final String SAMPLE = "ENG-2026-003";

    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 10, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 9, 30);
    private static final Duration ACCESS = Duration.ofDays(60);
    private static final Duration TOKEN_LIFE = Duration.ofDays(30);

    /** Shorter than the start of the program takes; a token cannot be issued that is over already. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private static final String CLIENT = "恒护医疗用品有限公司";
    private static final String MAKER = "quality";

    /** Of what is over nobody is let in any more. */
    private static final Set<EngagementState> OVER =
            EnumSet.of(EngagementState.REVOKED, EngagementState.ENDED, EngagementState.ARCHIVED);

    private final Engagements engagements;
    private final Invitations invitations;
    private final Clock clock;

    DemoEngagements(Engagements engagements, Invitations invitations) {
        this.engagements = engagements;
        this.invitations = invitations;
        this.clock = Clock.systemUTC();
    }

    /**
     * Agrees on two engagements and proposes a third, unless an earlier start did, and invites the auditors of those whose
     * invitation was redeemed or has ended.
     */
    Ways prepare(Optional<Ways> before) {
        Instant now = clock.instant();
        Engagement masks = agreed("ENG-2026-001", masks(now));
        Engagement clothing = agreed("ENG-2026-002", clothing(now));
        Engagement sample = acceptedByTheMaker(SAMPLE, sample(now));
        List<Access> access = Stream.of(masks, clothing, sample)
                .map(engagement -> access(engagement, before, now))
                .toList();
        if (before.isPresent()) {
            return new Ways(access, before.get().expired(), before.get().revoked());
        }
        IssuedToken revoked = token(masks, now.plus(TOKEN_LIFE));
        engagements.revokeToken(revoked.credentialId(), "演示：已撤销的令牌", MAKER);
        return new Ways(access, token(masks, now.plus(MOMENT)).token(), revoked.token());
    }

    private Access access(Engagement engagement, Optional<Ways> before, Instant now) {
        Optional<Access> known = before.stream()
                .flatMap(ways -> ways.engagements().stream())
                .filter(access -> access.id().equals(engagement.id()))
                .findFirst();
        boolean open = known.flatMap(access -> invitations.find(access.invitation()))
                .filter(invitation -> invitation.state() == Invitation.State.OPEN)
                .isPresent();
        if (known.isPresent() && (open || OVER.contains(engagement.state(now)))) {
            return known.get();
        }
        Auditor auditor = engagement.terms().auditors().get(0);
        Instant end = now.plus(TOKEN_LIFE);
        Instant last = engagement.terms().accessTo();
        IssuedInvitation issued =
                invitations.invite(engagement.id(), auditor.id(), end.isBefore(last) ? end : last, MAKER);
        return new Access(engagement.id(), engagement.terms().body(), issued.secret(), issued.code());
    }

    private IssuedToken token(Engagement engagement, Instant expiresAt) {
        Auditor auditor = engagement.terms().auditors().get(0);
        return engagements.issueToken(engagement.id(), auditor.id(), expiresAt, MAKER);
    }

    private Engagement acceptedByTheMaker(String id, EngagementTerms terms) {
        Engagement engagement = engagements.find(id).orElseGet(() -> engagements.propose(id, terms, MAKER));
        return engagement.maker() == null
                ? engagements.accept(id, Party.MAKER, engagement.digest(), MAKER)
                : engagement;
    }

    private Engagement agreed(String id, EngagementTerms terms) {
        Engagement engagement = acceptedByTheMaker(id, terms);
        if (engagement.body() == null) {
            String auditor = engagement.terms().auditors().get(0).id();
            engagement = engagements.accept(id, Party.BODY, engagement.digest(), auditor);
        }
        return engagement;
    }

    private static EngagementTerms masks(Instant now) {
        return masks(
                now,
                "华信认证有限公司 Huaxin Certification",
                "2026 年度监督审核 surveillance audit: medical masks",
                new Auditor("huaxin-01", "陈立 Chen Li", null));
    }

    /** The audit that the sample of a certification body's system carries out, from the body's confirmation on. */
    private static EngagementTerms sample(Instant now) {
        return masks(
                now,
                "示范认证中心 Sample Certification Centre",
                "2026 年度监督审核（由样例程序进行） surveillance audit, carried out by the sample program",
                new Auditor("sample-01", "林衡 Lin Heng", null));
    }

    private static EngagementTerms masks(Instant now, String body, String purpose, Auditor auditor) {
        Scope scope = new Scope(
                Selection.of(Site.SZ.name(), Site.XT.name()),
                Selection.of(Product.SURGICAL_MASK.family(), Product.PROTECTIVE_MASK.family())
                        .orNone(),
                Selection.of(Catalogue.standard().recordTypes().stream()
                        .filter(type -> !type.sensitive())
                        .map(RecordType::id)
                        .toList()),
                Selection.everything(),
                Selection.everything(),
                FIRST_DAY,
                LAST_DAY,
                Scope.everything().maskedFields());
        return new EngagementTerms(
                        body,
                        CLIENT,
                        purpose,
                        List.of(auditor),
                        List.of("ISO 13485:2016", "YY 0469-2011", "GB 19083-2010", "GB 19083-2023"),
                        scope,
                        EnumSet.allOf(Right.class),
                        now.minusSeconds(60),
                        now.plus(ACCESS))
                .by(new AuditorProfile(AuditorKind.CERTIFICATION_BODY, "CN"))
                .under(DemoConditions.masks(now, auditor.name()))
                .followedUpFor(180);
    }

    private static EngagementTerms clothing(Instant now) {
        Set<Stage> stages =
                EnumSet.of(Stage.PURCHASING, Stage.PRODUCTION, Stage.INSPECTION, Stage.STERILIZATION, Stage.RELEASE);
        Scope scope = new Scope(
                Selection.of(Site.XT.name()),
                Selection.of(Product.PROTECTIVE_MASK.family(), Product.PROTECTIVE_CLOTHING.family())
                        .orNone(),
                Selection.of(Catalogue.standard().recordTypes().stream()
                        .filter(type -> stages.contains(type.stage()) && !type.sensitive())
                        .map(RecordType::id)
                        .toList()),
                Selection.everything(),
                Selection.everything(),
                FIRST_DAY,
                LAST_DAY,
                Scope.everything().maskedFields());
        return new EngagementTerms(
                        "Nordlicht Zertifizierung GmbH",
                        CLIENT,
                        "surveillance audit 2026: protective clothing and respirators, Xiantao",
                        List.of(new Auditor("nordlicht-07", "Anke Petersen", null)),
                        List.of("ISO 13485:2016", "GB 19082-2009", "GB 19082-2023", "GB 19083-2023"),
                        scope,
                        EnumSet.allOf(Right.class),
                        now.minusSeconds(60),
                        now.plus(ACCESS))
                .by(new AuditorProfile(AuditorKind.CERTIFICATION_BODY, "DE"))
                .under(DemoConditions.clothing(now));
    }
}
