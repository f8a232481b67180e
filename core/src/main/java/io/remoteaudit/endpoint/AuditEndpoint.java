package io.remoteaudit.endpoint;

/**
 * The standard audit endpoint: what {@code io/remoteaudit/api/openapi.yaml} describes. It authenticates by itself, so
 * the host's own security lets its paths through. Safe for use by several threads.
 */
public interface AuditEndpoint extends AutoCloseable {

    /** Below this path every request belongs to the endpoint. */
    String PATH = "/audit/v1";

    /** This path belongs to the endpoint too. */
    String WELL_KNOWN_PATH = "/.well-known/remote-audit";

    /**
     * Answers a request. Never throws because of what the request holds.
     *
     * @param request a request to {@link #WELL_KNOWN_PATH}, {@link #PATH} or anything below that
     * @return the answer
     */
    Answer handle(Request request);

    /** Ends all event streams, so that a host can stop. Requests afterwards are answered 503. */
    @Override
    void close();

    /**
     * Opens the endpoint.
     *
     * @param services what it serves
     * @return the endpoint
     */
    static AuditEndpoint over(AuditServices services) {
        return new AuditorEndpoint(services);
    }
}
