package io.remoteaudit.spring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** The certification body's identity provider: a Spring Authorization Server on this machine, with a few clients. */
final class AuthorizationServer implements AutoCloseable {

    static final String AUDIENCE = "https://qms.example.com/audit";

    /** The body's audit system, whose tokens are for the endpoint. */
    static final String SYSTEM = "audit-system";

    /** The same, with tokens that live for a second. */
    static final String BRIEF = "brief";

    /** A client whose tokens are for another service. */
    static final String ELSEWHERE = "elsewhere";

    /** A client whose tokens begin tomorrow. */
    static final String TOMORROW = "tomorrow";

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private AuthorizationServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static AuthorizationServer start() {
        SpringApplicationBuilder server = new SpringApplicationBuilder(Server.class)
                .registerShutdownHook(false)
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "spring.main.banner-mode=off",
                        "spring.jmx.enabled=false",
                        "remote-audit.enabled=false",
                        "spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.jdbc"
                                + ".DataSourceAutoConfiguration");
        for (String client : List.of(SYSTEM, BRIEF, ELSEWHERE, TOMORROW)) {
            String property = "spring.security.oauth2.authorizationserver.client." + client;
            server.properties(
                    property + ".registration.client-id=" + client,
                    property + ".registration.client-secret={noop}secret of " + client,
                    property + ".registration.client-authentication-methods=client_secret_basic",
                    property + ".registration.authorization-grant-types=client_credentials",
                    property + ".registration.scopes=audit",
                    property + ".token.access-token-time-to-live=" + (client.equals(BRIEF) ? "1s" : "5m"));
        }
        return new AuthorizationServer(server.run());
    }

    String issuer() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** A token for a client, as the server issues it. */
    String token(String client) {
        return token(issuer(), client);
    }

    /** A token for a client that asked at another of the server's names, which then is the issuer. */
    String tokenByName(String client) {
        return token(issuer().replace("127.0.0.1", "localhost"), client);
    }

    private String token(String base, String client) {
        String answer = send(HttpRequest.newBuilder(URI.create(base + "/oauth2/token"))
                .header("Authorization", TestHost.basic(client, "secret of " + client))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&scope=audit")));
        try {
            return new ObjectMapper().readTree(answer).path("access_token").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The public keys as everybody can fetch them. */
    JWKSet publicKeys() {
        try {
            return JWKSet.parse(send(HttpRequest.newBuilder(URI.create(issuer() + "/oauth2/jwks"))));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on another key signs, and it alone is published. */
    void rotate() {
        context.getBean(Keys.class).key = newKey();
    }

    private String send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server's key, which can be changed. */
    static final class Keys implements JWKSource<SecurityContext> {

        private volatile RSAKey key = newKey();

        @Override
        public List<JWK> get(JWKSelector selector, SecurityContext context) {
            return selector.select(new JWKSet(key));
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Server {

        @Bean
        Keys keys() {
            return new Keys();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return token -> {
                String client = token.getRegisteredClient().getClientId();
                token.getClaims().audience(List.of(client.equals(ELSEWHERE) ? "https://other.example.com" : AUDIENCE));
                if (client.equals(TOMORROW)) {
                    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
                    token.getClaims().notBefore(tomorrow);
                }
            };
        }
    }
}
