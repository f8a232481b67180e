package io.remoteaudit.endpoint;

import io.remoteaudit.api.EngagementView;
import io.remoteaudit.api.IctStatement;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementConflictException;
import io.remoteaudit.engagement.EngagementState;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.Hash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The agreed audit itself: readable with a token before it is active, so that its terms can be accepted, and while it is
 * halted, so that it can be resumed.
 */
final class EngagementResources {

    /** How long a change waits until the ledger has placed it, so that the next read sees it. */
    static final Duration SEQUENCING = Duration.ofSeconds(3);

    private static final Set<EngagementState> USED =
            EnumSet.of(EngagementState.ACTIVE, EngagementState.FOLLOW_UP, EngagementState.ENDED);
    private static final int LONGEST_REASON = 1_000;

    private final AuditServices services;
    private final DailyUse dailyUse;

    EngagementResources(AuditServices services, DailyUse dailyUse) {
        this.services = services;
        this.dailyUse = dailyUse;
    }

    void addTo(Routes<Operation> routes) {
        routes.add("GET", "engagements", new Operation("engagements", false, null, Set.of(), false, false, this::list));
        routes.add(
                "GET",
                "engagements/{engagement}",
                new Operation("engagement", false, null, Set.of(), false, false, this::one));
        routes.add(
                "GET",
                "engagements/{engagement}/ict-statement",
                new Operation("ict-statement", false, null, Set.of("ledgerSize"), false, false, this::ictStatement));
        change(routes, "acceptance", "acceptance", this::accept);
        change(routes, "suspension", "suspension", this::suspend);
        change(routes, "resumption", "resumption", this::resume);
        change(routes, "ending", "ending", this::end);
        change(routes, "outages", "outage", this::noteOutage);
    }

    /** Open in every state in which the engagement is shown: what a state does not allow, the engagement refuses. */
    private static void change(Routes<Operation> routes, String path, String action, Operation.Handler handler) {
        routes.add(
                "POST",
                "engagements/{engagement}/" + path,
                new Operation(action, false, null, Set.of(), true, true, handler));
    }

    private Reply list(Visit visit) {
        List<EngagementView> views = visit.callers().all().stream()
                .map(caller -> view(caller.auditor(), caller.engagement()))
                .toList();
        Page<EngagementView> page = new Page<>(views, views.size(), null);
        return Document.json(page.toJson(EngagementView::toJson), views.size());
    }

    private Reply one(Visit visit) {
        return Document.json(view(visit, visit.caller().engagement()).toJson(), 1);
    }

    /** Also after the end, since that is when an audit's report is written. */
    private Reply ictStatement(Visit visit) {
        Engagement engagement = visit.caller().engagement();
        EngagementState state = engagement.state(services.clock().instant());
        if (!USED.contains(state)) {
            throw Refusal.of(ProblemType.ENGAGEMENT_NOT_ACTIVE, state.wireName());
        }
        IctStatement statement = IctUse.of(services, engagement, visit.ledgerSize());
        if (visit.wantsText()) {
            byte[] text = statement.text(visit.locale()).getBytes(StandardCharsets.UTF_8);
            return Document.of("text/plain; charset=utf-8", text, 1);
        }
        return Document.json(statement.toJson(), 1);
    }

    private Reply accept(Visit visit) {
        JsonBody body = visit.body();
        String hex = body.requiredText("digest", 64);
        if (!hex.isEmpty() && !hex.matches("[0-9a-f]{64}")) {
            body.fault("digest", "digest");
        }
        body.end();
        Hash digest = Hash.parseHex(hex);
        Engagement present = visit.caller().engagement();
        return changed(visit, acceptedBy(visit, present, digest));
    }

    private Engagement acceptedBy(Visit visit, Engagement present, Hash digest) {
        try {
            return services.engagements().accept(present.id(), Party.BODY, digest, name(visit));
        } catch (EngagementConflictException e) {
            boolean other = !services.engagements()
                    .find(present.id())
                    .map(Engagement::digest)
                    .filter(digest::equals)
                    .isPresent();
            throw other ? Refusal.of(ProblemType.TERMS_CHANGED) : e;
        }
    }

    private Reply suspend(Visit visit) {
        String reason = reason(visit);
        return changed(visit, services.engagements().suspend(id(visit), Party.BODY, reason, name(visit)));
    }

    private Reply resume(Visit visit) {
        visit.body().end();
        return changed(visit, services.engagements().resume(id(visit), Party.BODY, name(visit)));
    }

    private Reply end(Visit visit) {
        String reason = reason(visit);
        return changed(visit, services.engagements().agreeToEnd(id(visit), Party.BODY, reason, name(visit)));
    }

    private Reply noteOutage(Visit visit) {
        OutageNote note = OutageNote.read(visit.body(), services.clock().instant());
        return changed(
                visit,
                services.engagements()
                        .noteOutage(id(visit), Party.BODY, note.from(), note.to(), note.description(), name(visit)));
    }

    private static String reason(Visit visit) {
        JsonBody body = visit.body();
        String reason = body.requiredText("reason", LONGEST_REASON);
        body.end();
        return reason;
    }

    private static String id(Visit visit) {
        return visit.caller().engagement().id();
    }

    private static String name(Visit visit) {
        return visit.caller().auditor().name();
    }

    private Reply changed(Visit visit, Engagement engagement) {
        services.ledger().awaitSequenced(SEQUENCING);
        return Document.json(view(visit, engagement).toJson(), 1)
                .at(services.ledger().size());
    }

    private EngagementView view(Visit visit, Engagement engagement) {
        return view(visit.caller().auditor(), engagement);
    }

    private EngagementView view(Auditor auditor, Engagement engagement) {
        return EngagementView.of(
                        engagement,
                        services.clock().instant(),
                        services.engagements().gaps(engagement.terms()),
                        auditor)
                .with(dailyUse.allowance(engagement, List.of(auditor.id())).orElse(null));
    }
}
