package io.remoteaudit.spring;

import io.remoteaudit.identity.Identities;
import io.remoteaudit.identity.IdentityProvider;
import io.remoteaudit.identity.IdentityProviderException;
import io.remoteaudit.identity.OAuth2Settings;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Reads whose word a host takes for who an auditor is. Stateless. */
final class IdentityProviders {

    private static final String PROPERTY = "remote-audit.endpoint.identity.providers[%d]";
    private static final String MISTAKE = "RA-0919";
    private static final String LIBRARY = "com.nimbusds.jwt.SignedJWT";

    private IdentityProviders() {}

    /** The configured ones behind those the host made itself. While the endpoint is off, nobody is asked for anything. */
    static Identities of(List<IdentityProvider> beans, RemoteAuditProperties.Endpoint endpoint) {
        List<IdentityProvider> providers = new ArrayList<>(beans);
        List<RemoteAuditProperties.Provider> given = endpoint.identity().providers();
        for (int i = 0; i < given.size(); i++) {
            String property = PROPERTY.formatted(i);
            IdentityProvider provider = provider(property, given.get(i));
            if (endpoint.enabled()) {
                check(property, provider, given.get(i).requiredAtStart());
            }
            providers.add(provider);
        }
        try {
            return new Identities(providers, endpoint.identity().clientCertificates());
        } catch (IllegalArgumentException e) {
            throw new MisconfiguredException(
                    MISTAKE,
                    "The properties 'remote-audit.endpoint.identity.providers' cannot be used: " + e.getMessage() + ".",
                    "Keep one provider of each issuer.",
                    e);
        }
    }

    private static IdentityProvider provider(String property, RemoteAuditProperties.Provider given) {
        String issuer = required(property + ".issuer", given.issuer(), "https://login.example.org/realm");
        String audience = required(property + ".audience", given.audience(), "https://qms.example.com/audit");
        if (!ClassUtils.isPresent(LIBRARY, IdentityProviders.class.getClassLoader())) {
            throw new MisconfiguredException(
                    MISTAKE,
                    "The property '" + property + ".issuer' is set, but there is nothing on the class path that reads"
                            + " tokens.",
                    "Add com.nimbusds:nimbus-jose-jwt, or org.springframework.security:spring-security-oauth2-jose,"
                            + " which brings it.");
        }
        String keys = given(given.jwkSetUri());
        try {
            return IdentityProvider.oauth2(
                    new OAuth2Settings(
                            issuer,
                            audience,
                            keys == null ? null : URI.create(keys),
                            given.personClaim(),
                            Set.copyOf(given.algorithms()),
                            Set.copyOf(given.tokenTypes()),
                            given(given.requiredScope()),
                            Set.copyOf(given.requiredAcr()),
                            given.clockSkew(),
                            given.longestToken()),
                    Clock.systemUTC());
        } catch (IllegalArgumentException e) {
            throw new MisconfiguredException(
                    MISTAKE,
                    "The properties '" + property + ".*' cannot be used: " + e.getMessage() + ".",
                    "Correct them.",
                    e);
        }
    }

    /**
     * What answers wrongly is a mistake in the configuration. What does not answer may answer later: a provider is another
     * firm's, and the host's own work need not wait for it; why it does not, its log says.
     */
    private static void check(String property, IdentityProvider provider, boolean required) {
        try {
            provider.check();
        } catch (IdentityProviderException e) {
            if (e.reachable()) {
                throw new MisconfiguredException(
                        "RA-0920",
                        withoutCode(e) + ".",
                        "Compare '" + property + ".issuer' with the provider's own metadata, or name the address of its"
                                + " keys by '" + property + ".jwk-set-uri'.",
                        e);
            }
            if (required) {
                throw new MisconfiguredException(
                        "RA-0921",
                        withoutCode(e) + ".",
                        "Or set '" + property + ".required-at-start' to false to start without it.",
                        e);
            }
        }
    }

    private static String withoutCode(IdentityProviderException failure) {
        return String.valueOf(failure.getMessage()).replaceFirst("^RA-[0-9]{4}: ", "");
    }

    private static String required(String property, @Nullable String value, String example) {
        if (value == null || value.isBlank()) {
            throw new MisconfiguredException(
                    MISTAKE,
                    "The property '" + property + "' is not set.",
                    "Set it, for example to '" + example + "'.");
        }
        return value;
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
