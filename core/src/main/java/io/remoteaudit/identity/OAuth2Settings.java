package io.remoteaudit.identity;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the tokens of an identity provider must be like to be believed.
 *
 * @param issuer the provider, exactly as {@code iss} of its tokens; https, or http on this machine
 * @param audience what {@code aud} must hold: the name the provider has for this endpoint
 * @param keys where its keys are (JWK Set); null to read that from its metadata below the issuer's address
 * @param personClaim the claim that names the person, {@code sub} with most providers
 * @param algorithms the signature algorithms that are believed
 * @param types what the header {@code typ} may be, without {@code application/}; a token without one counts as {@code JWT}
 * @param scope what {@code scope} (or {@code scp}) must hold; null if nothing in particular
 * @param contexts what {@code acr}, how the person signed in, may be; empty if anything will do
 * @param skew how far the provider's clock may be off
 * @param longestLife the longest time from {@code iat} to {@code exp} that is believed
 */
public record OAuth2Settings(
        String issuer,
        String audience,
        @Nullable URI keys,
        String personClaim,
        Set<String> algorithms,
        Set<String> types,
        @Nullable String scope,
        Set<String> contexts,
        Duration skew,
        Duration longestLife) {

    /** Signatures by a private key the provider alone has. A shared key ({@code HS…}) or none would prove nothing. */
    public static final List<String> ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    private static final Duration LARGEST_SKEW = Duration.ofMinutes(5);
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    /** Checks each. */
    public OAuth2Settings {
        requireAddress("issuer", URI.create(issuer));
        if (audience.isBlank()) {
            throw new IllegalArgumentException(
                    "the audience is missing: without it, a token made for any other service of " + issuer
                            + " would be believed here");
        }
        if (keys != null) {
            requireAddress("JWK Set", keys);
        }
        if (personClaim.isBlank()) {
            throw new IllegalArgumentException(
                    "the claim that names the person is blank; it is 'sub' with most providers");
        }
        algorithms = Set.copyOf(algorithms);
        if (algorithms.isEmpty() || !ALGORITHMS.containsAll(algorithms)) {
            throw new IllegalArgumentException(
                    "the signature algorithms are one or more of " + String.join(", ", ALGORITHMS));
        }
        types = Set.copyOf(types);
        if (types.isEmpty()) {
            throw new IllegalArgumentException("no type of token is allowed; 'at+jwt' and 'JWT' are usual");
        }
        contexts = Set.copyOf(contexts);
        if (skew.isNegative() || skew.compareTo(LARGEST_SKEW) > 0) {
            throw new IllegalArgumentException("clocks may be off by 0 to " + LARGEST_SKEW.toMinutes() + " minutes");
        }
        if (longestLife.isNegative() || longestLife.isZero() || longestLife.compareTo(LONGEST_LIFE) > 0) {
            throw new IllegalArgumentException(
                    "a token may live for more than nothing and at most " + LONGEST_LIFE.toHours() + " hours");
        }
    }

    /**
     * The settings most providers need.
     *
     * @param issuer the provider
     * @param audience the name it has for this endpoint
     * @return keys by its metadata, {@code sub}, RS256, PS256 and ES256, {@code at+jwt} and {@code JWT}, any scope, any way to
     *     sign in, 30 seconds off, 2 hours of life
     */
    public static OAuth2Settings of(String issuer, String audience) {
        return new OAuth2Settings(
                issuer,
                audience,
                null,
                "sub",
                Set.of("RS256", "PS256", "ES256"),
                Set.of("at+jwt", "JWT"),
                null,
                Set.of(),
                Duration.ofSeconds(30),
                Duration.ofHours(2));
    }

    private static void requireAddress(String what, URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = address.getHost();
        if (host == null
                || address.getUserInfo() != null
                || address.getFragment() != null
                || address.getQuery() != null) {
            throw new IllegalArgumentException("the address of the " + what
                    + " is like https://login.example.org/realm, without user, query or fragment, not '" + address
                    + "'");
        }
        if (!scheme.equals("https") && !(scheme.equals("http") && thisMachine(host))) {
            throw new IllegalArgumentException("the address of the " + what + " '" + address
                    + "' is not https: whoever stands in between could put in keys of their own. http is taken on this"
                    + " machine alone, for trials");
        }
    }

    /** Only addresses and the one name that is always this machine's: any other name could lead anywhere tomorrow. */
    private static boolean thisMachine(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
