package io.remoteaudit.endpoint;

import io.remoteaudit.api.PreparationJson;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementState;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.preparation.AuditPlan;
import io.remoteaudit.preparation.Preparation;
import io.remoteaudit.preparation.PreparationConflictException;
import io.remoteaudit.preparation.PreparationList;
import io.remoteaudit.preparation.ProfileVersion;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

/**
 * What comes before the audit, for the body: open once both parties have accepted the terms, before the access window is,
 * and read also after the end, since reports name the plan.
 */
final class PreparationResources {

    private static final Set<EngagementState> CHANGED_IN =
            EnumSet.of(EngagementState.SCHEDULED, EngagementState.ACTIVE);
    private static final Set<EngagementState> READ_IN = EnumSet.of(
            EngagementState.SCHEDULED, EngagementState.ACTIVE, EngagementState.FOLLOW_UP, EngagementState.ENDED);

    /** A step is based on what is committed: what waits for its place in the ledger has happened already. */
    private static final long UNSEQUENCED_TOO = Long.MAX_VALUE;

    private final AuditServices services;
    private final Preparation preparation;

    PreparationResources(AuditServices services) {
        this.services = services;
        this.preparation = services.preparation();
    }

    void addTo(Routes<Operation> routes) {
        read(routes, "organization", this::organization);
        read(routes, "plan", this::plan);
        change(routes, "PUT", "plan", "plan-propose", this::proposePlan);
        change(routes, "POST", "plan/confirmation", "plan-confirm", this::confirmPlan);
        read(routes, "preparation", this::list);
        change(routes, "PUT", "preparation", "preparation-propose", this::proposeList);
        change(routes, "POST", "preparation/confirmation", "preparation-confirm", this::confirmList);
    }

    private void read(Routes<Operation> routes, String what, Operation.Handler handler) {
        routes.add(
                "GET",
                "engagements/{engagement}/" + what,
                new Operation(what, false, null, Set.of("ledgerSize"), false, false, visit -> {
                    require(visit, READ_IN);
                    return handler.answer(visit);
                }));
    }

    private void change(
            Routes<Operation> routes, String method, String path, String action, Operation.Handler handler) {
        routes.add(
                method,
                "engagements/{engagement}/" + path,
                new Operation(action, false, null, Set.of(), true, true, visit -> {
                    require(visit, CHANGED_IN);
                    return handler.answer(visit);
                }));
    }

    private void require(Visit visit, Set<EngagementState> states) {
        EngagementState state =
                visit.caller().engagement().state(services.clock().instant());
        if (!states.contains(state)) {
            throw Refusal.of(ProblemType.ENGAGEMENT_NOT_ACTIVE, state.wireName());
        }
    }

    private Reply organization(Visit visit) {
        ProfileVersion profile = preparation.organization().current(visit.ledgerSize());
        return Document.json(
                PreparationJson.write(profile, engagement(visit).terms().personsShown()), 1);
    }

    private Reply plan(Visit visit) {
        return reply(preparation.plans().of(id(visit), visit.ledgerSize()));
    }

    private Reply proposePlan(Visit visit) {
        var agenda = body(visit).agenda();
        return placed(
                visit,
                changedPlan(
                        visit,
                        version -> preparation.plans().write(id(visit), version, Party.BODY, agenda, name(visit))));
    }

    private Reply confirmPlan(Visit visit) {
        var confirmation = body(visit).confirmation();
        return placed(
                        visit,
                        changedPlan(
                                visit,
                                version -> preparation
                                        .plans()
                                        .confirm(id(visit), version, Party.BODY, confirmation, name(visit))))
                .status(201);
    }

    private Reply list(Visit visit) {
        return reply(visit, preparation.lists().of(id(visit), visit.ledgerSize()), visit.ledgerSize());
    }

    private Reply proposeList(Visit visit) {
        var wanted = body(visit).wanted();
        return placed(
                visit,
                changedList(
                        visit,
                        version -> preparation.lists().write(id(visit), version, Party.BODY, wanted, name(visit))));
    }

    private Reply confirmList(Visit visit) {
        var confirmation = body(visit).confirmation();
        return placed(
                        visit,
                        changedList(
                                visit,
                                version -> preparation
                                        .lists()
                                        .confirm(id(visit), version, Party.BODY, confirmation, name(visit))))
                .status(201);
    }

    private AuditPlan changedPlan(Visit visit, IntFunction<AuditPlan> change) {
        return changed(visit.request().headers(), () -> planVersion(visit), change);
    }

    private PreparationList changedList(Visit visit, IntFunction<PreparationList> change) {
        return changed(visit.request().headers(), () -> listVersion(visit), change);
    }

    /**
     * Does a change to the version its tag names; one that came in between is told from one that its state does not allow.
     */
    static <T> T changed(Headers headers, IntSupplier present, IntFunction<T> change) {
        int expected = ETag.requireMatch(headers, present.getAsInt());
        try {
            return change.apply(expected);
        } catch (PreparationConflictException e) {
            throw present.getAsInt() != expected ? Refusal.of(ProblemType.PRECONDITION_FAILED) : e;
        }
    }

    private int planVersion(Visit visit) {
        return preparation.plans().of(id(visit), UNSEQUENCED_TOO).version();
    }

    private int listVersion(Visit visit) {
        return preparation.lists().of(id(visit), UNSEQUENCED_TOO).version();
    }

    private Document placed(Visit visit, AuditPlan changed) {
        services.ledger().awaitSequenced(EngagementResources.SEQUENCING);
        long size = services.ledger().size();
        AuditPlan placed = preparation.plans().of(id(visit), size);
        return reply(placed.version() < changed.version() ? changed : placed).at(size);
    }

    private Document placed(Visit visit, PreparationList changed) {
        services.ledger().awaitSequenced(EngagementResources.SEQUENCING);
        long size = services.ledger().size();
        PreparationList placed = preparation.lists().of(id(visit), size);
        return reply(visit, placed.version() < changed.version() ? changed : placed, size)
                .at(size);
    }

    private static Document reply(AuditPlan plan) {
        return Document.json(PreparationJson.write(plan), plan.items().size()).tagged(ETag.of(plan.version()));
    }

    /** The scope may have become smaller since a record was attached, and this tells only of what is in it now. */
    private Document reply(Visit visit, PreparationList list, long size) {
        Engagement engagement = engagement(visit);
        return Document.json(
                        PreparationJson.write(
                                list, record -> preparation.lists().shows(engagement, record, size)),
                        list.items().size())
                .tagged(ETag.of(list.version()));
    }

    private PreparationBody body(Visit visit) {
        return new PreparationBody(services, engagement(visit), visit.body());
    }

    private static Engagement engagement(Visit visit) {
        return visit.caller().engagement();
    }

    private static String id(Visit visit) {
        return engagement(visit).id();
    }

    private static String name(Visit visit) {
        return visit.caller().auditor().name();
    }
}
