package io.remoteaudit.spring;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.util.ClassUtils;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Tells the host's HTTP metrics and traces the pattern of a path that Spring's own web framework never sees; they would
 * call each request {@code UNKNOWN} otherwise. Stateless.
 */
final class ObservedPath {

    private static final boolean OBSERVED =
            ClassUtils.isPresent("io.micrometer.observation.Observation", ObservedPath.class.getClassLoader());

    private ObservedPath() {}

    /** Says what a request's path is a case of, with its variable parts in braces. */
    static void tell(HttpServletRequest request, String pattern) {
        if (OBSERVED) {
            ServerHttpObservationFilter.findObservationContext(request)
                    .ifPresent(context -> context.setPathPattern(pattern));
        }
    }
}
