package io.remoteaudit.endpoint;

import io.remoteaudit.access.AccessTrail;
import io.remoteaudit.access.AccessTrailException;
import io.remoteaudit.access.NewAttempt;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Caller;
import io.remoteaudit.engagement.PageSession;
import io.remoteaudit.identity.Identity;
import io.remoteaudit.identity.UnprovenIdentityException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides who a request is from and whether it may go on. Safe for use by several threads. */
final class Gatekeeper {

    static final String CHALLENGE = "Bearer realm=\"remote-audit\"";

    private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);

    private static final String UNKNOWN = "it is unknown or has ended";

    /** Strangers may not make the ledger grow faster than this, however many addresses they have. */
    private static final int STRANGERS_PER_MINUTE = 60;

    private final AuditServices services;
    private final Recognition recognition;
    private final PageGuard guard;
    private final RateLimiter auditors;
    private final RateLimiter badTokens;
    private final RateLimiter strangers;
    private final RateLimiter addresses;

    Gatekeeper(AuditServices services, PageGuard guard) {
        this.services = services;
        this.guard = guard;
        this.recognition = new Recognition(services);
        Limits limits = services.limits();
        this.auditors = new RateLimiter(limits.requestsPerMinute(), limits.burst(), services.clock());
        this.badTokens = new RateLimiter(limits.badTokensPerMinute(), limits.badTokensPerMinute(), services.clock());
        this.addresses = new RateLimiter(limits.requestsPerMinute(), limits.burst(), services.clock());
        this.strangers = new RateLimiter(STRANGERS_PER_MINUTE, STRANGERS_PER_MINUTE, services.clock());
    }

    /**
     * Who a request is from, and as whom it acts in the engagement its path names. Refuses strangers with one answer,
     * whatever is wrong with their token.
     */
    Callers recognize(Request request, @Nullable String engagement) {
        List<Caller> known = bySession(request) ? List.of(inPages(request)) : outsidePages(request);
        Instant now = services.clock().instant();
        List<Caller> shown = known.stream()
                .filter(caller -> caller.engagement().state(now).shown())
                .toList();
        Caller first = shown.isEmpty() ? known.get(0) : shown.get(0);
        Caller acting = known.stream()
                .filter(caller -> caller.engagement().id().equals(engagement))
                .findFirst()
                .orElse(first);
        requirePace(acting);
        return new Callers(acting, shown);
    }

    private void requirePace(Caller caller) {
        long wait = auditors.take(person(caller));
        if (wait > 0) {
            throw tooMany(wait);
        }
    }

    private List<Caller> outsidePages(Request request) {
        List<Caller> known = List.of();
        try {
            known = recognition.of(request);
            if (known.isEmpty() && recognition.tried(request)) {
                refuseStranger(request, UNKNOWN);
            }
        } catch (UnprovenIdentityException e) {
            refuseStranger(request, String.valueOf(e.getMessage()));
        }
        if (known.isEmpty()) {
            throw Refusal.of(ProblemType.UNAUTHENTICATED).with("WWW-Authenticate", CHALLENGE);
        }
        return known;
    }

    /** A token says who asks, also beside a cookie; a cookie does, also beside a certificate, which a browser always shows. */
    private static boolean bySession(Request request) {
        return !Recognition.byToken(request) && !PageCookie.secrets(request).isEmpty();
    }

    /** Who is in the pages by a cookie. That one has ended is told to its browser alone: nobody else has its secret. */
    private Caller inPages(Request request) {
        Optional<PageSession> session = PageCookie.secret(request).flatMap(services.pageSessions()::find);
        if (session.isEmpty()) {
            refuseStranger(request, UNKNOWN);
        }
        return session.flatMap(found -> services.pageSessions().authenticate(found, Recognition.shown(request)))
                .orElseThrow(() -> Refusal.of(ProblemType.SESSION_ENDED)
                        .with("WWW-Authenticate", CHALLENGE)
                        .with("Set-Cookie", PageCookie.forget(request)));
    }

    /** Refuses what comes with a cookie and is not asked by the pages; notes the use of a session else. */
    void requireOwnPage(Request request, Caller caller, boolean use) {
        if (caller.session() != null) {
            guard.requireOwnPage(request);
            if (use) {
                used(request, caller);
            }
        }
    }

    /** Notes that a session is used, if somebody is at the page. */
    PageSession used(Request request, Caller caller) {
        PageSession session = Objects.requireNonNull(caller.session(), "session");
        return PageGuard.attended(request) ? services.pageSessions().use(session) : session;
    }

    /** Who brings a token of the maker's, which is the only thing but an invitation or a passkey that opens a session. */
    Caller tokenHolder(Request request) {
        Optional<Caller> holder = recognition.holder(request);
        if (holder.isEmpty()) {
            if (recognition.tried(request)) {
                refuseStranger(request, UNKNOWN);
            }
            throw Refusal.of(ProblemType.UNAUTHENTICATED).with("WWW-Authenticate", CHALLENGE);
        }
        requirePace(holder.get());
        return holder.get();
    }

    /** Who a request proves its sender to be, whether anybody bound that or not. */
    Identity identity(Request request) {
        Optional<Identity> identity = Optional.empty();
        try {
            identity = recognition.identity(request);
            if (identity.isEmpty() && recognition.tried(request)) {
                refuseStranger(request, "it proves no identity");
            }
        } catch (UnprovenIdentityException e) {
            refuseStranger(request, String.valueOf(e.getMessage()));
        }
        return identity.orElseThrow(
                () -> Refusal.of(ProblemType.UNAUTHENTICATED).with("WWW-Authenticate", CHALLENGE));
    }

    /** The leave to read records in the engagement a path names; a foreign engagement is an absent one. */
    Admission admit(Caller caller, Operation operation) {
        Admission admission = operation.followsUp()
                ? services.engagements().admitToFollowUp(caller)
                : services.engagements().admit(caller);
        if (operation.right() != null && !admission.allows(operation.right())) {
            throw Refusal.of(ProblemType.RIGHT_NOT_GRANTED, operation.right().wireName());
        }
        return admission;
    }

    /** Refuses an engagement that is not the caller's, and one that was revoked or archived, as if there were none. */
    void requireOwn(Caller caller, @Nullable String engagement) {
        boolean own =
                engagement == null || engagement.equals(caller.engagement().id());
        if (!own || !caller.engagement().state(services.clock().instant()).shown()) {
            throw Refusal.notFound();
        }
    }

    /** One auditor of one engagement. */
    static String person(Caller caller) {
        return caller.engagement().id() + "\n" + caller.auditor().id();
    }

    private void refuseStranger(Request request, String why) {
        requirePatience(request);
        LOG.info(
                "{}",
                LogLine.of("refused-token")
                        .with("code", "RA-0703")
                        .with("from", request.remoteAddress())
                        .with("why", why));
        noteStranger(request, "refused-token");
    }

    /** Refuses an address that has sent too much that lets nobody in. */
    void requirePatience(Request request) {
        long wait = badTokens.take(request.remoteAddress());
        if (wait > 0) {
            throw tooMany(wait);
        }
    }

    /** Refuses an address that asks too often for what costs something and is given to everyone. */
    void requireCalm(Request request) {
        long wait = addresses.take(request.remoteAddress());
        if (wait > 0) {
            throw tooMany(wait);
        }
    }

    /** Writes to the trail what someone tried who belongs to no engagement. */
    void noteStranger(Request request, String action) {
        if (strangers.take(AccessTrail.NOBODY) == 0) {
            try {
                services.accessTrail()
                        .begin(new NewAttempt(
                                AccessTrail.NOBODY,
                                AccessTrail.NOBODY,
                                AccessTrail.NOBODY,
                                action,
                                LogText.of(request.method() + " " + request.path()),
                                LogText.of(request.remoteAddress()),
                                services.ledger().size()));
            } catch (AccessTrailException e) {
                // Nothing is shown to a stranger anyway; whoever may see something gets the 503.
                LOG.error(
                        "{}",
                        LogLine.of("stranger-not-in-trail")
                                .with("code", "RA-0720")
                                .because(e));
            }
        }
    }

    private static Refusal tooMany(long seconds) {
        return Refusal.of(ProblemType.TOO_MANY_REQUESTS, String.valueOf(seconds))
                .with("Retry-After", String.valueOf(seconds));
    }
}
