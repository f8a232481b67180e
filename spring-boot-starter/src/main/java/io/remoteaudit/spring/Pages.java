package io.remoteaudit.spring;

import io.remoteaudit.api.ProblemType;
import io.remoteaudit.endpoint.Answer;
import io.remoteaudit.endpoint.Body;
import io.remoteaudit.endpoint.Headers;
import io.remoteaudit.endpoint.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Serves a page and its assets from the class path. Safe for use by several threads. */
final class Pages {

    /** The page runs its own scripts only, and those cannot turn text into markup. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final Headers HEADERS = Headers.none()
            .with("Content-Security-Policy", POLICY)
            .with("X-Content-Type-Options", "nosniff")
            .with("X-Frame-Options", "DENY")
            .with("Referrer-Policy", "no-referrer")
            .with("Cross-Origin-Opener-Policy", "same-origin")
            .with("Cross-Origin-Resource-Policy", "same-origin")
            .with("Permissions-Policy", "camera=(), geolocation=(), microphone=()");

    /** No file has a type that is not named here, and no directory has one at all. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("png", "image/png"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("woff2", "font/woff2"));

    /** Segments of plain characters: nothing encoded, nothing hidden, no way up. */
    private static final Pattern FILE =
            Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/){0,4}[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    private static final String INDEX = "index.html";
    private static final String ASSETS = "assets/";

    private final String root;
    private final String resources;
    private final String shared;

    private Pages(String root, String resources, String shared) {
        this.root = root;
        this.resources = resources;
        this.shared = shared;
    }

    /** The auditor's page; its assets hold nothing a cache in between may not keep. */
    static Pages auditor() {
        return new Pages(Area.AUDITOR_PAGE.root(), "/io/remoteaudit/spring/ui/auditor/", "public");
    }

    /** The desk's page. */
    static Pages desk() {
        return new Pages(Area.DESK_PAGE.root(), "/io/remoteaudit/spring/ui/desk/", "private");
    }

    /** Answers a request to the page's root or anything below. */
    Answer handle(Request request) {
        if (!request.method().matches("GET|HEAD")) {
            Answer refusal = OwnProblems.answer(ProblemType.METHOD_NOT_ALLOWED, request.headers());
            return new Answer(refusal.status(), refusal.headers().with("Allow", "GET, HEAD"), refusal.body());
        }
        String path = request.path();
        if (path.equals(root)) {
            // Relative, so that it holds below every context path and behind every proxy.
            String page = root.substring(root.lastIndexOf('/') + 1) + "/";
            return new Answer(
                    302,
                    HEADERS.with("Location", page)
                            .with("Cache-Control", "no-store")
                            .with("Content-Length", "0"),
                    Body.Bytes.empty());
        }
        String name = path.substring(root.length() + 1);
        String file = name.isEmpty() ? INDEX : name;
        byte[] content = FILE.matcher(file).matches() ? read(file) : null;
        if (content == null) {
            return OwnProblems.answer(ProblemType.NOT_FOUND, request.headers());
        }
        Headers headers = HEADERS.with("Content-Type", type(file))
                .with("Content-Length", String.valueOf(content.length))
                .with("Cache-Control", cacheControl(file));
        return new Answer(200, headers, request.method().equals("HEAD") ? Body.Bytes.empty() : new Body.Bytes(content));
    }

    /** The build names assets by their content; what is named otherwise may change with the next release. */
    private String cacheControl(String file) {
        if (file.startsWith(ASSETS)) {
            return shared + ", max-age=31536000, immutable";
        }
        return file.equals(INDEX) ? "no-store" : "no-cache";
    }

    private byte @Nullable [] read(String file) {
        if (type(file).isEmpty()) {
            return null;
        }
        try (InputStream in = Pages.class.getResourceAsStream(resources + file)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The page's file " + file + " cannot be read", e);
        }
    }

    private static String type(String file) {
        return TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT), "");
    }
}
