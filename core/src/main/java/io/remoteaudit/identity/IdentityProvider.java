package io.remoteaudit.identity;

import java.time.Clock;
import java.util.Optional;

/**
 * Tells whom a token of a certification body's own identity provider stands for. What the person may see is not asked of
 * it. Safe for use by several threads.
 */
public interface IdentityProvider {

    /**
     * Who issues the tokens.
     *
     * @return the provider, as its tokens name it
     */
    String issuer();

    /**
     * For whom tokens have to be issued, so that they can be used here.
     *
     * @return the audience
     */
    String audience();

    /**
     * Checks a token.
     *
     * @param token what was sent, at most 8 kB
     * @return what it proves; empty if it does not claim to be of this provider
     * @throws UnprovenIdentityException if it does not hold
     * @throws IdentityProviderException if it cannot be checked, since the provider's keys are not to be had
     */
    Optional<ProvenIdentity> prove(String token);

    /**
     * Asks the provider for its keys, so that mistakes in the settings are known before somebody comes.
     *
     * @throws IdentityProviderException if they are not to be had
     */
    void check();

    /**
     * A provider whose tokens are signed JWTs (RFC 7519, RFC 9068). Needs {@code com.nimbusds:nimbus-jose-jwt} on the class
     * path.
     *
     * @param settings what its tokens must be like
     * @param clock tells what has expired
     * @return the provider, of which nothing is asked yet
     */
    static IdentityProvider oauth2(OAuth2Settings settings, Clock clock) {
        return new JwtProvider(settings, new ProviderKeys(settings, clock), clock);
    }
}
