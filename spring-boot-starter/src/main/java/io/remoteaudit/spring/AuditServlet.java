package io.remoteaudit.spring;

import io.remoteaudit.api.ProblemType;
import io.remoteaudit.endpoint.Answer;
import io.remoteaudit.endpoint.AuditDesk;
import io.remoteaudit.endpoint.AuditEndpoint;
import io.remoteaudit.endpoint.Headers;
import io.remoteaudit.endpoint.Request;
import io.remoteaudit.endpoint.StaffMember;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds the endpoint, the desk and their pages to a servlet container. It knows no route: it makes a request of the
 * library from the container's, and sends the answer.
 *
 * <p>Not a controller, so that the host's converters, interceptors and advice never meet the module's requests.
 */
final class AuditServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(AuditServlet.class);

    private final Set<Area> areas;
    private final transient Supplier<AuditEndpoint> endpoint;
    private final transient Supplier<AuditDesk> desk;
    private final transient Supplier<RemoteAuditStaffResolver> staff;
    private final transient Pages auditorPages = Pages.auditor();
    private final transient Pages deskPages = Pages.desk();

    /** The parts are asked for at the first request, so that the container does not open the module before its turn. */
    AuditServlet(
            Set<Area> areas,
            Supplier<AuditEndpoint> endpoint,
            Supplier<AuditDesk> desk,
            Supplier<RemoteAuditStaffResolver> staff) {
        this.areas = EnumSet.copyOf(areas);
        this.endpoint = endpoint;
        this.desk = desk;
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
        AnswerWriter.write(answer(asked, request), request, response);
    }

    private Answer answer(Request asked, HttpServletRequest request) {
        try {
            Optional<Area> area = Area.of(asked.path()).filter(areas::contains);
            if (area.isEmpty()) {
                return OwnProblems.answer(ProblemType.NOT_FOUND, asked.headers());
            }
            return switch (area.get()) {
                case ENDPOINT -> endpoint.get().handle(asked);
                case AUDITOR_PAGE -> auditorPages.handle(asked);
                case DESK -> atDesk(asked, request);
                case DESK_PAGE -> deskPages.handle(asked);
            };
        } catch (RuntimeException e) {
            String reference = UUID.randomUUID().toString();
            LOG.error("RA-0721: a request failed in the server, reference {}", reference, e);
            return OwnProblems.answer(ProblemType.INTERNAL, asked.headers(), reference);
        }
    }

    /** The host's login stands in front of the desk; where the host forgot to put it there, nobody is let in. */
    private Answer atDesk(Request asked, HttpServletRequest request) {
        Optional<StaffMember> member = staff.get().resolve(request);
        if (member.isEmpty()) {
            return OwnProblems.loginRequired(asked.headers());
        }
        if (member.get().roles().isEmpty()) {
            return OwnProblems.answer(ProblemType.ROLE_REQUIRED, asked.headers(), "view");
        }
        return desk.get().handle(asked, member.get());
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
