package io.remoteaudit.endpoint;

import io.remoteaudit.api.Page;
import io.remoteaudit.api.PasskeyView;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.Caller;
import io.remoteaudit.engagement.NewPasskey;
import io.remoteaudit.engagement.Passkey;
import io.remoteaudit.engagement.PasskeyRefusedException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An auditor's own passkeys: registered by one who is in already, who sees and removes none but the own. */
final class PasskeyResources {

    private static final Logger LOG = LoggerFactory.getLogger(PasskeyResources.class);

    private final AuditServices services;

    PasskeyResources(AuditServices services) {
        this.services = services;
    }

    void addTo(Routes<Operation> routes) {
        String all = "engagements/{engagement}/passkeys";
        String one = all + "/{passkey}";
        routes.add("GET", all, operation("passkeys", false, false, this::list));
        routes.add("POST", all, operation("passkey-register", true, true, this::register));
        routes.add("POST", all + "/options", operation("passkey-begin", true, false, this::begin));
        routes.add("PUT", one, operation("passkey-rename", true, true, this::rename));
        routes.add("DELETE", one, operation("passkey-remove", false, false, this::remove));
        routes.add("DELETE", "engagements/{engagement}/session", operation("sign-out", false, false, this::signOut));
    }

    /** Open in every state in which the engagement is shown: where nobody comes in anew, the passkeys refuse. */
    private static Operation operation(String action, boolean body, boolean change, Operation.Handler handler) {
        return new Operation(action, false, null, Set.of(), body, change, handler);
    }

    private Reply list(Visit visit) {
        List<PasskeyView> own = own(visit).stream().map(PasskeyView::of).toList();
        return Document.json(new Page<>(own, own.size(), null).toJson(PasskeyView::toJson), own.size());
    }

    private Reply begin(Visit visit) {
        visit.body().end();
        Caller caller = visit.caller();
        return Document.json(
                        PasskeyJson.creationOptions(
                                services.passkeys().beginRegistration(caller),
                                services.passkeys().relyingParty(),
                                services.organization().name(),
                                caller),
                        1)
                .tagged(null)
                .header("Cache-Control", "no-store");
    }

    private Reply register(Visit visit) {
        NewPasskey made = PasskeyJson.made(visit.body());
        Passkey passkey = registered(() -> services.passkeys().register(visit.caller(), made));
        return Document.json(PasskeyView.of(passkey).toJson(), 1)
                .status(201)
                .tagged(null)
                .header("Location", "passkeys/" + PathSegment.of(passkey.id()));
    }

    private static Passkey registered(Supplier<Passkey> registration) {
        try {
            return registration.get();
        } catch (PasskeyRefusedException e) {
            LOG.info(
                    "{}",
                    LogLine.of("passkey-not-registered").with("code", "RA-0733").with("reason", e.detail()));
            throw Refusal.of(ProblemType.PASSKEY_NOT_REGISTERED);
        }
    }

    private Reply rename(Visit visit) {
        JsonBody body = visit.body();
        String name = PasskeyJson.name(body);
        body.end();
        Passkey renamed = services.passkeys()
                .rename(find(visit).id(), name, visit.caller().auditor().id());
        return Document.json(PasskeyView.of(renamed).toJson(), 1).tagged(null);
    }

    private Reply remove(Visit visit) {
        services.passkeys()
                .remove(
                        find(visit).id(),
                        "removed by its auditor",
                        visit.caller().auditor().id());
        return Document.noContent();
    }

    private Reply signOut(Visit visit) {
        if (!services.passkeys().signOut(visit.caller())) {
            throw Refusal.of(ProblemType.STATE_CONFLICT);
        }
        return Document.noContent();
    }

    private List<Passkey> own(Visit visit) {
        Caller caller = visit.caller();
        return services.passkeys().of(caller.engagement().id()).stream()
                .filter(passkey -> passkey.auditorId().equals(caller.auditor().id()))
                .filter(passkey -> passkey.removedAt() == null)
                .toList();
    }

    private Passkey find(Visit visit) {
        return own(visit).stream()
                .filter(passkey -> passkey.id().equals(visit.path("passkey")))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }
}
