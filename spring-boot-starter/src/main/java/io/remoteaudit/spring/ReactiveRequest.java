package io.remoteaudit.spring;

import io.remoteaudit.endpoint.Headers;
import io.remoteaudit.endpoint.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;

/** A request to a reactive host, as the library takes it. */
final class ReactiveRequest {

    /** How many buffers of a request are asked for before they are read. */
    private static final int AHEAD = 4;

    /** How long the next part of a request may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int BUFFER = 8192;
    private static final long MOST_SKIPPED = 2L << 20;

    private final ServerHttpRequest request;

    ReactiveRequest(ServerHttpRequest request) {
        this.request = request;
    }

    /** The path below the application's root, as it was sent. */
    String path() {
        return request.getPath().pathWithinApplication().value();
    }

    Headers headers() {
        // Spring 7's header fields are no map any more; each generation has this method.
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.getHeaders().forEach((name, values) -> fields.putIfAbsent(name, List.copyOf(values)));
        return Headers.of(fields);
    }

    /** The content, which is asked for only if there is one. */
    InputStream body() {
        HttpHeaders headers = request.getHeaders();
        return headers.getContentLength() > 0 || headers.getFirst(HttpHeaders.TRANSFER_ENCODING) != null
                ? DataBufferUtils.subscriberInputStream(request.getBody().timeout(PATIENCE), AHEAD)
                : InputStream.nullInputStream();
    }

    Request asked(InputStream body) {
        InetSocketAddress sender = request.getRemoteAddress();
        String address = "";
        if (sender != null) {
            address = sender.isUnresolved()
                    ? sender.getHostString()
                    : sender.getAddress().getHostAddress();
        }
        return new Request(
                request.getMethod().name(),
                path(),
                request.getURI().getRawQuery(),
                headers(),
                address,
                "https".equals(request.getURI().getScheme()),
                body,
                certificate());
    }

    /** What the server's own handshake checked; never a header, which anybody could send. */
    private @Nullable X509Certificate certificate() {
        SslInfo handshake = request.getSslInfo();
        X509Certificate[] chain = handshake == null ? null : handshake.getPeerCertificates();
        return chain == null || chain.length == 0 ? null : chain[0];
    }

    /**
     * Reads what nobody wanted, as servlet containers do, since a connection can be used again only behind it.
     *
     * @return false if that is too much or comes too slowly, so that the connection has to be closed
     */
    static boolean skipRest(InputStream body) {
        byte[] buffer = new byte[BUFFER];
        long skipped = 0;
        try {
            while (skipped <= MOST_SKIPPED) {
                int read = body.read(buffer);
                if (read < 0) {
                    return true;
                }
                skipped += read;
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /** Lets go of the content. */
    static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
