package io.remoteaudit.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.api.Problem;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
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

    private final OkHttpClient http;
    private final HttpUrl base;
    private final String token;
    private final Locale language;
    private final int attempts;
    private final Duration firstPause;
    private final Duration longestPause;

    Transport(
            OkHttpClient http,
            HttpUrl base,
            String token,
            Locale language,
            int attempts,
            Duration firstPause,
            Duration longestPause) {
        this.http = http;
        this.base = base;
        this.token = token;
        this.language = language;
        this.attempts = attempts;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
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
        Request.Builder request = new Request.Builder().url(url).header("Accept-Language", language.toLanguageTag());
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    OkHttpClient http() {
        return http;
    }

    Reply get(HttpUrl url) {
        return json(request(url).header("Accept", "application/json").build());
    }

    /** A request to someone who need not know who asks. */
    Reply getOpen(HttpUrl url) {
        return json(new Request.Builder()
                .url(url)
                .header("Accept", "application/json")
                .header("Accept-Language", language.toLanguageTag())
                .build());
    }

    /** A change that must not be repeated, by someone who need not be known. */
    JsonNode postOnce(HttpUrl url, JsonNode body) {
        Request request = new Request.Builder()
                .url(url)
                .header("Accept-Language", language.toLanguageTag())
                .post(RequestBody.create(Json.write(body), JSON))
                .build();
        try {
            return once(request, response -> Json.parse(bytes(response, LONGEST_ANSWER)));
        } catch (IOException e) {
            throw new AuditConnectionException("POST " + url.encodedPath() + " failed: " + e.getMessage(), e);
        }
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

    /** Sends a request until it is answered, refused for good, or the attempts are used up. */
    <T> T repeat(Request request, Reader<T> reader) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(request, reader);
            } catch (AuditProblemException e) {
                if (attempt >= attempts || !passing(e)) {
                    throw e;
                }
                LOG.debug(
                        "Attempt {} at {} was answered {}",
                        attempt,
                        request.url().encodedPath(),
                        e.status());
                pause(attempt, e.retryAfter());
            } catch (IOException e) {
                if (attempt >= attempts || Thread.currentThread().isInterrupted()) {
                    throw new AuditConnectionException(
                            request.method() + " " + request.url().encodedPath() + " failed " + attempt + " times: "
                                    + e.getMessage(),
                            e);
                }
                LOG.debug("Attempt {} at {} failed", attempt, request.url().encodedPath(), e);
                pause(attempt, Duration.ZERO);
            }
        }
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
        Duration wait = seconds(response.header("Retry-After"));
        String type = Optional.ofNullable(response.header("Content-Type")).orElse("");
        if (type.startsWith(Problem.MEDIA_TYPE)) {
            try {
                return new AuditProblemException(
                        Problem.fromJson(Json.parse(bytes(response, LONGEST_PROBLEM)), response.code()), wait);
            } catch (MalformedException e) {
                LOG.debug("A problem document could not be read", e);
            }
        }
        String detail = response.isRedirect()
                ? "The answer leads elsewhere, and this client follows no redirect; check the address"
                : "The answer is not a problem document; check the address";
        return new AuditProblemException(
                new Problem("about:blank", response.message(), response.code(), "", detail, List.of()), wait);
    }

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
            Thread.sleep(Math.min(Math.max(wait, least.toMillis()), 60_000));
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

    private static Duration seconds(@Nullable String retryAfter) {
        return retryAfter != null && retryAfter.matches("[0-9]{1,5}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : Duration.ZERO;
    }
}
