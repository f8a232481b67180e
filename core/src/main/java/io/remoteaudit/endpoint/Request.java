package io.remoteaudit.endpoint;

import java.io.InputStream;
import java.security.cert.X509Certificate;
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
 * @param clientCertificate the certificate the host's own HTTPS has checked the sender by, never one out of a header; null
 *     if there is none
 */
public record Request(
        String method,
        String path,
        @Nullable String query,
        Headers headers,
        String remoteAddress,
        boolean secure,
        InputStream body,
        @Nullable X509Certificate clientCertificate) {

    /** Checks that nothing is missing. */
    public Request {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(remoteAddress, "remoteAddress");
        Objects.requireNonNull(body, "body");
    }

    /**
     * A request without a client certificate.
     *
     * @param method the HTTP method in capitals
     * @param path the path as received
     * @param query the query as received; null if there is none
     * @param headers the header fields
     * @param remoteAddress the address of whoever sends
     * @param secure whether it came by HTTPS
     * @param body the content
     */
    public Request(
            String method,
            String path,
            @Nullable String query,
            Headers headers,
            String remoteAddress,
            boolean secure,
            InputStream body) {
        this(method, path, query, headers, remoteAddress, secure, body, null);
    }

    /** Leaves out the query and the header values, which may hold what does not belong in a log. */
    @Override
    public String toString() {
        return "Request[" + method + " " + path + "]";
    }
}
