package io.remoteaudit.spring;

import io.remoteaudit.endpoint.AuditEndpoint;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Matches what the module's servlet serves to auditors, and nothing else. Both the path as sent and the path as the
 * container understood it must be the auditor's: one of them alone could lead past the host's login.
 */
final class AuditorPaths implements RequestMatcher {

    private static final Set<String> MAPPED =
            Set.of(Area.ENDPOINT.root(), Area.AUDITOR_PAGE.root(), AuditEndpoint.WELL_KNOWN_PATH);

    @Override
    public boolean matches(HttpServletRequest request) {
        return MAPPED.contains(request.getServletPath())
                && Area.of(Area.path(request))
                        .filter(area -> !area.insideLogin())
                        .isPresent();
    }
}
