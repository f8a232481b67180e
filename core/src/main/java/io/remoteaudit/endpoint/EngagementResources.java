package io.remoteaudit.endpoint;

import io.remoteaudit.api.EngagementView;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementConflictException;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.Hash;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The agreed audit itself: readable with a token before it is active, so that its terms can be accepted. */
final class EngagementResources {

    /** How long a change waits until the ledger has placed it, so that the next read sees it. */
    static final Duration SEQUENCING = Duration.ofSeconds(3);

    private final AuditServices services;

    EngagementResources(AuditServices services) {
        this.services = services;
    }

    void addTo(Routes<Operation> routes) {
        routes.add("GET", "engagements", new Operation("engagements", false, null, Set.of(), false, false, this::list));
        routes.add(
                "GET",
                "engagements/{engagement}",
                new Operation("engagement", false, null, Set.of(), false, false, this::one));
        routes.add(
                "POST",
                "engagements/{engagement}/acceptance",
                new Operation("acceptance", false, null, Set.of(), true, true, this::accept));
    }

    private Reply list(Visit visit) {
        Page<EngagementView> page =
                new Page<>(List.of(view(visit, visit.caller().engagement())), 1, null);
        return Document.json(page.toJson(EngagementView::toJson), 1);
    }

    private Reply one(Visit visit) {
        return Document.json(view(visit, visit.caller().engagement()).toJson(), 1);
    }

    private Reply accept(Visit visit) {
        JsonBody body = visit.body();
        String hex = body.requiredText("digest", 64);
        if (!hex.isEmpty() && !hex.matches("[0-9a-f]{64}")) {
            body.fault("digest", "digest");
        }
        body.end();
        Hash digest = Hash.parseHex(hex);
        Engagement accepted;
        try {
            accepted = services.engagements()
                    .accept(
                            visit.caller().engagement().id(),
                            Party.BODY,
                            digest,
                            visit.caller().auditor().name());
        } catch (EngagementConflictException e) {
            throw Refusal.of(ProblemType.TERMS_CHANGED);
        }
        services.ledger().awaitSequenced(SEQUENCING);
        return Document.json(view(visit, accepted).toJson(), 1)
                .at(services.ledger().size());
    }

    private EngagementView view(Visit visit, Engagement engagement) {
        return EngagementView.of(
                engagement, services.clock().instant(), visit.caller().auditor());
    }
}
