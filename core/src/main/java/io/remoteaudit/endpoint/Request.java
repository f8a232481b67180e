package io.remoteaudit.endpoint;

import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request as a binding hands it over.
 *
 * @param method the HTTP method in capitals
 * @param path the path below the application's root (without a servlet context path) exactly as received: still
 *     percent-encoded, not normalized; begins with {@code /}
 * @param query the query exactly as received, without {@code ?}; null if there is none
 * @param headers the header fields
 * @param remoteAddress the address of whoever sends, an IP address as text; behind a proxy the one the host believes
 * @param secure whether the request came by HTTPS, as the host sees it
 * @param body the content; read at most once, never closed
 */
public record Request(
        String method,
        String path,
        @Nullable String query,
        Headers headers,
        String remoteAddress,
        boolean secure,
        InputStream body) {

    /** Checks that nothing is missing. */
    public Request {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(remoteAddress, "remoteAddress");
        Objects.requireNonNull(body, "body");
    }

    /** Leaves out the query and the header values, which may hold what does not belong in a log. */
    @Override
    public String toString() {
        return "Request[" + method + " " + path + "]";
    }
}
