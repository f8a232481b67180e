package io.remoteaudit.endpoint;

import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.IssuedToken;
import io.remoteaudit.engagement.Passkey;
import io.remoteaudit.engagement.PasskeyAssertion;
import io.remoteaudit.engagement.PasskeyRefusedException;
import io.remoteaudit.engagement.PasskeyRefusedException.Reason;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where auditors come in with a passkey. Nobody who asks is told whether there is such a passkey: whatever is wrong with
 * one, the answer is the same. Safe for use by several threads.
 */
final class PasskeySignIn {

    private static final Logger LOG = LoggerFactory.getLogger(PasskeySignIn.class);

    private static final String SIGN_IN = AuditEndpoint.PATH + "/passkeys/sign-in";
    private static final String OPTIONS = SIGN_IN + "/options";

    private final AuditServices services;
    private final Gatekeeper gatekeeper;
    private final WayIn wayIn;

    PasskeySignIn(AuditServices services, Gatekeeper gatekeeper, WayIn wayIn) {
        this.services = services;
        this.gatekeeper = gatekeeper;
        this.wayIn = wayIn;
    }

    /** The answer to a request to come in with a passkey; empty for any other. */
    Optional<Answer> answer(Request request) {
        if (request.path().equals(OPTIONS)) {
            return Optional.of(begin(request));
        }
        if (!request.path().equals(SIGN_IN)) {
            return Optional.empty();
        }
        PasskeyAssertion assertion = PasskeyJson.assertion(wayIn.body(request));
        return Optional.of(signIn(request, assertion, "passkey-sign-in", WayIn.Wanted::granted));
    }

    private Answer begin(Request request) {
        wayIn.body(request).end();
        gatekeeper.requireCalm(request);
        return Answers.desk(Document.json(
                        PasskeyJson.requestOptions(
                                services.passkeys().beginSignIn(),
                                services.passkeys().relyingParty()),
                        0)
                .tagged(null));
    }

    /** Lets in whose device signed. */
    Answer signIn(Request request, PasskeyAssertion assertion, String action, WayIn.Let let) {
        // Also who has the right passkey waits, or an address that is over its limit could go on trying.
        gatekeeper.requirePatience(request);
        Optional<Passkey> passkey = services.passkeys().find(assertion.credentialId());
        if (passkey.isEmpty()) {
            gatekeeper.noteStranger(request, "refused-passkey");
            throw Refusal.of(ProblemType.PASSKEY_REFUSED);
        }
        WayIn.Wanted wanted = new WayIn.Wanted(
                passkey.get().engagement(),
                passkey.get().auditorId(),
                passkey.get().id());
        return wayIn.inTrail(request, wanted, action, () -> let.in(wanted, issued(request, wanted, assertion)));
    }

    private IssuedToken issued(Request request, WayIn.Wanted wanted, PasskeyAssertion assertion) {
        try {
            return services.passkeys().signIn(assertion);
        } catch (PasskeyRefusedException e) {
            LOG.info(
                    "{}",
                    LogLine.of("refused-passkey")
                            .with("code", "RA-0734")
                            .with("engagement", wanted.engagement())
                            .with("auditor", wanted.auditorId())
                            .with("passkey", wanted.by())
                            .with("from", request.remoteAddress())
                            .with("reason", e.detail()));
            if (e.reason() == Reason.COUNTER) {
                services.accessTrail().begin(wayIn.attempt(request, wanted, "passkey-counter-went-back"));
            }
            throw Refusal.of(ProblemType.PASSKEY_REFUSED);
        }
    }
}
