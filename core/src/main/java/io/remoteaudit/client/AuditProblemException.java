package io.remoteaudit.client;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.api.Problem;
import io.remoteaudit.api.ProblemError;
import io.remoteaudit.api.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The maker's endpoint refused a request, and said why. */
public final class AuditProblemException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final Duration retryAfter;
    private final String requestId;

    /**
     * Creates the failure.
     *
     * @param problem what the endpoint said
     * @param retryAfter how long it asks to wait; zero if it does not say
     * @param requestId what the request was sent under
     */
    AuditProblemException(Problem problem, Duration retryAfter, String requestId) {
        super(
                problem.code().matches("RA-[0-9]{4}") ? problem.code() : "RA-0800",
                "The endpoint answered " + problem.status() + " " + problem.title() + ": " + problem.detail()
                        + " (request " + requestId + ")");
        this.problem = problem;
        this.retryAfter = retryAfter;
        this.requestId = requestId;
    }

    /**
     * What the request was sent under, which the maker finds in its log.
     *
     * @return the id
     */
    public String requestId() {
        return requestId;
    }

    /**
     * The HTTP status.
     *
     * @return 300 or more
     */
    public int status() {
        return problem.status();
    }

    /**
     * What kind of problem it is.
     *
     * @return the type, or empty for one this version does not know
     */
    public Optional<ProblemType> type() {
        return ProblemType.ofUrn(problem.type());
    }

    /**
     * What kind of problem it is, as the endpoint said.
     *
     * @return a URN
     */
    public String typeUrn() {
        return problem.type();
    }

    /**
     * What was wrong and what to do.
     *
     * @return a text in the client's language
     */
    public String detail() {
        return problem.detail();
    }

    /**
     * What was wrong and what to do, for people of one language, whatever language the client asked in.
     *
     * @param language Chinese or English
     * @return the text; in the client's language if the endpoint gave no other
     */
    public String detail(Locale language) {
        return problem.detail(language);
    }

    /**
     * How long the endpoint asks to wait before the next request.
     *
     * @return the time; zero if it does not say
     */
    public Duration retryAfter() {
        return retryAfter;
    }

    /**
     * The places of the request that are wrong.
     *
     * @return the errors; may be empty
     */
    public List<ProblemError> errors() {
        return problem.errors();
    }
}
