package io.remoteaudit.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.remoteaudit.ledger.Hash;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Believes signed JWTs of one issuer. What decides whether to believe comes from the settings, never from the token. */
final class JwtProvider implements IdentityProvider {

    private static final String MEDIA_TYPE = "application/";
    private static final String CONFIRMATION = "cnf";
    private static final String THUMBPRINT = "x5t#S256";

    private final OAuth2Settings settings;
    private final ProviderKeys keys;
    private final Clock clock;
    private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

    JwtProvider(OAuth2Settings settings, ProviderKeys keys, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public String issuer() {
        return settings.issuer();
    }

    @Override
    public String audience() {
        return settings.audience();
    }

    @Override
    public void check() {
        keys.present();
    }

    @Override
    public Optional<ProvenIdentity> prove(String token) {
        SignedJWT jwt;
        JWTClaimsSet claims;
        try {
            jwt = SignedJWT.parse(token);
            claims = jwt.getJWTClaimsSet();
        } catch (ParseException | IllegalArgumentException e) {
            throw refusal("it is no signed JWT");
        }
        if (claims == null || !settings.issuer().equals(claims.getIssuer())) {
            return Optional.empty();
        }
        requireHeader(jwt.getHeader());
        if (!signed(jwt, keys.present()) && !signed(jwt, keys.renewed())) {
            throw refusal("no key of the provider made its signature (kid '"
                    + jwt.getHeader().getKeyID() + "')");
        }
        requireAudience(claims);
        requireTime(claims);
        requireScope(claims);
        return Optional.of(new ProvenIdentity(
                person(claims), claims.getExpirationTime().toInstant().plus(settings.skew()), certificate(claims)));
    }

    private void requireHeader(JWSHeader header) {
        String algorithm = header.getAlgorithm().getName();
        if (!settings.algorithms().contains(algorithm)) {
            throw refusal("it is signed by " + algorithm + ", which is not among " + settings.algorithms());
        }
        String type = header.getType() == null
                ? JOSEObjectType.JWT.getType()
                : header.getType().getType();
        String bare = type.toLowerCase(Locale.ROOT).startsWith(MEDIA_TYPE) ? type.substring(MEDIA_TYPE.length()) : type;
        if (settings.types().stream().noneMatch(bare::equalsIgnoreCase)) {
            throw refusal("it is of type '" + type + "', which is not among " + settings.types());
        }
        if (header.getCriticalParams() != null) {
            throw refusal("its header asks for what is not understood here: " + header.getCriticalParams());
        }
    }

    private boolean signed(SignedJWT jwt, List<JWK> candidates) {
        JWKMatcher fitting = JWKMatcher.forJWSHeader(jwt.getHeader());
        for (JWK key : candidates) {
            if (fitting.matches(key) && key instanceof AsymmetricJWK pair) {
                try {
                    if (jwt.verify(verifiers.createJWSVerifier(jwt.getHeader(), pair.toPublicKey()))) {
                        return true;
                    }
                } catch (JOSEException e) {
                    throw refusal("its signature cannot be checked: " + e.getMessage());
                }
            }
        }
        return false;
    }

    private void requireAudience(JWTClaimsSet claims) {
        if (!claims.getAudience().contains(settings.audience())) {
            throw refusal("it was issued for " + claims.getAudience() + ", not for '" + settings.audience() + "'");
        }
    }

    private void requireTime(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Instant end = instant(claims.getExpirationTime());
        if (end == null) {
            throw refusal("it never expires (no 'exp')");
        }
        if (!now.isBefore(end.plus(settings.skew()))) {
            throw refusal("it expired at " + end);
        }
        Instant begin = instant(claims.getNotBeforeTime());
        if (begin != null && now.isBefore(begin.minus(settings.skew()))) {
            throw refusal("it is not valid before " + begin + "; compare the clocks");
        }
        Instant issued = instant(claims.getIssueTime());
        if (issued != null && now.isBefore(issued.minus(settings.skew()))) {
            throw refusal("it says it is issued at " + issued + ", which is not yet; compare the clocks");
        }
        Duration life = Duration.between(issued == null ? now : issued, end);
        if (life.compareTo(settings.longestLife()) > 0) {
            throw refusal("it lives for " + life + ", longer than " + settings.longestLife());
        }
    }

    private void requireScope(JWTClaimsSet claims) {
        String scope = settings.scope();
        if (scope != null
                && !words(claims.getClaim("scope")).contains(scope)
                && !words(claims.getClaim("scp")).contains(scope)) {
            throw refusal("it does not have the scope '" + scope + "'");
        }
        Object context = claims.getClaim("acr");
        if (!settings.contexts().isEmpty()
                && !(context instanceof String text && settings.contexts().contains(text))) {
            throw refusal("the person signed in by '" + context + "' (acr), which is not among " + settings.contexts());
        }
    }

    /** A scope is one text of words with most providers, a list with some. */
    private static List<String> words(@Nullable Object claim) {
        if (claim instanceof String text) {
            return Arrays.asList(text.split(" "));
        }
        return claim instanceof Collection<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private Identity person(JWTClaimsSet claims) {
        if (!(claims.getClaim(settings.personClaim()) instanceof String subject)) {
            throw refusal("it names no person in '" + settings.personClaim() + "'");
        }
        try {
            return new Identity.AtProvider(settings.issuer(), subject);
        } catch (IllegalArgumentException e) {
            throw refusal("its '" + settings.personClaim() + "' cannot be kept: " + e.getMessage());
        }
    }

    /** A confirmation of another kind also means that not everyone may use the token, so it is not believed at all. */
    private @Nullable Hash certificate(JWTClaimsSet claims) {
        Object confirmation = claims.getClaim(CONFIRMATION);
        if (confirmation == null) {
            return null;
        }
        if (confirmation instanceof Map<?, ?> members
                && members.size() == 1
                && members.get(THUMBPRINT) instanceof String thumbprint) {
            try {
                return Hash.of(Base64.getUrlDecoder().decode(thumbprint));
            } catch (IllegalArgumentException e) {
                throw refusal("its 'cnf' holds no SHA-256 thumbprint");
            }
        }
        throw refusal("it is bound to a key in a way that is not understood here ('cnf')");
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private UnprovenIdentityException refusal(String why) {
        return new UnprovenIdentityException("A token of '" + settings.issuer() + "' does not hold: " + why);
    }
}
