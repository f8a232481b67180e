package io.remoteaudit.endpoint;

import io.remoteaudit.api.Messages;
import io.remoteaudit.api.ProblemType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What holds for every request and every answer of the endpoint and the desk. Safe for use by several threads. */
final class HttpRules {

    private static final Logger LOG = LoggerFactory.getLogger(HttpRules.class);
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,60}");

    private static final Pattern REQUEST_ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

    private final Limits limits;
    private final OperationNames names;
    private final Watching watching;

    HttpRules(Limits limits, OperationNames names, Watching watching) {
        this.limits = limits;
        this.names = names;
        this.watching = watching;
    }

    /** Answers a request: checks its size, does the work, and turns whatever happens into an answer. */
    Answer answer(Request request, boolean httpsNeeded, Function<Locale, Answer> work) {
        return watching.watch(
                () -> names.of(request.method(), request.path()), ending -> answer(request, httpsNeeded, work, ending));
    }

    private Answer answer(Request request, boolean httpsNeeded, Function<Locale, Answer> work, Watching.Ending ending) {
        Locale locale = Messages.language(String.join(",", request.headers().all("Accept-Language")));
        String requestId = requestId(request);
        Answer answer;
        try {
            requireSize(request);
            if (httpsNeeded && !request.secure() && !loopback(request.remoteAddress())) {
                throw Refusal.of(ProblemType.HTTPS_REQUIRED);
            }
            answer = work.apply(locale);
        } catch (RuntimeException e) {
            ending.refused(Problems.outcome(e));
            answer = Problems.answer(e, locale, requestId);
        }
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{}",
                    LogLine.of("request")
                            .with("method", request.method())
                            .with("path", request.path())
                            .with("status", answer.status())
                            .with("request", requestId));
        }
        return withoutBody(request, safe(answer));
    }

    /** What the caller calls the request, so that both sides find it in their logs; a dash for what is no such name. */
    private static String requestId(Request request) {
        return request.headers()
                .first("Audit-Request-Id")
                .filter(id -> REQUEST_ID.matcher(id).matches())
                .orElse("-");
    }

    /** Headers that keep a browser from doing anything clever with an answer. */
    private static Answer safe(Answer answer) {
        Headers headers = answer.headers()
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Cross-Origin-Resource-Policy", "same-origin")
                .with("Vary", "Authorization, Cookie, Accept, Accept-Language");
        if (headers.first("Content-Security-Policy").isEmpty()) {
            headers = headers.with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
        }
        if (headers.first("Cache-Control").isEmpty()) {
            headers = headers.with("Cache-Control", answer.status() < 400 ? "private, no-cache" : "no-store");
        }
        return new Answer(answer.status(), headers, answer.body());
    }

    private static Answer withoutBody(Request request, Answer answer) {
        if (!request.method().equals("HEAD")) {
            return answer;
        }
        answer.body().close();
        return new Answer(answer.status(), answer.headers(), Body.Bytes.empty());
    }

    private void requireSize(Request request) {
        String query = request.query();
        if (request.path().length() + (query == null ? 0 : query.length() + 1) > limits.urlLength()) {
            throw Refusal.of(ProblemType.URL_TOO_LONG, String.valueOf(limits.urlLength()));
        }
        if (request.headers().length() > limits.headerLength()) {
            throw Refusal.of(ProblemType.HEADERS_TOO_LARGE, String.valueOf(limits.headerLength()));
        }
    }

    /** Whether an address is this machine's own. Only addresses are looked at, names are never resolved. */
    static boolean loopback(String address) {
        if (!ADDRESS.matcher(address).matches() || !address.matches(".*[.:].*")) {
            return false;
        }
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
