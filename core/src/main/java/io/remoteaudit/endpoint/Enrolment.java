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
        String secret = body.requiredText("invitation", LONGEST_SECRET);
        String code = body.requiredText("code", LONGEST_CODE);
        body.end();
        Optional<String> key = key(request);
        // Also who has the right code waits, or an address that is over its limit could go on trying.
        gatekeeper.requirePatience(request);
        Optional<Identity> identity = binding ? Optional.of(gatekeeper.identity(request)) : Optional.empty();
        Optional<Invitation> invitation = services.invitations().find(secret);
        if (invitation.isEmpty()) {
            gatekeeper.noteStranger(request, "refused-invitation");
            throw Refusal.of(ProblemType.INVITATION_REFUSED);
        }
        WayIn.Wanted wanted = new WayIn.Wanted(
                invitation.get().engagement(),
                invitation.get().auditorId(),
                invitation.get().id());
        return Optional.of(identity.map(
                        own -> wayIn.inTrail(request, wanted, "bind-identity", () -> bind(secret, code, own)))
                .orElseGet(() ->
                        wayIn.inTrail(request, wanted, "redeem-invitation", () -> redeem(wanted, secret, code, key))));
    }

    private static Optional<String> key(Request request) {
        List<String> keys = request.headers().all(KEY_HEADER);
        if (keys.size() > 1 || keys.stream().anyMatch(key -> !KEY.matcher(key).matches())) {
            throw Refusal.parameter(KEY_HEADER, "header");
        }
        return keys.stream().findFirst();
    }

    private Document redeem(WayIn.Wanted wanted, String secret, String code, Optional<String> key) {
        Invitations invitations = services.invitations();
        IssuedToken issued = key.map(own -> invitations.redeem(secret, code, own))
                .orElseGet(() -> invitations.redeem(secret, code))
                .orElseThrow(() -> Refusal.of(ProblemType.INVITATION_REFUSED));
        return wanted.granted(issued);
    }

    private Document bind(String secret, String code, Identity identity) {
        Credential bond = services.invitations()
                .bind(secret, code, identity)
                .orElseThrow(() -> Refusal.of(ProblemType.INVITATION_REFUSED));
        BoundIdentity bound = new BoundIdentity(bond.engagement(), bond.auditorId(), bond.expiresAt());
        return Document.json(bound.toJson(), 1).tagged(null);
    }
}
