package io.remoteaudit.spring;

import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.util.ClassUtils;
import org.springframework.web.server.ServerWebExchange;

/** Tells a reactive host's HTTP metrics and traces the pattern of a path, as {@link ObservedPath} does on servlets. */
final class ReactiveObservedPath {

    private static final boolean OBSERVED =
            ClassUtils.isPresent("io.micrometer.observation.Observation", ReactiveObservedPath.class.getClassLoader());

    private ReactiveObservedPath() {}

    /** Says what a request's path is a case of, with its variable parts in braces. */
    static void tell(ServerWebExchange exchange, String pattern) {
        if (OBSERVED) {
            ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                    .ifPresent(context -> context.setPathPattern(pattern));
        }
    }
}
