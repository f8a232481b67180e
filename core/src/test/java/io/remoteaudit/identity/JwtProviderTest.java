package io.remoteaudit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.remoteaudit.MovedClock;
import io.remoteaudit.ledger.Hash;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token is believed if it is the provider's, for this endpoint, now; whatever it says about itself decides nothing. */
class JwtProviderTest {

    private final MovedClock clock = new MovedClock();
    private final ProviderOnLoopback body = new ProviderOnLoopback(clock);
    private final IdentityProvider provider = body.provider();

    @AfterEach
    void close() {
        body.close();
    }

    @Test
    void tokenProvesWhoSomebodyIsUntilItExpires() {
        assertThat(provider.prove(body.token())).hasValueSatisfying(proven -> {
            assertThat(proven.identity()).isEqualTo(new Identity.AtProvider(body.issuer(), ProviderOnLoopback.PERSON));
            assertThat(proven.until())
                    .isBetween(clock.instant(), clock.instant().plus(Duration.ofMinutes(6)));
            assertThat(proven.certificate()).isNull();
        });
    }

    @Test
    void tokenOfAnotherIssuerIsNoneOfThisProvidersBusiness() {
        assertThat(provider.prove(body.token(claims -> claims.issuer(body.issuer() + "/"))))
                .isEmpty();
        assertThat(provider.prove(body.token(claims -> claims.issuer(null)))).isEmpty();
        assertThat(body.fetches()).isZero();
    }

    @Test
    void tokenForAnotherServiceIsRefused() {
        refused(claims -> claims.audience("https://other.example.com"), "not for '" + ProviderOnLoopback.AUDIENCE);
        refused(claims -> claims.audience((String) null), "not for");
        assertThat(provider.prove(body.token(claims -> claims.audience(List.of("other", ProviderOnLoopback.AUDIENCE)))))
                .isPresent();
    }

    @Test
    void timeIsHeldToTheClockWithTheAllowedSkew() {
        clock.stop();
        refused(claims -> claims.expirationTime(null), "no 'exp'");
        refused(claims -> claims.expirationTime(in(-31)), "expired");
        refused(claims -> claims.notBeforeTime(in(31)), "not valid before");
        refused(claims -> claims.issueTime(in(31)), "issued at");
        refused(claims -> claims.expirationTime(in(7_300)), "longer than");
        refused(claims -> claims.issueTime(null).expirationTime(in(7_300)), "longer than");
        assertThat(provider.prove(body.token(claims ->
                        claims.issueTime(in(-300)).expirationTime(in(-29)).notBeforeTime(in(29)))))
                .isPresent();
        String token = body.token();
        clock.moveTo(Duration.ofMinutes(6));
        assertThatThrownBy(() -> provider.prove(token)).hasMessageContaining("expired");
    }

    @Test
    void onlyTheProvidersOwnSignatureCounts() throws JOSEException {
        JWTClaimsSet claims = body.claims(same -> same);
        refused(new PlainJWT(claims).serialize(), "no signed JWT");
        byte[] published = body.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        JWSHeader shared = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .keyID(body.key().getKeyID())
                .build();
        refused(ProviderOnLoopback.sign(shared, claims, new MACSigner(published)), "HS256, which is not among");
        ECKey strangers = ProviderOnLoopback.newKey();
        refused(ProviderOnLoopback.sign(body.header(), claims, strangers), "no key of the provider");
        JWSHeader carried = new JWSHeader.Builder(body.header())
                .keyID(strangers.getKeyID())
                .jwk(strangers.toPublicJWK())
                .jwkURL(URI.create("http://127.0.0.1:1/keys"))
                .build();
        refused(ProviderOnLoopback.sign(carried, claims, strangers), "no key of the provider");
        String token = body.token();
        refused(token.substring(0, token.lastIndexOf('.') + 1), "no");
        String other = body.token(changed -> changed.subject("somebody else"));
        refused(
                token.substring(0, token.indexOf('.'))
                        + other.substring(other.indexOf('.'), other.lastIndexOf('.'))
                        + token.substring(token.lastIndexOf('.')),
                "no key of the provider");
    }

    @Test
    void algorithmMustFitTheKeyAndBeAllowed() throws JOSEException {
        RSAKey strong = new RSAKeyGenerator(2048).keyID("strong").generate();
        RSAKey weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
        body.keys(new JWKSet(List.of(strong, weak, body.key())).toString(true));
        JWTClaimsSet claims = body.claims(same -> same);
        assertThat(provider.prove(
                        ProviderOnLoopback.sign(rsa(JWSAlgorithm.PS256, "strong"), claims, new RSASSASigner(strong))))
                .isPresent();
        refused(
                ProviderOnLoopback.sign(rsa(JWSAlgorithm.RS512, "strong"), claims, new RSASSASigner(strong)),
                "RS512, which is not among");
        refused(
                ProviderOnLoopback.sign(
                        rsa(JWSAlgorithm.RS256, "weak"),
                        claims,
                        new RSASSASigner(weak.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))),
                "no key of the provider");
        refused(
                ProviderOnLoopback.sign(
                        rsa(JWSAlgorithm.RS256, body.key().getKeyID()), claims, new RSASSASigner(strong)),
                "no key of the provider");
    }

    private static JWSHeader rsa(JWSAlgorithm algorithm, String key) {
        return new JWSHeader.Builder(algorithm).keyID(key).build();
    }

    @Test
    void typeAndCriticalMembersOfTheHeaderAreHeldToWhatIsUnderstood() {
        UnaryOperator<JWTClaimsSet.Builder> same = claims -> claims;
        for (String type : List.of("JWT", "application/at+jwt", "AT+JWT")) {
            JWSHeader header = new JWSHeader.Builder(body.header())
                    .type(new JOSEObjectType(type))
                    .build();
            assertThat(provider.prove(body.token(header, same))).as(type).isPresent();
        }
        JWSHeader untyped = new JWSHeader.Builder(body.header()).type(null).build();
        assertThat(provider.prove(body.token(untyped, same))).isPresent();
        JWSHeader logout = new JWSHeader.Builder(body.header())
                .type(new JOSEObjectType("logout+jwt"))
                .build();
        refused(body.token(logout, same), "of type 'logout+jwt'");
        JWSHeader critical = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(body.key().getKeyID())
                .customParam("http://example.com/must", "x")
                .criticalParams(Set.of("http://example.com/must"))
                .build();
        refused(body.token(critical, same), "not understood");
    }

    @Test
    void personComesFromTheClaimThatIsConfigured() {
        IdentityProvider byNumber = IdentityProvider.oauth2(
                new OAuth2Settings(
                        body.issuer(),
                        ProviderOnLoopback.AUDIENCE,
                        null,
                        "employeeNumber",
                        Set.of("ES256"),
                        Set.of("at+jwt"),
                        "audit",
                        Set.of("urn:mfa"),
                        Duration.ofSeconds(30),
                        Duration.ofHours(2)),
                clock);
        UnaryOperator<JWTClaimsSet.Builder> whole =
                claims -> claims.claim("employeeNumber", "A-17").claim("acr", "urn:mfa");
        assertThat(byNumber.prove(body.token(whole)).orElseThrow().identity())
                .isEqualTo(new Identity.AtProvider(body.issuer(), "A-17"));
        assertThatThrownBy(() -> byNumber.prove(body.token(claims -> claims.claim("acr", "urn:mfa"))))
                .isInstanceOf(UnprovenIdentityException.class)
                .hasMessageContaining("names no person in 'employeeNumber'");
        assertThatThrownBy(() ->
                        byNumber.prove(body.token(claims -> whole.apply(claims).claim("scope", "openid auditing"))))
                .hasMessageContaining("the scope 'audit'");
        assertThat(byNumber.prove(body.token(
                        claims -> whole.apply(claims).claim("scope", null).claim("scp", List.of("audit")))))
                .isPresent();
        assertThatThrownBy(() ->
                        byNumber.prove(body.token(claims -> whole.apply(claims).claim("acr", "urn:password"))))
                .hasMessageContaining("'urn:password' (acr)");
        refused(claims -> claims.subject("\u0007"), "cannot be kept");
        refused(claims -> claims.subject("x".repeat(501)), "cannot be kept");
    }

    @Test
    void confirmationIsTakenOrTheTokenIsNotBelieved() {
        Hash thumbprint = Hash.sha256(new byte[] {1});
        String text = thumbprint.base64().replace('+', '-').replace('/', '_').replace("=", "");
        assertThat(provider.prove(body.token(claims -> claims.claim("cnf", Map.of("x5t#S256", text))))
                        .orElseThrow()
                        .certificate())
                .isEqualTo(thumbprint);
        refused(claims -> claims.claim("cnf", Map.of("jkt", "abc")), "'cnf'");
        refused(claims -> claims.claim("cnf", Map.of("x5t#S256", "abc")), "no SHA-256 thumbprint");
        refused(claims -> claims.claim("cnf", "abc"), "'cnf'");
    }

    @Test
    void newKeyIsFetchedAtOnceAndMadeUpOnesAtMostTwiceAMinute() {
        clock.stop();
        assertThat(provider.prove(body.token())).isPresent();
        clock.moveTo(Duration.ofSeconds(40));
        body.rotate();
        assertThat(provider.prove(body.token())).isPresent();
        assertThat(body.fetches()).isEqualTo(2);
        for (int i = 0; i < 20; i++) {
            JWSHeader made =
                    new JWSHeader.Builder(body.header()).keyID("made-up-" + i).build();
            refused(ProviderOnLoopback.sign(made, body.claims(same -> same), ProviderOnLoopback.newKey()), "no key");
        }
        assertThat(body.fetches()).isEqualTo(2);
    }

    @Test
    void withdrawnKeyIsBelievedForTenMinutesAtMost() {
        String old = body.token(claims -> claims.expirationTime(in(3_600)));
        assertThat(provider.prove(old)).isPresent();
        body.rotate();
        clock.moveTo(Duration.ofMinutes(9));
        assertThat(provider.prove(old)).isPresent();
        clock.moveTo(Duration.ofMinutes(11));
        refused(old, "no key of the provider");
    }

    @Test
    void providerThatDoesNotAnswerLetsNobodyInOnceItsKeysAreOld() {
        assertThat(provider.prove(body.token())).isPresent();
        body.answerWith(503);
        clock.moveTo(Duration.ofMinutes(9));
        assertThat(provider.prove(body.token())).isPresent();
        JWSHeader made = new JWSHeader.Builder(body.header()).keyID("made-up").build();
        refused(body.token(made, same -> same), "no key of the provider");
        clock.moveTo(Duration.ofMinutes(11));
        assertThatThrownBy(() -> provider.prove(body.token()))
                .isInstanceOfSatisfying(
                        IdentityProviderException.class,
                        failure -> assertThat(failure.reachable()).isFalse())
                .hasMessageContaining(body.issuer())
                .hasMessageContaining("503");
        body.answerWith(200);
        assertThatThrownBy(() -> provider.prove(body.token())).isInstanceOf(IdentityProviderException.class);
        clock.moveTo(Duration.ofMinutes(12));
        assertThat(provider.prove(body.token())).isPresent();
    }

    @Test
    void nothingButTheConfiguredAddressesIsAsked() {
        body.answerWith(302);
        broken("answers 302");
        body.answerWith(200);
        body.metadata("{\"issuer\":\"" + body.issuer() + "\",\"jwks_uri\":\"http://127.0.0.1:1/keys\"}");
        broken("at another host");
        body.metadata("{\"issuer\":\"https://evil.example.org\",\"jwks_uri\":\"" + body.issuer() + "/keys\"}");
        broken("of the issuer 'https://evil.example.org'");
        body.metadata("<html>");
        broken("not that of");
        body.metadata("{\"issuer\":\"" + body.issuer() + "\",\"jwks_uri\":\"" + body.issuer() + "/keys\"}");
        body.keys("{\"keys\":[]}");
        broken("0 public keys");
        body.keys("{\"pad\":\"" + "x".repeat(256 << 10) + "\",\"keys\":[]}");
        broken("over 262144 bytes");
        body.close();
        assertThatThrownBy(() -> body.provider().check())
                .isInstanceOfSatisfying(
                        IdentityProviderException.class,
                        failure -> assertThat(failure.reachable()).isFalse())
                .hasMessageContaining("See that it runs");
    }

    private void broken(String why) {
        assertThatThrownBy(() -> body.provider().check())
                .isInstanceOfSatisfying(
                        IdentityProviderException.class,
                        failure -> assertThat(failure.reachable()).isTrue())
                .hasMessageContaining("RA-0421")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.org",
                "https://u:p@login.example.org",
                "login.example.org",
                "https://x/?a=b",
                "http://localhost.example.org/"
            })
    void issuerIsAnHttpsAddressOrOnThisMachine(String issuer) {
        assertThatThrownBy(() -> OAuth2Settings.of(issuer, "a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void settingsThatWouldProveNothingAreRefused() {
        assertThatThrownBy(() -> OAuth2Settings.of("https://login.example.org", " "))
                .hasMessageContaining("any other service");
        for (String algorithm : List.of("none", "HS256", "rs256")) {
            OAuth2Settings usual = OAuth2Settings.of("https://login.example.org", "a");
            assertThatThrownBy(() -> new OAuth2Settings(
                            usual.issuer(),
                            usual.audience(),
                            null,
                            "sub",
                            Set.of("RS256", algorithm),
                            usual.types(),
                            null,
                            Set.of(),
                            usual.skew(),
                            usual.longestLife()))
                    .hasMessageContaining("signature algorithms");
        }
        assertThatThrownBy(() -> new Identities(List.of(provider, body.provider()), false))
                .hasMessageContaining("one issuer");
    }

    private Date in(long seconds) {
        return Date.from(clock.instant().plusSeconds(seconds));
    }

    private void refused(UnaryOperator<JWTClaimsSet.Builder> change, String why) {
        refused(body.token(change), why);
    }

    private void refused(String token, String why) {
        assertThatThrownBy(() -> provider.prove(token))
                .isInstanceOf(UnprovenIdentityException.class)
                .hasMessageContaining("RA-0420")
                .hasMessageContaining(why);
    }
}
