package io.remoteaudit.identity;

import java.util.List;

/**
 * How callers may be known besides tokens of the maker's own.
 *
 * @param providers whose tokens are taken; each issuer once
 * @param clientCertificates whether a client certificate that the host's HTTPS has checked says who somebody is
 */
public record Identities(List<IdentityProvider> providers, boolean clientCertificates) {

    /** Copies the list and checks that no issuer is there twice. */
    public Identities {
        providers = List.copyOf(providers);
        if (providers.stream().map(IdentityProvider::issuer).distinct().count() < providers.size()) {
            throw new IllegalArgumentException("Two identity providers have one issuer");
        }
    }

    /**
     * Tokens of the maker's own alone.
     *
     * @return no providers, no certificates
     */
    public static Identities none() {
        return new Identities(List.of(), false);
    }
}
