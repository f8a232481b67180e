package io.remoteaudit.spring;

import io.remoteaudit.endpoint.Headers;
import io.remoteaudit.endpoint.Request;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Binds the endpoint, the desk and their pages to a servlet container. It knows no route: it makes a request of the
 * library from the container's, and sends the answer.
 *
 * <p>Not a controller, so that the host's converters, interceptors and advice never meet the module's requests.
 */
final class AuditServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient AuditParts parts;
    private final transient Supplier<RemoteAuditStaffResolver> staff;

    AuditServlet(AuditParts parts, Supplier<RemoteAuditStaffResolver> staff) {
        this.parts = parts;
        this.staff = staff;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Request asked = new Request(
                request.getMethod(),
                Area.path(request),
                request.getQueryString(),
                headers(request),
                request.getRemoteAddr(),
                request.isSecure(),
                request.getInputStream(),
                certificate(request));
        parts.pattern(asked.method(), asked.path()).ifPresent(pattern -> ObservedPath.tell(request, pattern));
        AnswerWriter.write(parts.answer(asked, () -> staff.get().resolve(request)), request, response);
    }

    /** What the container's own handshake checked; never a header, which anybody could send. */
    private static @Nullable X509Certificate certificate(HttpServletRequest request) {
        return request.getAttribute("jakarta.servlet.request.X509Certificate") instanceof X509Certificate[] chain
                        && chain.length > 0
                ? chain[0]
                : null;
    }

    /** The header fields of a request. */
    static Headers headers(HttpServletRequest request) {
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : Collections.list(request.getHeaderNames())) {
            fields.putIfAbsent(name, Collections.list(request.getHeaders(name)));
        }
        return Headers.of(fields);
    }
}
