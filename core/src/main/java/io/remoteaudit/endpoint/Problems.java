package io.remoteaudit.endpoint;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.access.AccessTrailException;
import io.remoteaudit.api.Messages;
import io.remoteaudit.api.Problem;
import io.remoteaudit.api.ProblemError;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.consent.Consent;
import io.remoteaudit.consent.ConsentConflictException;
import io.remoteaudit.consent.ConsentRequiredException;
import io.remoteaudit.consent.InvalidConsentException;
import io.remoteaudit.consent.UnknownConsentException;
import io.remoteaudit.engagement.CertificateBoundException;
import io.remoteaudit.engagement.EngagementConflictException;
import io.remoteaudit.engagement.ForeignRegulatorException;
import io.remoteaudit.engagement.IncompleteTermsException;
import io.remoteaudit.engagement.NotAdmittedException;
import io.remoteaudit.engagement.UnknownEngagementException;
import io.remoteaudit.export.ExportConflictException;
import io.remoteaudit.feed.FeedConflictException;
import io.remoteaudit.finding.FindingConflictException;
import io.remoteaudit.finding.InvalidFindingException;
import io.remoteaudit.finding.UnknownFindingException;
import io.remoteaudit.identity.IdentityProviderException;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.preparation.InvalidPreparationException;
import io.remoteaudit.preparation.PreparationConflictException;
import io.remoteaudit.question.InvalidMessageException;
import io.remoteaudit.question.QuestionConflictException;
import io.remoteaudit.question.UnknownQuestionException;
import io.remoteaudit.sampling.InvalidSampleException;
import io.remoteaudit.sampling.SampleConflictException;
import io.remoteaudit.sampling.UnknownSampleException;
import io.remoteaudit.search.InvalidCursorException;
import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.search.QueryTooCostlyException;
import io.remoteaudit.search.SearchUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns failures into problem documents. What the caller did not cause is noted in the log under a reference. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    /** The answer to a request that failed. */
    static Answer answer(RuntimeException failure, Locale locale, String requestId) {
        Refusal refusal = refusal(failure, requestId);
        ProblemType type = refusal.type();
        Problem problem = Problem.in(locale, language -> said(failure, refusal, language));
        byte[] content = Json.write(problem.toJson()).getBytes(StandardCharsets.UTF_8);
        Headers headers = refusal.headers()
                .with("Content-Type", Problem.MEDIA_TYPE)
                .with("Content-Language", locale.toLanguageTag())
                .with("Content-Length", String.valueOf(content.length));
        return new Answer(type.status(), headers, new Body.Bytes(content));
    }

    private static Problem said(RuntimeException failure, Refusal refusal, Locale locale) {
        ProblemType type = refusal.type();
        List<ProblemError> errors = failure instanceof QuerySyntaxException syntax
                ? List.of(where(syntax, locale))
                : refusal.faults().stream().map(fault -> fault.in(locale)).toList();
        return new Problem(
                type.urn(),
                Messages.text(locale, type.wireName() + ".title"),
                type.status(),
                code(failure, type),
                Messages.text(
                        locale, type.wireName() + ".detail", refusal.arguments().toArray()),
                errors,
                null);
    }

    private static ProblemError where(QuerySyntaxException syntax, Locale locale) {
        return syntax.pointer()
                .map(pointer -> ProblemError.inBody("/query" + pointer, syntax.detail(locale)))
                .orElseGet(() -> new ProblemError(
                        null,
                        "q",
                        OptionalInt.of(syntax.position()),
                        syntax.detail(locale),
                        syntax.correction().orElse(null)));
    }

    /** The status a failure will be answered with. */
    static int status(RuntimeException failure) {
        return typeOf(failure).status();
    }

    /** What a host's monitoring is told of a failure. */
    static RequestObserver.Outcome outcome(RuntimeException failure) {
        ProblemType type = typeOf(failure);
        return new RequestObserver.Outcome(type.status(), type, code(failure, type));
    }

    private static Refusal refusal(RuntimeException failure, String requestId) {
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        ProblemType type = typeOf(failure);
        if (type == ProblemType.INTERNAL) {
            String reference = UUID.randomUUID().toString();
            LOG.error(
                    "{}",
                    LogLine.of("request-failed")
                            .with("code", "RA-0721")
                            .with("request", requestId)
                            .with("reference", reference)
                            .because(failure));
            return Refusal.of(type, reference);
        }
        if (type == ProblemType.ACCESS_TRAIL_UNAVAILABLE) {
            LOG.error(
                    "{}",
                    LogLine.of("trail-unavailable").with("code", "RA-0720").because(failure));
            return Refusal.of(type).with("Retry-After", "5");
        }
        if (type == ProblemType.IDENTITY_PROVIDER_UNAVAILABLE) {
            // Whoever asked for the keys has noted why, once for all who wait for them.
            return Refusal.of(type).with("Retry-After", "10");
        }
        if (type == ProblemType.UNAVAILABLE) {
            return Refusal.of(type).with("Retry-After", "2");
        }
        if (type == ProblemType.UNAUTHENTICATED) {
            return Refusal.of(type).with("WWW-Authenticate", Gatekeeper.CHALLENGE);
        }
        if (failure instanceof NotAdmittedException closed && type == ProblemType.ENGAGEMENT_NOT_ACTIVE) {
            return Refusal.of(type, closed.state().wireName());
        }
        if (failure instanceof ConsentRequiredException required) {
            return Refusal.of(type)
                    .at(required.latest().map(Problems::standing).stream().toList());
        }
        if (failure instanceof FeedConflictException conflict) {
            String why = "error.feed-" + conflict.reason().wireName();
            return Refusal.of(type).at(List.of(new Fault(null, null, why, List.of())));
        }
        if (failure instanceof IncompleteTermsException incomplete) {
            return Refusal.of(type)
                    .at(incomplete.gaps().stream()
                            .map(gap -> new Fault(null, null, "error.gap-" + gap.wireName(), List.of()))
                            .toList());
        }
        return Refusal.of(type);
    }

    /** Why what was asked before does not help now. */
    private static Fault standing(Consent latest) {
        return new Fault(null, null, "error.consent-" + standingNow(latest), List.of(latest.id()));
    }

    private static String standingNow(Consent latest) {
        if (latest.end() != null) {
            return latest.grant() == null ? "refused" : "revoked";
        }
        return latest.grant() == null ? "asked" : "over";
    }

    private static ProblemType typeOf(RuntimeException failure) {
        if (failure instanceof Refusal refusal) {
            return refusal.type();
        } else if (failure instanceof QuerySyntaxException) {
            return ProblemType.QUERY_SYNTAX;
        } else if (failure instanceof QueryTooCostlyException) {
            return ProblemType.QUERY_TOO_COSTLY;
        } else if (failure instanceof InvalidCursorException) {
            return ProblemType.INVALID_CURSOR;
        } else if (failure instanceof IdentityProviderException) {
            return ProblemType.IDENTITY_PROVIDER_UNAVAILABLE;
        } else if (failure instanceof SearchUnavailableException) {
            return ProblemType.UNAVAILABLE;
        } else if (failure instanceof AccessTrailException) {
            return ProblemType.ACCESS_TRAIL_UNAVAILABLE;
        } else if (failure instanceof NotAdmittedException closed) {
            // An engagement still active means that it is the token that has ended.
            return switch (closed.state()) {
                case ACTIVE -> ProblemType.UNAUTHENTICATED;
                case REVOKED, ARCHIVED -> ProblemType.NOT_FOUND;
                case PROPOSED, CONFIRMED_BY_MAKER, CONFIRMED_BY_BODY, SCHEDULED, SUSPENDED, FOLLOW_UP, ENDED ->
                    ProblemType.ENGAGEMENT_NOT_ACTIVE;
            };
        } else if (failure instanceof ConsentRequiredException) {
            return ProblemType.CONSENT_REQUIRED;
        } else if (failure instanceof IncompleteTermsException) {
            return ProblemType.TERMS_INCOMPLETE;
        } else if (failure instanceof ForeignRegulatorException) {
            return ProblemType.FOREIGN_REGULATOR;
        } else if (failure instanceof CertificateBoundException) {
            return ProblemType.CERTIFICATE_BOUND;
        } else if (failure instanceof UnknownEngagementException) {
            return ProblemType.NOT_FOUND;
        } else if (failure instanceof UnknownQuestionException
                || failure instanceof UnknownFindingException
                || failure instanceof UnknownConsentException
                || failure instanceof UnknownSampleException) {
            return ProblemType.NOT_FOUND;
        } else if (failure instanceof InvalidMessageException
                || failure instanceof InvalidFindingException
                || failure instanceof InvalidPreparationException
                || failure instanceof InvalidConsentException
                || failure instanceof InvalidSampleException) {
            return ProblemType.INVALID_BODY;
        } else if (failure instanceof ExportConflictException) {
            return ProblemType.EXPORT_UNDER_WAY;
        } else if (failure instanceof EngagementConflictException
                || failure instanceof QuestionConflictException
                || failure instanceof FindingConflictException
                || failure instanceof FeedConflictException
                || failure instanceof PreparationConflictException
                || failure instanceof ConsentConflictException
                || failure instanceof SampleConflictException) {
            return ProblemType.STATE_CONFLICT;
        }
        return ProblemType.INTERNAL;
    }

    private static String code(RuntimeException failure, ProblemType type) {
        boolean told = failure instanceof RemoteAuditException
                && type != ProblemType.INTERNAL
                && type != ProblemType.NOT_FOUND
                && type != ProblemType.IDENTITY_PROVIDER_UNAVAILABLE
                && type != ProblemType.UNAUTHENTICATED;
        return told ? ((RemoteAuditException) failure).code() : type.code();
    }
}
