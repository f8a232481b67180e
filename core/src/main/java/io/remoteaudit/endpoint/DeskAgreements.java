package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementConflictException;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.Party;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The maker's side of an engagement's life: proposing, amending, halting, ending and putting away. */
final class DeskAgreements {

    private static final int LONGEST_REASON = 500;
    private static final String ID = "[A-Za-z0-9._-]{1,100}";
    private static final String TERMS = "terms";

    private final AuditServices services;
    private final Function<Engagement, ObjectNode> json;

    DeskAgreements(AuditServices services, Function<Engagement, ObjectNode> json) {
        this.services = services;
        this.json = json;
    }

    void addTo(Routes<DeskOperation> routes) {
        String one = "engagements/{engagement}";
        add(routes, "POST", "engagements", this::propose);
        add(routes, "PUT", one + "/terms", this::amend);
        add(routes, "POST", one + "/suspension", this::suspend);
        add(routes, "POST", one + "/resumption", this::resume);
        add(routes, "POST", one + "/ending", this::end);
        add(routes, "POST", one + "/archival", this::archive);
        add(routes, "POST", one + "/outages", this::noteOutage);
        routes.add(
                "GET",
                one + "/ict-statement",
                new DeskOperation(
                        StaffRole.VIEW,
                        Set.of(),
                        call -> Document.json(
                                IctUse.of(
                                                services,
                                                find(call),
                                                services.ledger().size())
                                        .toJson(),
                                1)));
    }

    private static void add(Routes<DeskOperation> routes, String method, String path, DeskOperation.Handler handler) {
        routes.add(method, path, new DeskOperation(StaffRole.MANAGE, Set.of(), handler));
    }

    private Document propose(DeskCall call) {
        JsonBody body = call.body(services.limits());
        String id = body.requiredText("id", 100);
        EngagementTerms terms = terms(body);
        if (!id.isEmpty() && (!id.matches(ID) || services.engagements().find(id).isPresent())) {
            body.fault("id", "engagement-id");
        }
        body.end();
        return reply(services.engagements()
                        .propose(id, read(terms), call.staff().name()))
                .status(201);
    }

    /** Names the digest of the terms that were read, so that no amendment in between is lost. */
    private Document amend(DeskCall call) {
        Engagement engagement = find(call);
        JsonBody body = call.body(services.limits());
        String digest = body.requiredText("digest", 64);
        EngagementTerms terms = terms(body);
        body.end();
        if (!engagement.digest().hex().equals(digest)) {
            throw Refusal.of(ProblemType.TERMS_CHANGED);
        }
        try {
            return reply(services.engagements()
                    .amend(engagement.id(), read(terms), call.staff().name()));
        } catch (EngagementConflictException e) {
            boolean other = !find(call).digest().equals(engagement.digest());
            throw other ? Refusal.of(ProblemType.TERMS_CHANGED) : e;
        }
    }

    private Document suspend(DeskCall call) {
        String reason = reason(call);
        return reply(engagements()
                .suspend(find(call).id(), Party.MAKER, reason, call.staff().name()));
    }

    private Document resume(DeskCall call) {
        call.body(services.limits()).end();
        return reply(
                engagements().resume(find(call).id(), Party.MAKER, call.staff().name()));
    }

    private Document end(DeskCall call) {
        String reason = reason(call);
        return reply(engagements()
                .agreeToEnd(find(call).id(), Party.MAKER, reason, call.staff().name()));
    }

    private Document archive(DeskCall call) {
        call.body(services.limits()).end();
        return reply(engagements().archive(find(call).id(), call.staff().name()));
    }

    private Document noteOutage(DeskCall call) {
        OutageNote note =
                OutageNote.read(call.body(services.limits()), services.clock().instant());
        return reply(engagements()
                .noteOutage(
                        find(call).id(),
                        Party.MAKER,
                        note.from(),
                        note.to(),
                        note.description(),
                        call.staff().name()));
    }

    /** Null only if a fault says why. */
    private static @Nullable EngagementTerms terms(JsonBody body) {
        Optional<JsonNode> given = body.any(TERMS);
        if (given.isEmpty()) {
            body.fault(TERMS, "required");
            return null;
        }
        EngagementTerms terms;
        try {
            terms = EngagementTerms.fromJson(given.get());
        } catch (IllegalArgumentException e) {
            body.fault(TERMS, "terms", String.valueOf(e.getMessage()));
            return null;
        }
        refuseUnknown(body, TERMS, given.get(), terms.toJson());
        return terms;
    }

    private static EngagementTerms read(@Nullable EngagementTerms terms) {
        if (terms == null) {
            throw new IllegalStateException("Terms that cannot be read have been refused before");
        }
        return terms;
    }

    /** What reading passed over would be agreed by nobody, so it is refused. */
    private static void refuseUnknown(JsonBody body, String at, JsonNode given, JsonNode understood) {
        if (given.isObject()) {
            given.properties().forEach(member -> {
                String place = at + "/" + member.getKey();
                JsonNode counterpart = understood.get(member.getKey());
                if (counterpart == null
                        && !(member.getValue().isArray() && member.getValue().isEmpty())) {
                    body.fault(place, "unknown-member");
                } else if (counterpart != null) {
                    refuseUnknown(body, place, member.getValue(), counterpart);
                }
            });
        } else if (given.isArray() && given.size() == understood.size()) {
            for (int i = 0; i < given.size(); i++) {
                refuseUnknown(body, at + "/" + i, given.get(i), understood.get(i));
            }
        }
    }

    /** What is archived is read at the desk and no longer worked on. */
    static void requireNotArchived(AuditServices services, String engagement) {
        boolean archived = services.engagements()
                .find(engagement)
                .map(Engagement::course)
                .filter(course -> course.archival() != null)
                .isPresent();
        if (archived) {
            throw Refusal.of(ProblemType.STATE_CONFLICT);
        }
    }

    private String reason(DeskCall call) {
        JsonBody body = call.body(services.limits());
        String reason = body.requiredText("reason", LONGEST_REASON);
        body.end();
        return reason;
    }

    private Engagements engagements() {
        return services.engagements();
    }

    private Engagement find(DeskCall call) {
        return call.engagement(services.engagements());
    }

    private Document reply(Engagement engagement) {
        return Document.json(json.apply(engagement), 1);
    }
}
