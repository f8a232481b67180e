package io.remoteaudit.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one provider, fetched from configured addresses alone: nothing a token says leads anywhere. No redirect is
 * followed, no more is read than a set of keys may be long. Safe for use by several threads.
 */
final class ProviderKeys {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityProvider.class);

    /** A key the provider has withdrawn is believed for no longer than this. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** Tokens with made-up keys may not make us ask the provider more often than this. */
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(30);

    private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 256 << 10;
    private static final int MOST_KEYS = 100;
    private static final int SHORTEST_RSA = 2048;
    private static final Json.Bounds BOUNDS = new Json.Bounds(LONGEST_ANSWER, 20, LONGEST_ANSWER);

    private final OAuth2Settings settings;
    private final Clock clock;
    private final OkHttpClient http = new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .callTimeout(DEADLINE)
            .build();
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Fetched fetched;
    private @Nullable IdentityProviderException failure;
    private Instant failedAt = Instant.MIN;

    ProviderKeys(OAuth2Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** A set of keys, and when it was fetched. */
    private record Fetched(List<JWK> keys, Instant at) {

        boolean within(Duration age, Instant now) {
            return now.isBefore(at.plus(age));
        }
    }

    /** The keys, fetched if there are none yet or those there are have been kept long enough. */
    List<JWK> present() {
        Fetched now = fetched;
        return now != null && now.within(KEPT, clock.instant()) ? now.keys() : renewed();
    }

    /**
     * The keys as the provider has them now, for a token that none of the present ones fits. The same as before if they were
     * fetched just now, or if the provider does not answer and those there are may still be kept.
     */
    List<JWK> renewed() {
        asking.lock();
        try {
            Instant now = clock.instant();
            Fetched before = fetched;
            if (before != null && before.within(BETWEEN_RENEWALS, now)) {
                return before.keys();
            }
            try {
                return fetch(now);
            } catch (IdentityProviderException e) {
                if (before != null && before.within(KEPT, now)) {
                    return before.keys();
                }
                throw e;
            }
        } finally {
            asking.unlock();
        }
    }

    private List<JWK> fetch(Instant now) {
        IdentityProviderException last = failure;
        if (last != null && now.isBefore(failedAt.plus(BETWEEN_FAILURES))) {
            throw last;
        }
        try {
            List<JWK> keys = keys(settings.keys() == null ? keysByMetadata() : settings.keys());
            fetched = new Fetched(keys, now);
            failure = null;
            return keys;
        } catch (IdentityProviderException e) {
            LOG.warn("{}", e.getMessage());
            failure = e;
            failedAt = now;
            throw e;
        }
    }

    private List<JWK> keys(URI address) {
        List<JWK> keys;
        try {
            keys = JWKSet.parse(new String(get(address), StandardCharsets.UTF_8)).getKeys().stream()
                    .filter(key -> !(key instanceof RSAKey rsa) || rsa.size() >= SHORTEST_RSA)
                    .filter(key -> !key.isPrivate())
                    .toList();
        } catch (ParseException e) {
            throw wrong(address, "it answers something else than a JWK Set", e);
        }
        if (keys.isEmpty() || keys.size() > MOST_KEYS) {
            throw wrong(
                    address,
                    "it has " + keys.size() + " public keys that can be used, not 1 to " + MOST_KEYS,
                    new MalformedException("Unusable JWK Set"));
        }
        return keys;
    }

    /** OpenID Connect Discovery appends to the issuer's path; RFC 8414 puts its name in front of it. */
    private URI keysByMetadata() {
        URI issuer = URI.create(settings.issuer());
        String path = issuer.getPath().replaceFirst("/$", "");
        URI openId = issuer.resolve(path + "/.well-known/openid-configuration");
        byte[] metadata;
        try {
            metadata = get(openId);
        } catch (IdentityProviderException e) {
            if (!e.reachable()) {
                throw e;
            }
            metadata = otherwise(issuer.resolve("/.well-known/oauth-authorization-server" + path), e);
        }
        return keysOf(openId, metadata);
    }

    private byte[] otherwise(URI address, IdentityProviderException first) {
        try {
            return get(address);
        } catch (IdentityProviderException e) {
            first.addSuppressed(e);
            throw first;
        }
    }

    private URI keysOf(URI address, byte[] metadata) {
        URI keys;
        try {
            JsonNode json = Json.parse(metadata, BOUNDS);
            if (!json.path("issuer").asText().equals(settings.issuer())) {
                throw new MalformedException(
                        "it is of the issuer '" + json.path("issuer").asText() + "'");
            }
            keys = URI.create(json.path("jwks_uri").asText());
        } catch (MalformedException | IllegalArgumentException e) {
            throw wrong(address, "its metadata is not that of '" + settings.issuer() + "': " + e.getMessage(), e);
        }
        URI issuer = URI.create(settings.issuer());
        if (!String.valueOf(keys.getAuthority()).equals(issuer.getAuthority())
                || !String.valueOf(keys.getScheme()).equals(issuer.getScheme())) {
            throw wrong(
                    address,
                    "it names '" + keys + "' for its keys, which is at another host; if that is its own, configure that"
                            + " address (jwk-set-uri)",
                    new MalformedException("Keys at another host"));
        }
        return keys;
    }

    private byte[] get(URI address) {
        Request request;
        try {
            request = new Request.Builder()
                    .url(address.toURL())
                    .header("Accept", "application/json")
                    .build();
        } catch (IOException | IllegalArgumentException e) {
            throw wrong(address, "that is no address: " + e.getMessage(), e);
        }
        try (Response response = http.newCall(request).execute();
                InputStream body = response.body().byteStream()) {
            if (response.code() != 200) {
                IOException answered = new IOException("HTTP " + response.code());
                throw response.code() >= 500
                        ? unreachable(address, answered)
                        : wrong(address, "it answers " + response.code() + " instead of a document", answered);
            }
            byte[] answer = body.readNBytes(LONGEST_ANSWER + 1);
            if (answer.length > LONGEST_ANSWER) {
                throw wrong(
                        address,
                        "its answer is over " + LONGEST_ANSWER + " bytes",
                        new MalformedException("Over " + LONGEST_ANSWER + " bytes"));
            }
            return answer;
        } catch (IOException e) {
            throw unreachable(address, e);
        }
    }

    private IdentityProviderException unreachable(URI address, IOException cause) {
        return new IdentityProviderException(
                "The identity provider '" + settings.issuer() + "' cannot be asked for its keys at " + address + ": "
                        + cause.getMessage() + "; until it answers, nobody gets in by its tokens. See that it runs, and"
                        + " that this machine reaches it",
                false,
                cause);
    }

    private IdentityProviderException wrong(URI address, String what, Exception cause) {
        return new IdentityProviderException(
                "The identity provider '" + settings.issuer() + "' gives no keys at " + address + ": "
                        + what.replaceAll("\\p{Cntrl}", "?") + ". Correct the issuer or the address of its keys",
                true,
                cause);
    }
}
