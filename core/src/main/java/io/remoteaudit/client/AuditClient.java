package io.remoteaudit.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.BoundIdentity;
import io.remoteaudit.api.EngagementView;
import io.remoteaudit.api.GrantedToken;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.LogKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A client of one maker's audit endpoint. Safe for use by several threads; to be closed when it is no longer needed.
 *
 * <pre>{@code
 * try (AuditClient client = AuditClient.builder("https://qms.example.com", token).open()) {
 *     EngagementClient audit = client.engagement("ENG-2026-001");
 *     audit.records().search(SearchQuery.of("BFE<95")).items().forEach(item -> System.out.println(item.record().id()));
 * }
 * }</pre>
 *
 * <p>Every call blocks until it is answered. It fails with an {@link AuditProblemException} if the endpoint refuses, with
 * an {@link AuditConnectionException} if the endpoint cannot be reached, and with a {@link
 * io.remoteaudit.ledger.MalformedException} if the answer is not as the contract says. Reads, and changes under the
 * idempotency key the client gives each of them, are repeated when the connection failed and when the endpoint asks to
 * come back later (429, 502, 503, 504), at least as late as it says, and never when it refuses what was asked.
 */
public final class AuditClient implements AutoCloseable {

    private final Transport transport;
    private final HttpUrl base;
    private final Witness witness;
    private final Map<String, String> redemptions = new ConcurrentHashMap<>();

    private AuditClient(Transport transport, HttpUrl base, Witness witness) {
        this.transport = transport;
        this.base = base;
        this.witness = witness;
    }

    /**
     * Starts to set up a client.
     *
     * @param baseUrl the maker's host, or the path below which its quality system answers; {@code https}, or {@code
     *     http} on this machine
     * @param token the access token the maker gave
     * @return a builder
     * @throws IllegalArgumentException if the address is not one, or would send the token in the clear
     */
    public static Builder builder(String baseUrl, String token) {
        Objects.requireNonNull(token, "token");
        return new Builder(baseUrl, () -> token);
    }

    /**
     * Starts to set up a client whose tokens are those of the body's own identity provider, which end after minutes.
     *
     * @param baseUrl as in {@link #builder(String, String)}
     * @param tokens asked for each request, by any thread; gives a token that still holds, and keeps it as long as it does
     * @return a builder
     * @throws IllegalArgumentException if the address is not one, or would send tokens in the clear
     */
    public static Builder builder(String baseUrl, Supplier<String> tokens) {
        return new Builder(baseUrl, tokens);
    }

    /**
     * Starts to set up a client without a token, which can read the endpoint's description and redeem an invitation, or
     * act by a client certificate of the client that {@link Builder#http} brings.
     *
     * @param baseUrl as in {@link #builder(String, String)}
     * @return a builder
     * @throws IllegalArgumentException if the address is not one, or would send secrets in the clear
     */
    public static Builder builder(String baseUrl) {
        return new Builder(baseUrl, () -> "");
    }

    /**
     * Redeems an invitation. It is sent under an idempotency key of this client's own, so that a lost answer is had again:
     * by this method itself, or by calling it once more within {@link
     * io.remoteaudit.engagement.Invitations#ANSWERED_AGAIN_FOR}.
     *
     * @param invitation what the link of the invitation holds, from {@code ri_} on
     * @param code the code that came another way
     * @return the token, which nobody else can have
     */
    public GrantedToken redeem(String invitation, String code) {
        String key = redemptions.computeIfAbsent(
                invitation, unused -> UUID.randomUUID().toString() + UUID.randomUUID());
        HttpUrl url = transport.url("audit", "v1", "invitations", "redemption").build();
        ObjectNode body = Json.object().put("invitation", invitation).put("code", code);
        return GrantedToken.fromJson(transport
                .post(transport.open(url).header("Idempotency-Key", key), body)
                .json());
    }

    /**
     * Redeems an invitation for the identity this client proves, by its provider's token or its client certificate: from then
     * on that lets in. A lost answer is had again by calling this once more.
     *
     * @param invitation what the link of the invitation holds, from {@code ri_} on
     * @param code the code that came another way
     * @return whom the identity stands for
     */
    public BoundIdentity bindIdentity(String invitation, String code) {
        HttpUrl url = transport.url("audit", "v1", "invitations", "binding").build();
        ObjectNode body = Json.object().put("invitation", invitation).put("code", code);
        return BoundIdentity.fromJson(
                transport.post(transport.request(url), body).json());
    }

    /**
     * The contract the endpoint keeps to.
     *
     * @return OpenAPI 3.1, as YAML
     */
    public String contract() {
        return transport.text(transport
                .open(transport.url("audit", "v1", "openapi.yaml").build())
                .build());
    }

    /**
     * What a device is to sign that is to say who comes in.
     *
     * @return {@code ceremony} and {@code publicKey} as the contract says
     */
    public JsonNode passkeySignInOptions() {
        HttpUrl url =
                transport.url("audit", "v1", "passkeys", "sign-in", "options").build();
        return transport.post(transport.open(url), Json.object()).json();
    }

    /**
     * Comes in with a passkey. What a device has signed lets it in once: if the answer is lost, begin anew.
     *
     * @param assertion what the device answered, with the ceremony, as the contract says
     * @return the token, which cannot be had again
     */
    public GrantedToken signIn(JsonNode assertion) {
        HttpUrl url = transport.url("audit", "v1", "passkeys", "sign-in").build();
        return GrantedToken.fromJson(
                transport.post(transport.open(url), assertion).json());
    }

    /**
     * What the endpoint says about itself.
     *
     * @return the description
     */
    public EndpointDescription describe() {
        return EndpointDescription.fromJson(transport
                .getOpen(transport.url(".well-known", "remote-audit").build())
                .json());
    }

    /**
     * The engagements the token is for, or the person is bound in.
     *
     * @return the engagements
     */
    public Page<EngagementView> engagements() {
        return Page.fromJson(
                transport
                        .get(transport.url("audit", "v1", "engagements").build())
                        .json(),
                EngagementView::fromJson);
    }

    /**
     * One engagement.
     *
     * @param id its id
     * @return what can be done in it; nothing is asked of the endpoint yet
     */
    public EngagementClient engagement(String id) {
        return new EngagementClient(
                transport,
                witness,
                id,
                base.newBuilder()
                        .addEncodedPathSegments("audit/v1/engagements/" + PathSegment.of(id))
                        .build());
    }

    /** Ends open connections and event streams. */
    @Override
    public void close() {
        transport.http().dispatcher().cancelAll();
        transport.http().dispatcher().executorService().shutdown();
        transport.http().connectionPool().evictAll();
    }

    /** Collects what a client needs. Not safe for use by several threads. */
    public static final class Builder {

        private final HttpUrl base;
        private final Supplier<String> tokens;
        private Locale language = Locale.ENGLISH;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration readTimeout = Duration.ofSeconds(30);
        private int attempts = 4;
        private Duration firstPause = Duration.ofMillis(200);
        private Duration longestPause = Duration.ofSeconds(10);
        private CheckpointStore checkpoints = CheckpointStore.inMemory();
        private Waiting waiting = Waiting.real();
        private @Nullable LogKey logKey;
        private @Nullable OkHttpClient http;

        private Builder(String baseUrl, Supplier<String> tokens) {
            this.tokens = Objects.requireNonNull(tokens, "tokens");
            HttpUrl url = HttpUrl.get(baseUrl);
            if (!url.isHttps() && !loopback(url.host())) {
                throw new IllegalArgumentException("The token would travel in the clear to " + url.host()
                        + "; use https, or http on this machine only");
            }
            if (url.query() != null || url.fragment() != null || !url.username().isEmpty()) {
                throw new IllegalArgumentException(
                        "The address of an endpoint has no query, fragment or user: " + url.redact());
            }
            this.base = url.encodedPath().endsWith("/")
                    ? url.newBuilder().removePathSegment(url.pathSize() - 1).build()
                    : url;
        }

        /**
         * Sets the language of problems.
         *
         * @param locale Chinese or English; English unless said otherwise
         * @return this builder
         */
        public Builder language(Locale locale) {
            this.language = Objects.requireNonNull(locale, "locale");
            return this;
        }

        /**
         * Sets how long the client waits.
         *
         * @param connect for a connection; 10 s unless said otherwise
         * @param read for the next bytes of an answer; 30 s unless said otherwise
         * @return this builder
         */
        public Builder timeouts(Duration connect, Duration read) {
            this.connectTimeout = connect;
            this.readTimeout = read;
            return this;
        }

        /**
         * Sets how often a request is sent before the client gives up.
         *
         * @param most how often at most, the first time included; 4 unless said otherwise
         * @param first the pause after the first, which doubles each time; 200 ms unless said otherwise
         * @param longest the longest pause, unless the endpoint asks for more; 10 s unless said otherwise. If it asks for
         *     more than two minutes, the client gives up at once, and {@link AuditProblemException#retryAfter} says so
         * @return this builder
         */
        public Builder attempts(int most, Duration first, Duration longest) {
            if (most < 1 || first.toMillis() < 1 || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException("A request is sent at least once, with pauses that do not shrink");
            }
            this.attempts = most;
            this.firstPause = first;
            this.longestPause = longest;
            return this;
        }

        /**
         * Sets where the last checkpoint of each maker is kept.
         *
         * @param store in memory unless said otherwise, which catches nothing that happens between visits
         * @return this builder
         */
        public Builder checkpoints(CheckpointStore store) {
            this.checkpoints = Objects.requireNonNull(store, "store");
            return this;
        }

        /**
         * Sets the key the maker's ledger must be signed with.
         *
         * @param key the key, got from the maker another way. Without one the client believes the key the endpoint
         *     names at the first visit, and holds the maker to it
         * @return this builder
         */
        public Builder logKey(LogKey key) {
            this.logKey = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * Brings the host's own HTTP client, for proxies or certificates of its own.
         *
         * @param client its settings are taken over, except that redirects are never followed
         * @return this builder
         */
        public Builder http(OkHttpClient client) {
            this.http = Objects.requireNonNull(client, "client");
            return this;
        }

        /** Sets how the client waits between attempts, so that tests need not. */
        Builder waiting(Waiting how) {
            this.waiting = how;
            return this;
        }

        /**
         * Makes the client. Nothing is asked of the endpoint yet.
         *
         * @return the client
         */
        public AuditClient open() {
            OkHttpClient.Builder settings = http == null ? new OkHttpClient.Builder() : http.newBuilder();
            OkHttpClient client = settings.followRedirects(false)
                    .followSslRedirects(false)
                    .connectTimeout(connectTimeout)
                    .readTimeout(readTimeout)
                    .writeTimeout(readTimeout)
                    .build();
            Transport transport =
                    new Transport(client, base, tokens, language, attempts, firstPause, longestPause, waiting);
            return new AuditClient(transport, base, new Witness(transport, checkpoints, logKey));
        }

        private static boolean loopback(String host) {
            if (host.equals("localhost")) {
                return true;
            }
            try {
                // Only an address as text is looked at: a name could lead anywhere tomorrow.
                return host.matches("[0-9a-fA-F:.]+")
                        && InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException e) {
                return false;
            }
        }
    }
}
