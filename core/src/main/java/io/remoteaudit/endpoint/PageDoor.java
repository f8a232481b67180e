package io.remoteaudit.endpoint;

import io.remoteaudit.api.PageSessionView;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.Caller;
import io.remoteaudit.engagement.OpenedPageSession;
import io.remoteaudit.engagement.PageSession;
import io.remoteaudit.engagement.PasskeyAssertion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where auditors come into the pages and leave them: by an invitation, a passkey or a token they get a session, whose secret
 * the pages' script never sees. Each coming in is a new session; the one the browser had before ends. Safe for use by
 * several threads.
 */
final class PageDoor {

    private static final String PATH = AuditEndpoint.PATH + "/session";

    private final AuditServices services;
    private final Gatekeeper gatekeeper;
    private final PageGuard guard;
    private final WayIn wayIn;
    private final Enrolment enrolment;
    private final PasskeySignIn passkeySignIn;

    PageDoor(
            AuditServices services,
            Gatekeeper gatekeeper,
            PageGuard guard,
            WayIn wayIn,
            Enrolment enrolment,
            PasskeySignIn passkeySignIn) {
        this.services = services;
        this.gatekeeper = gatekeeper;
        this.guard = guard;
        this.wayIn = wayIn;
        this.enrolment = enrolment;
        this.passkeySignIn = passkeySignIn;
    }

    /** The answer to a request about a page session; empty for any other. */
    Optional<Answer> answer(Request request) {
        if (!request.path().equals(PATH)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (request.method()) {
                    case "GET", "HEAD" -> tell(request);
                    case "POST" -> open(request);
                    case "DELETE" -> end(request);
                    default ->
                        throw Refusal.of(ProblemType.METHOD_NOT_ALLOWED).with("Allow", "DELETE, GET, HEAD, POST");
                });
    }

    private Answer open(Request request) {
        JsonBody body = wayIn.body(request);
        guard.requireOwnOrigin(request);
        if (body.has("invitation")) {
            return enrolment.redeem(request, body, "open-session-by-invitation", "page session ", let(request));
        }
        Optional<JsonBody> passkey = body.object("passkey");
        Optional<PasskeyAssertion> assertion = passkey.map(PasskeyJson::assertion);
        body.end();
        return assertion
                .map(signed -> passkeySignIn.signIn(request, signed, "open-session-by-passkey", let(request)))
                .orElseGet(() -> byToken(request));
    }

    private Answer byToken(Request request) {
        Caller caller = gatekeeper.tokenHolder(request);
        gatekeeper.requireOwn(caller, null);
        WayIn.Wanted wanted = WayIn.Wanted.by(caller);
        return wayIn.inTrail(request, wanted, "open-session-by-token", () -> opened(request, caller.credentialId()));
    }

    private WayIn.Let let(Request request) {
        return (wanted, issued) -> opened(request, issued.credentialId());
    }

    private Document opened(Request request, String credentialId) {
        OpenedPageSession opened = services.pageSessions().open(credentialId);
        PageCookie.secret(request)
                .flatMap(services.pageSessions()::find)
                .ifPresent(before -> services.pageSessions().end(before.id()));
        Caller caller = services.pageSessions()
                .authenticate(opened.session(), Recognition.shown(request))
                .orElseThrow(() -> Refusal.of(ProblemType.SESSION_ENDED));
        return view(caller, opened.session(), opened.secret())
                .header("Set-Cookie", PageCookie.keep(request, opened.secret()))
                .status(201);
    }

    /** Who the page's cookie stands for. Nobody is no failure: a page asks this first. */
    private Answer tell(Request request) {
        QueryParameters.parse(request.query(), Set.of());
        List<String> secrets = PageCookie.secrets(request);
        if (secrets.isEmpty() || Recognition.byToken(request)) {
            return Answers.desk(Document.noContent());
        }
        Caller caller;
        try {
            caller = gatekeeper.recognize(request, null).acting();
        } catch (Refusal refusal) {
            if (refusal.type() != ProblemType.SESSION_ENDED) {
                throw refusal;
            }
            return Answers.desk(Document.noContent().header("Set-Cookie", PageCookie.forget(request)));
        }
        guard.requireOwnPage(request);
        PageSession session = gatekeeper.used(request, caller);
        return Answers.desk(view(caller, session, secrets.get(0)));
    }

    private Answer end(Request request) {
        QueryParameters.parse(request.query(), Set.of());
        Caller caller = gatekeeper.recognize(request, null).acting();
        WayIn.Wanted wanted = WayIn.Wanted.by(caller);
        return wayIn.inTrail(request, wanted, "end-session", () -> {
            PageSession session = caller.session();
            if (session == null) {
                // A token is no session, and what is not there cannot be left.
                throw Refusal.of(ProblemType.STATE_CONFLICT);
            }
            guard.requireOwnPage(request);
            services.pageSessions().end(session.id());
            // What a passkey gave was given for this stay alone, and nobody has its secret.
            services.passkeys().signOut(caller);
            return Document.noContent().header("Set-Cookie", PageCookie.forget(request));
        });
    }

    private Document view(Caller caller, PageSession session, String secret) {
        Instant now = services.clock().instant();
        PageSessionView view = new PageSessionView(
                caller.engagement().id(),
                caller.auditor().id(),
                PageCookie.proof(secret),
                seconds(now, session.idleAt()),
                seconds(now, session.endsAt()));
        return Document.json(view.toJson(), 1).tagged(null);
    }

    private static long seconds(Instant now, Instant until) {
        return Math.max(0, Duration.between(now, until).toSeconds());
    }
}
