package io.remoteaudit.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.api.Problem;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests and repeats those that may be repeated: reads, and changes with an idempotency key. Safe for use by
 * several threads.
 */
final class Transport {

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    static final MediaType JSON = MediaType.get("application/json");
    private static final long LONGEST_ANSWER = 64L << 20;
    private static final long LONGEST_PROBLEM = 256L << 10;
    private static final String REQUEST_ID = "Audit-Request-Id";

    /** Who is asked to wait longer decides alone whether to. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final OkHttpClient http;
    private final HttpUrl base;
    private final Supplier<String> tokens;
    private final Locale language;
    private final int attempts;
    private final Duration firstPause;
    private final Duration longestPause;
    private final Waiting waiting;

    Transport(
            OkHttpClient http,
            HttpUrl base,
            Supplier<String> tokens,
            Locale language,
            int attempts,
            Duration firstPause,
            Duration longestPause,
            Waiting waiting) {
        this.http = http;
        this.base = base;
        this.tokens = tokens;
        this.language = language;
        this.attempts = attempts;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.waiting = waiting;
    }

    /** An answer read to its end. */
    record Reply(JsonNode json, Optional<String> etag) {}

    HttpUrl.Builder url(String... segments) {
        HttpUrl.Builder url = base.newBuilder();
        for (String segment : segments) {
            url.addEncodedPathSegment(segment);
        }
        return url;
    }

    Request.Builder request(HttpUrl url) {
        Request.Builder request = open(url);
        String token = tokens.get();
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    /** A request by someone who need not be known. It has one id, however often it is sent. */
    Request.Builder open(HttpUrl url) {
        return new Request.Builder()
                .url(url)
                .header("Accept-Language", language.toLanguageTag())
                .header(REQUEST_ID, UUID.randomUUID().toString());
    }

    OkHttpClient http() {
        return http;
    }

    Reply get(HttpUrl url) {
        return json(request(url).header("Accept", "application/json").build());
    }

    /** A request to someone who need not know who asks. */
    Reply getOpen(HttpUrl url) {
        return json(open(url).header("Accept", "application/json").build());
    }

    Reply post(Request.Builder request, JsonNode body) {
        return json(request.post(RequestBody.create(Json.write(body), JSON)).build());
    }

    Reply json(Request request) {
        return repeat(
                request,
                response -> new Reply(
                        Json.parse(bytes(response, LONGEST_ANSWER)), Optional.ofNullable(response.header("ETag"))));
    }

    String text(Request request) {
        return repeat(request, response -> new String(bytes(response, LONGEST_ANSWER), StandardCharsets.UTF_8));
    }

    byte[] bytes(Request request) {
        return repeat(request, response -> bytes(response, LONGEST_ANSWER));
    }

    void nothing(Request request) {
        repeat(request, response -> Boolean.TRUE);
    }

    /** What is made of an answer. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Response response) throws IOException;
    }

    /**
     * Sends a request until it is answered, refused for good, or the attempts are used up. It is the same request each
     * time, with the same idempotency key where it has one.
     */
    <T> T repeat(Request request, Reader<T> reader) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(request, reader);
            } catch (AuditProblemException e) {
                if (attempt >= attempts || !passing(e) || e.retryAfter().compareTo(LONGEST_WAIT) > 0) {
                    throw e;
                }
                LOG.debug("Attempt {} of {} was answered {}", attempt, name(request), e.status());
                pause(attempt, e.retryAfter());
            } catch (IOException e) {
                if (attempt >= attempts || Thread.currentThread().isInterrupted()) {
                    throw new AuditConnectionException(
                            name(request) + " failed " + attempt + " times: " + e.getMessage(), e);
                }
                LOG.debug("Attempt {} of {} failed", attempt, name(request), e);
                pause(attempt, Duration.ZERO);
            }
        }
    }

    private static String name(Request request) {
        return request.method() + " " + request.url().encodedPath() + " (request " + request.header(REQUEST_ID) + ")";
    }

    <T> T once(Request request, Reader<T> reader) throws IOException {
        try (Response response = http.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw problem(response);
            }
            return reader.read(response);
        }
    }

    /** What an answer that is no success says. Only a problem document is believed, and only up to a size. */
    static AuditProblemException problem(Response response) throws IOException {
        Duration wait = retryAfter(response);
        String requestId =
                Optional.ofNullable(response.request().header(REQUEST_ID)).orElse("");
        String type = Optional.ofNullable(response.header("Content-Type")).orElse("");
        if (type.startsWith(Problem.MEDIA_TYPE)) {
            try {
                return new AuditProblemException(
                        Problem.fromJson(Json.parse(bytes(response, LONGEST_PROBLEM)), response.code()),
                        wait,
                        requestId);
            } catch (MalformedException e) {
                LOG.debug("A problem document could not be read", e);
            }
        }
        String detail = response.isRedirect()
                ? "The answer leads elsewhere, and this client follows no redirect; check the address"
                : "The answer is not a problem document; check the address";
        return new AuditProblemException(
                new Problem("about:blank", response.message(), response.code(), "", detail, List.of(), null),
                wait,
                requestId);
    }

    /** Whether the same request may fare better later: of the refusals of what was asked, only "it is still being done". */
    private static boolean passing(AuditProblemException failure) {
        return switch (failure.status()) {
            case 429, 502, 503, 504 -> true;
            default ->
                failure.type()
                        .filter(type -> type == ProblemType.IDEMPOTENCY_UNRESOLVED)
                        .isPresent();
        };
    }

    /** Waits longer each time, never in step with other clients, and at least as long as the server asks. */
    void pause(int attempt, Duration least) {
        long doubled = firstPause.toMillis() << Math.min(attempt - 1, 10);
        long bounded = Math.min(longestPause.toMillis(), doubled);
        long wait = bounded / 2 + ThreadLocalRandom.current().nextLong(bounded / 2 + 1);
        try {
            waiting.await(Duration.ofMillis(Math.max(wait, least.toMillis())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditConnectionException("Interrupted while waiting to repeat a request", e);
        }
    }

    private static byte[] bytes(Response response, long most) throws IOException {
        if (response.body().source().request(most + 1)) {
            throw new IOException("The answer is longer than " + most + " bytes");
        }
        return response.body().source().readByteArray();
    }

    /** Seconds, or a date that is read against the server's own clock, since the two clocks may differ. */
    private static Duration retryAfter(Response response) {
        String value = Optional.ofNullable(response.header("Retry-After")).orElse("");
        if (value.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        Optional<Instant> until = date(response.header("Retry-After"));
        Optional<Instant> now = date(response.header("Date"));
        return until.isEmpty() || now.isEmpty() || until.get().isBefore(now.get())
                ? Duration.ZERO
                : Duration.between(now.get(), until.get());
    }

    private static Optional<Instant> date(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header)));
        } catch (DateTimeException e) {
            LOG.debug("A date could not be read", e);
            return Optional.empty();
        }
    }
}
