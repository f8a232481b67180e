package io.remoteaudit.endpoint;

import io.remoteaudit.api.PathSegment;
import io.remoteaudit.api.ProblemType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a path and a method stand for. Filled once, then read by every thread.
 *
 * @param <R> what a route leads to
 */
final class Routes<R> {

    private static final int MAX_SEGMENTS = 20;

    private final List<Route<R>> routes = new ArrayList<>();

    private record Route<R>(List<String> segments, Map<String, R> methods) {

        @Nullable
        R target(String method) {
            return methods.get(method.equals("HEAD") ? "GET" : method);
        }
    }

    /**
     * What was found.
     *
     * @param <R> what a route leads to
     * @param target what the route leads to
     * @param path the variable parts, decoded
     */
    record Found<R>(R target, Map<String, String> path) {}

    /**
     * Adds a route.
     *
     * @param method the method
     * @param template segments joined by slashes; {@code {name}} is any one segment, {@code {name...}} all that follow
     * @param target what it leads to
     */
    void add(String method, String template, R target) {
        List<String> segments = List.of(template.split("/", -1));
        for (Route<R> route : routes) {
            if (route.segments().equals(segments)) {
                route.methods().put(method, target);
                return;
            }
        }
        Map<String, R> methods = new TreeMap<>();
        methods.put(method, target);
        routes.add(new Route<>(segments, methods));
    }

    /** The same routes, each leading to what a function makes of its method and template. */
    <S> Routes<S> named(BiFunction<String, String, S> naming) {
        Routes<S> named = new Routes<>();
        for (Route<R> route : routes) {
            String template = String.join("/", route.segments());
            for (String method : route.methods().keySet()) {
                named.add(method, template, naming.apply(method, template));
            }
        }
        return named;
    }

    /** What a raw path below the prefix leads to by a method, if it leads anywhere. */
    Optional<R> peek(String method, String path) {
        List<String> segments = List.of(path.split("/", MAX_SEGMENTS + 1));
        return segments.size() > MAX_SEGMENTS
                ? Optional.empty()
                : routes.stream()
                        .filter(route -> match(route.segments(), segments).isPresent())
                        .findFirst()
                        .map(route -> route.target(method));
    }

    /** Finds the route of a raw path below the prefix; refuses with 404 or 405. */
    Found<R> find(String method, String path) {
        List<String> segments = List.of(path.split("/", -1));
        if (segments.size() > MAX_SEGMENTS) {
            throw Refusal.notFound();
        }
        for (Route<R> route : routes) {
            Optional<Map<String, String>> variables = match(route.segments(), segments);
            if (variables.isPresent()) {
                R target = route.target(method);
                if (target == null) {
                    throw Refusal.of(ProblemType.METHOD_NOT_ALLOWED).with("Allow", allowed(route));
                }
                return new Found<>(target, variables.get());
            }
        }
        throw Refusal.notFound();
    }

    private static Optional<Map<String, String>> match(List<String> template, List<String> segments) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String part = template.get(i);
            if (i >= segments.size()) {
                return Optional.empty();
            }
            if (part.endsWith("...}")) {
                variables.put(
                        part.substring(1, part.length() - 4), String.join("/", segments.subList(i, segments.size())));
                return Optional.of(variables);
            }
            if (part.startsWith("{")) {
                Optional<String> value = PathSegment.parse(segments.get(i));
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                variables.put(part.substring(1, part.length() - 1), value.get());
            } else if (!part.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return template.size() == segments.size() ? Optional.of(variables) : Optional.empty();
    }

    private static <R> String allowed(Route<R> route) {
        TreeSet<String> methods = new TreeSet<>(route.methods().keySet());
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }
}
