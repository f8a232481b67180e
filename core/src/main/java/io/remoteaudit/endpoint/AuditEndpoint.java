package io.remoteaudit.endpoint;

import java.util.List;

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

    /**
     * What a request is for, for a binding that tells a host's monitoring.
     *
     * @param method its HTTP method
     * @param path its path, as it was sent, without the query
     * @return the operation, named by the contract
     */
    ServedOperation operation(String method, String path);

    /**
     * How many event streams are open.
     *
     * @return the number now
     */
    int eventStreams();

    /** Ends all event streams, so that a host can stop. Requests afterwards are answered 503. */
    @Override
    void close();

    /**
     * Opens the endpoint.
     *
     * @param services what it serves
     * @param observers hear of each request
     * @return the endpoint
     */
    static AuditEndpoint over(AuditServices services, List<RequestObserver> observers) {
        return new AuditorEndpoint(services, observers);
    }
}
