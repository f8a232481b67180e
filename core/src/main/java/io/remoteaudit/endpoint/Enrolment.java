package io.remoteaudit.endpoint;

import io.remoteaudit.api.BoundIdentity;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.Credential;
import io.remoteaudit.engagement.Invitation;
import io.remoteaudit.engagement.Invitations;
import io.remoteaudit.engagement.IssuedToken;
import io.remoteaudit.identity.Identity;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where invitations are redeemed, for a token or for the bond of an identity, by those who have neither yet. By POST only,
 * since whatever looks at links in mails sends GET. Whatever is wrong with an invitation or its code, the answer is the
 * same. Safe for use by several threads.
 */
final class Enrolment {

    private static final String PATH = AuditEndpoint.PATH + "/invitations/redemption";
    private static final String BINDING = AuditEndpoint.PATH + "/invitations/binding";
    private static final int LONGEST_SECRET = 100;
    private static final int LONGEST_CODE = 20;
    private static final String KEY_HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[!-~]{" + Invitations.SHORTEST_KEY + ",128}");

    private final AuditServices services;
    private final Gatekeeper gatekeeper;
    private final WayIn wayIn;

    Enrolment(AuditServices services, Gatekeeper gatekeeper, WayIn wayIn) {
        this.services = services;
        this.gatekeeper = gatekeeper;
        this.wayIn = wayIn;
    }

    /** The answer to a request to redeem an invitation; empty for any other. */
    Optional<Answer> answer(Request request) {
        boolean binding = request.path().equals(BINDING);
        if (!binding && !request.path().equals(PATH)) {
            return Optional.empty();
        }
        JsonBody body = wayIn.body(request);
        if (!binding) {
            return Optional.of(redeem(request, body, "redeem-invitation", "", WayIn.Wanted::granted));
        }
        Typed typed = typed(body);
        gatekeeper.requirePatience(request);
        Identity identity = gatekeeper.identity(request);
        return Optional.of(wayIn.inTrail(
                request, wanted(request, typed), "bind-identity", () -> bind(typed.secret(), typed.code(), identity)));
    }

    /** What whoever redeems has typed and followed. */
    private record Typed(String secret, String code) {}

    private static Typed typed(JsonBody body) {
        Typed typed =
                new Typed(body.requiredText("invitation", LONGEST_SECRET), body.requiredText("code", LONGEST_CODE));
        body.end();
        return typed;
    }

    /**
     * Redeems the invitation in a body.
     *
     * @param keyPrefix what keeps the keys of one way of redeeming apart from those of another, so that none gives out what
     *     another did
     * @param let lets in with the token it is redeemed for
     */
    Answer redeem(Request request, JsonBody body, String action, String keyPrefix, WayIn.Let let) {
        Typed typed = typed(body);
        Optional<String> key = key(request).map(own -> keyPrefix + own);
        // Also who has the right code waits, or an address that is over its limit could go on trying.
        gatekeeper.requirePatience(request);
        WayIn.Wanted wanted = wanted(request, typed);
        return wayIn.inTrail(request, wanted, action, () -> let.in(wanted, issued(typed, key)));
    }

    private WayIn.Wanted wanted(Request request, Typed typed) {
        Optional<Invitation> invitation = services.invitations().find(typed.secret());
        if (invitation.isEmpty()) {
            gatekeeper.noteStranger(request, "refused-invitation");
            throw Refusal.of(ProblemType.INVITATION_REFUSED);
        }
        return new WayIn.Wanted(
                invitation.get().engagement(),
                invitation.get().auditorId(),
                invitation.get().id());
    }

    private static Optional<String> key(Request request) {
        List<String> keys = request.headers().all(KEY_HEADER);
        if (keys.size() > 1 || keys.stream().anyMatch(key -> !KEY.matcher(key).matches())) {
            throw Refusal.parameter(KEY_HEADER, "header");
        }
        return keys.stream().findFirst();
    }

    private IssuedToken issued(Typed typed, Optional<String> key) {
        Invitations invitations = services.invitations();
        return key.map(own -> invitations.redeem(typed.secret(), typed.code(), own))
                .orElseGet(() -> invitations.redeem(typed.secret(), typed.code()))
                .orElseThrow(() -> Refusal.of(ProblemType.INVITATION_REFUSED));
    }

    private Document bind(String secret, String code, Identity identity) {
        Credential bond = services.invitations()
                .bind(secret, code, identity)
                .orElseThrow(() -> Refusal.of(ProblemType.INVITATION_REFUSED));
        BoundIdentity bound = new BoundIdentity(bond.engagement(), bond.auditorId(), bond.expiresAt());
        return Document.json(bound.toJson(), 1).tagged(null);
    }
}
