package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.PreparationJson;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.preparation.AuditPlan;
import io.remoteaudit.preparation.Preparation;
import io.remoteaudit.preparation.PreparationList;
import io.remoteaudit.preparation.ProfileJson;
import io.remoteaudit.preparation.ProfileVersion;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** The maker's side of preparing: its profile, and confirming, changing and fulfilling what the body proposed. */
final class DeskPreparation {

    private static final long UNSEQUENCED_TOO = Long.MAX_VALUE;

    private final AuditServices services;
    private final Preparation preparation;

    DeskPreparation(AuditServices services) {
        this.services = services;
        this.preparation = services.preparation();
    }

    void addTo(Routes<DeskOperation> routes) {
        String one = "engagements/{engagement}";
        add(routes, StaffRole.VIEW, "GET", "organization", this::organization);
        add(routes, StaffRole.MANAGE, "PUT", "organization", this::keepOrganization);
        add(routes, StaffRole.VIEW, "GET", one + "/plan", this::plan);
        add(routes, StaffRole.MANAGE, "PUT", one + "/plan", this::changePlan);
        add(routes, StaffRole.MANAGE, "POST", one + "/plan/confirmation", this::confirmPlan);
        add(routes, StaffRole.VIEW, "GET", one + "/preparation", this::list);
        add(routes, StaffRole.MANAGE, "PUT", one + "/preparation", this::changeList);
        add(routes, StaffRole.MANAGE, "POST", one + "/preparation/confirmation", this::confirmList);
        add(routes, StaffRole.RELEASE, "POST", one + "/preparation/items/{item}", this::fulfil);
    }

    private static void add(
            Routes<DeskOperation> routes, StaffRole role, String method, String path, DeskOperation.Handler handler) {
        routes.add(method, path, new DeskOperation(role, Set.of(), handler));
    }

    private Document organization(DeskCall call) {
        List<ProfileVersion> versions = preparation.organization().versions(UNSEQUENCED_TOO);
        ProfileVersion newest = versions.get(versions.size() - 1);
        ObjectNode json = PreparationJson.write(newest, true);
        ArrayNode array = json.putArray("versions");
        for (int i = versions.size() - 1; i >= 0; i--) {
            ProfileVersion version = versions.get(i);
            Instant at = version.at();
            array.addObject()
                    .put("version", version.version())
                    .put("by", version.by())
                    .put("at", at == null ? null : at.toString())
                    .set("profile", ProfileJson.write(version.profile()));
        }
        return Document.json(json, 1).tagged(ETag.of(newest.version()));
    }

    private Document keepOrganization(DeskCall call) {
        var profile = PreparationBody.profile(call.body(services.limits()));
        PreparationResources.changed(
                call.request().headers(),
                this::profileVersion,
                version -> preparation.organization().keep(version, profile, name(call)));
        return organization(call);
    }

    private Document plan(DeskCall call) {
        return reply(preparation.plans().of(find(call).id(), UNSEQUENCED_TOO));
    }

    private Document changePlan(DeskCall call) {
        String id = find(call).id();
        var agenda = body(call).agenda();
        return changedPlan(
                call, id, version -> preparation.plans().write(id, version, Party.MAKER, agenda, name(call)));
    }

    private Document confirmPlan(DeskCall call) {
        String id = find(call).id();
        var confirmation = body(call).confirmation();
        return changedPlan(
                call, id, version -> preparation.plans().confirm(id, version, Party.MAKER, confirmation, name(call)));
    }

    private Document list(DeskCall call) {
        return reply(preparation.lists().of(find(call).id(), UNSEQUENCED_TOO));
    }

    private Document changeList(DeskCall call) {
        String id = find(call).id();
        var wanted = body(call).wanted();
        return changedList(
                call, id, version -> preparation.lists().write(id, version, Party.MAKER, wanted, name(call)));
    }

    private Document confirmList(DeskCall call) {
        String id = find(call).id();
        var confirmation = body(call).confirmation();
        return changedList(
                call, id, version -> preparation.lists().confirm(id, version, Party.MAKER, confirmation, name(call)));
    }

    private Document fulfil(DeskCall call) {
        String id = find(call).id();
        var said = body(call).fulfilment(call.path("item"));
        return changedList(call, id, version -> preparation.lists().fulfil(id, version, said, name(call)));
    }

    private Document changedPlan(DeskCall call, String id, IntFunction<AuditPlan> change) {
        return reply(PreparationResources.changed(call.request().headers(), () -> planVersion(id), change));
    }

    private Document changedList(DeskCall call, String id, IntFunction<PreparationList> change) {
        return reply(PreparationResources.changed(call.request().headers(), () -> listVersion(id), change));
    }

    private static String name(DeskCall call) {
        return call.staff().name();
    }

    private PreparationBody body(DeskCall call) {
        return new PreparationBody(services, find(call), call.body(services.limits()));
    }

    private Engagement find(DeskCall call) {
        return call.engagement(services.engagements());
    }

    private int profileVersion() {
        return preparation.organization().current(UNSEQUENCED_TOO).version();
    }

    private int planVersion(String engagement) {
        return preparation.plans().of(engagement, UNSEQUENCED_TOO).version();
    }

    private int listVersion(String engagement) {
        return preparation.lists().of(engagement, UNSEQUENCED_TOO).version();
    }

    private static Document reply(AuditPlan plan) {
        return Document.json(PreparationJson.write(plan), plan.items().size()).tagged(ETag.of(plan.version()));
    }

    private static Document reply(PreparationList list) {
        return Document.json(
                        PreparationJson.write(list, record -> true),
                        list.items().size())
                .tagged(ETag.of(list.version()));
    }
}
