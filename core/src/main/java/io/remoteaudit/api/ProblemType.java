package io.remoteaudit.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of failure a caller can tell apart. Names and codes stay as they are over releases. */
public enum ProblemType {
    /** Nothing the caller may see is there. */
    NOT_FOUND(404, "RA-0701"),
    /** The resource does not know the method. */
    METHOD_NOT_ALLOWED(405, "RA-0702"),
    /** There is no valid token. */
    UNAUTHENTICATED(401, "RA-0703"),
    /** The engagement is not active. */
    ENGAGEMENT_NOT_ACTIVE(403, "RA-0704"),
    /** The engagement does not give this right. */
    RIGHT_NOT_GRANTED(403, "RA-0705"),
    /** The terms ask for the maker's consent to each download, and none holds for this one. */
    CONSENT_REQUIRED(403, "RA-0409"),
    /** The connection is neither HTTPS nor from the same machine. */
    HTTPS_REQUIRED(403, "RA-0706"),
    /** A query parameter, a header or the path is not as the contract says. */
    INVALID_PARAMETER(400, "RA-0707"),
    /** The body is not as the contract says. */
    INVALID_BODY(400, "RA-0708"),
    /** The body is too long. */
    BODY_TOO_LARGE(413, "RA-0709"),
    /** Path and query are too long. */
    URL_TOO_LONG(414, "RA-0710"),
    /** The header fields are too long. */
    HEADERS_TOO_LARGE(431, "RA-0711"),
    /** The body is of another media type or encoding. */
    UNSUPPORTED_MEDIA_TYPE(415, "RA-0712"),
    /** The caller asks too often. */
    TOO_MANY_REQUESTS(429, "RA-0713"),
    /** The day's allowance that the terms give is used up. */
    DAILY_LIMIT_EXCEEDED(429, "RA-0729"),
    /** The caller has too many event streams, or all callers together have. */
    TOO_MANY_STREAMS(429, "RA-0714"),
    /** The call needs {@code If-Match}. */
    PRECONDITION_REQUIRED(428, "RA-0715"),
    /** The thing is not as {@code If-Match} says. */
    PRECONDITION_FAILED(412, "RA-0716"),
    /** The range begins behind the end. */
    RANGE_NOT_SATISFIABLE(416, "RA-0717"),
    /** The idempotency key was used with another content. */
    IDEMPOTENCY_KEY_REUSED(422, "RA-0718"),
    /** What the idempotency key stands for is being done, or was broken off. */
    IDEMPOTENCY_UNRESOLVED(409, "RA-0719"),
    /** The access trail cannot be written. */
    ACCESS_TRAIL_UNAVAILABLE(503, "RA-0720"),
    /** The server failed. */
    INTERNAL(500, "RA-0721"),
    /** The server is closing, or its index is not there yet. */
    UNAVAILABLE(503, "RA-0722"),
    /** The keys of the caller's identity provider are not to be had, so its tokens cannot be checked. */
    IDENTITY_PROVIDER_UNAVAILABLE(503, "RA-0732"),
    /** The request does not come from the desk's own page. */
    FOREIGN_ORIGIN(403, "RA-0723"),
    /** The staff member does not have the role. */
    ROLE_REQUIRED(403, "RA-0724"),
    /** The terms are not those whose digest was named. */
    TERMS_CHANGED(409, "RA-0725"),
    /** The terms lack what it takes to accept them. */
    TERMS_INCOMPLETE(409, "RA-0404"),
    /** A foreign authority's engagement is never accepted. */
    FOREIGN_REGULATOR(403, "RA-0405"),
    /** The thing is in another state than the call needs. */
    STATE_CONFLICT(409, "RA-0726"),
    /** The caller has an export under way. */
    EXPORT_UNDER_WAY(409, "RA-0727"),
    /** The export is not finished. */
    EXPORT_NOT_READY(409, "RA-0728"),
    /** The invitation and its code do not let anyone in. */
    INVITATION_REFUSED(403, "RA-0731"),
    /** The passkey lets nobody in. */
    PASSKEY_REFUSED(403, "RA-0734"),
    /** What a device answered cannot be registered as a passkey. */
    PASSKEY_NOT_REGISTERED(409, "RA-0733"),
    /** The page session has ended. */
    SESSION_ENDED(401, "RA-0735"),
    /** The request comes with a page session's cookie and not from the pages. */
    FOREIGN_PAGE(403, "RA-0736"),
    /** The change lacks the proof of its page session, or brings another's. */
    SESSION_PROOF_MISSING(403, "RA-0737"),
    /** The access is bound to a client certificate, which a passkey would do without. */
    CERTIFICATE_BOUND(403, "RA-0412"),
    /** The query is not in the query language. */
    QUERY_SYNTAX(400, "RA-0301"),
    /** The cursor does not belong to this list, or no longer. */
    INVALID_CURSOR(400, "RA-0302"),
    /** The query takes more than a caller may use. */
    QUERY_TOO_COSTLY(400, "RA-0303");

    private static final String URN = "urn:remote-audit:problem:";

    private final int status;
    private final String code;

    ProblemType(int status, String code) {
        this.status = status;
        this.code = code;
    }

    /**
     * The HTTP status.
     *
     * @return 400 or more
     */
    public int status() {
        return status;
    }

    /**
     * The code, unless a failure behind it has one of its own.
     *
     * @return {@code RA-} and four digits
     */
    public String code() {
        return code;
    }

    /**
     * The name.
     *
     * @return lower-case words joined by hyphens
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The problem's {@code type}.
     *
     * @return a URN
     */
    public String urn() {
        return URN + wireName();
    }

    /**
     * Finds a type by its URN.
     *
     * @param urn as {@link #urn()} gives it
     * @return the type, or empty for one of a later version
     */
    public static Optional<ProblemType> ofUrn(String urn) {
        return Arrays.stream(values()).filter(type -> type.urn().equals(urn)).findFirst();
    }
}
