package io.remoteaudit.endpoint;

import io.remoteaudit.access.AccessTrail;
import io.remoteaudit.access.AccessTrailException;
import io.remoteaudit.access.NewAttempt;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Caller;
import io.remoteaudit.identity.Identity;
import io.remoteaudit.identity.UnprovenIdentityException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides who a request is from and whether it may go on. Safe for use by several threads. */
final class Gatekeeper {

    static final String CHALLENGE = "Bearer realm=\"remote-audit\"";

    private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);

    /** Strangers may not make the ledger grow faster than this, however many addresses they have. */
    private static final int STRANGERS_PER_MINUTE = 60;

    private final AuditServices services;
    private final Recognition recognition;
    private final RateLimiter auditors;
    private final RateLimiter badTokens;
    private final RateLimiter strangers;
    private final RateLimiter addresses;

    Gatekeeper(AuditServices services) {
        this.services = services;
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
        List<Caller> known = List.of();
        try {
            known = recognition.of(request);
            if (known.isEmpty() && recognition.tried(request)) {
                refuseStranger(request, "it is unknown or has ended");
            }
        } catch (UnprovenIdentityException e) {
            refuseStranger(request, String.valueOf(e.getMessage()));
        }
        if (known.isEmpty()) {
            throw Refusal.of(ProblemType.UNAUTHENTICATED).with("WWW-Authenticate", CHALLENGE);
        }
        Instant now = services.clock().instant();
        List<Caller> shown = known.stream()
                .filter(caller -> caller.engagement().state(now).shown())
                .toList();
        Caller first = shown.isEmpty() ? known.get(0) : shown.get(0);
        Caller acting = known.stream()
                .filter(caller -> caller.engagement().id().equals(engagement))
                .findFirst()
                .orElse(first);
        long wait = auditors.take(person(acting));
        if (wait > 0) {
            throw tooMany(wait);
        }
        return new Callers(acting, shown);
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
