package io.remoteaudit.endpoint;

import io.remoteaudit.access.Attempt;
import io.remoteaudit.access.NewAttempt;
import io.remoteaudit.api.GrantedToken;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.Caller;
import io.remoteaudit.engagement.IssuedToken;
import io.remoteaudit.engagement.PageSession;
import io.remoteaudit.ledger.Hash;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all ways in have in common for those who have no token yet: they are asked for by POST with a JSON body, and are in
 * the trail before and after. Safe for use by several threads.
 */
final class WayIn {

    private final AuditServices services;

    WayIn(AuditServices services) {
        this.services = services;
    }

    /** Lets somebody in with what was issued for it. */
    @FunctionalInterface
    interface Let {
        Document in(Wanted wanted, IssuedToken issued);
    }

    /**
     * Whom a token is wanted for.
     *
     * @param engagement the engagement
     * @param auditorId the auditor
     * @param by what it is wanted by: the id of an invitation, a passkey or a token
     * @param session the page session it is wanted in, by its id; null if in none
     */
    record Wanted(
            String engagement,
            String auditorId,
            String by,
            @Nullable String session) {

        Wanted(String engagement, String auditorId, String by) {
            this(engagement, auditorId, by, null);
        }

        static Wanted by(Caller caller) {
            PageSession session = caller.session();
            return new Wanted(
                    caller.engagement().id(),
                    caller.auditor().id(),
                    caller.credentialId(),
                    session == null ? null : session.id());
        }

        /** The token, shown this once. */
        Document granted(IssuedToken issued) {
            GrantedToken granted = new GrantedToken(engagement, auditorId, issued.token(), issued.expiresAt());
            return Document.json(granted.toJson(), 1).tagged(null);
        }
    }

    /** The body of a request, which must be a POST without a query. */
    JsonBody body(Request request) {
        if (!request.method().equals("POST")) {
            throw Refusal.of(ProblemType.METHOD_NOT_ALLOWED).with("Allow", "POST");
        }
        QueryParameters.parse(request.query(), Set.of());
        return JsonBody.parse(JsonBody.read(request, services.limits()));
    }

    /** Hands out what lets somebody in, or fails as the way to it does. */
    Answer inTrail(Request request, Wanted wanted, String action, Supplier<Document> way) {
        Attempt attempt = services.accessTrail().begin(attempt(request, wanted, action));
        try {
            Document document = way.get();
            byte[] content = document.content();
            services.accessTrail()
                    .served(
                            attempt,
                            document.status(),
                            document.rows(),
                            content.length,
                            content.length == 0 ? null : Hash.sha256(content));
            return Answers.desk(document);
        } catch (RuntimeException failure) {
            services.accessTrail().served(attempt, Problems.status(failure), 0, 0, null);
            throw failure;
        }
    }

    /** An attempt as the trail keeps it. */
    NewAttempt attempt(Request request, Wanted wanted, String action) {
        return new NewAttempt(
                wanted.engagement(),
                wanted.auditorId(),
                wanted.by(),
                action,
                LogText.of(request.path()),
                LogText.of(request.remoteAddress()),
                services.ledger().size(),
                wanted.session());
    }
}
