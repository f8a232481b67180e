package io.remoteaudit.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An identity provider on this machine: metadata, keys, and tokens of any kind, also such as no provider would issue. */
public final class ProviderOnLoopback implements AutoCloseable {

    public static final String AUDIENCE = "https://qms.example.com/audit";
    public static final String PERSON = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

    private static final String METADATA = "/realm/.well-known/openid-configuration";
    private static final String KEYS = "/realm/keys";

    private final Clock clock;
    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private volatile int status = 200;
    private volatile ECKey key;

    public ProviderOnLoopback(Clock clock) {
        this.clock = clock;
        this.key = newKey();
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
        documents.put(METADATA, "{\"issuer\":\"" + issuer() + "\",\"jwks_uri\":\"" + issuer() + "/keys\"}");
        publish(key);
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
    }

    public OAuth2Settings settings() {
        return OAuth2Settings.of(issuer(), AUDIENCE);
    }

    public IdentityProvider provider() {
        return IdentityProvider.oauth2(settings(), clock);
    }

    /** How often the keys were fetched. */
    int fetches() {
        return fetches.get();
    }

    /** What the provider answers from now on, whatever is asked. */
    void answerWith(int code) {
        this.status = code;
    }

    void metadata(String json) {
        documents.put(METADATA, json);
    }

    void keys(String json) {
        documents.put(KEYS, json);
    }

    /** From now on tokens are signed by another key, which alone is published. */
    void rotate() {
        this.key = newKey();
        publish(key);
    }

    ECKey key() {
        return key;
    }

    private void publish(JWK... published) {
        keys(new JWKSet(List.of(published)).toString(true));
    }

    /** A token as the provider issues it to its person. */
    public String token() {
        return token(claims -> claims);
    }

    /** A token that differs from what the provider usually issues. */
    public String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return token(header(), change);
    }

    String token(JWSHeader header, UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(header, claims(change), key);
    }

    JWSHeader header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(key.getKeyID())
                .type(new JOSEObjectType("at+jwt"))
                .build();
    }

    JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        Instant now = clock.instant();
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .audience(AUDIENCE)
                        .subject(PERSON)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
                        .claim("scope", "openid audit"))
                .build();
    }

    static String sign(JWSHeader header, JWTClaimsSet claims, ECKey by) {
        try {
            return sign(header, claims, new ECDSASigner(by));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner by) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(by);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals(KEYS)) {
            fetches.incrementAndGet();
        }
        String document = new TreeMap<>(documents).get(path);
        byte[] content = String.valueOf(document).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
        exchange.sendResponseHeaders(document == null ? 404 : status, content.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(content);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
