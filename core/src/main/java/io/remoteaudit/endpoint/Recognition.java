package io.remoteaudit.endpoint;

import io.remoteaudit.engagement.Caller;
import io.remoteaudit.identity.Identity;
import io.remoteaudit.identity.IdentityProvider;
import io.remoteaudit.identity.ProvenIdentity;
import io.remoteaudit.identity.UnprovenIdentityException;
import io.remoteaudit.ledger.Hash;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request stands for: by a token of the maker's; where that is configured, also by a token of an identity provider or
 * by a client certificate. Safe for use by several threads.
 */
final class Recognition {

    /** Longer than any token of ours, and room for what providers put into theirs. */
    private static final int LONGEST_TOKEN = 8 << 10;

    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/=-]+) *");
    private static final Pattern JWT = Pattern.compile("[^.]+\\.[^.]+\\.[^.]*");

    private final AuditServices services;

    Recognition(AuditServices services) {
        this.services = services;
    }

    /** Whether a request tries to be somebody at all. */
    boolean tried(Request request) {
        return byToken(request) || certificate(request) != null;
    }

    /** Whether a request brings a token: then it says who asks, and no cookie is looked at. */
    static boolean byToken(Request request) {
        return !request.headers().all("Authorization").isEmpty();
    }

    /**
     * Everyone a request may be from: one auditor of one engagement by a token of the maker's, a person in all engagements in
     * which they are bound otherwise.
     *
     * @throws UnprovenIdentityException if a provider's token or a certificate does not hold, or nobody bound what it proves
     */
    List<Caller> of(Request request) {
        Optional<ProvenIdentity> proven = proven(request);
        if (proven.isPresent()) {
            return bound(proven.get());
        }
        return holder(request).map(List::of).orElse(List.of());
    }

    /** Who brings a token of the maker's. */
    Optional<Caller> holder(Request request) {
        return services.engagements().authenticate(token(request), shown(request));
    }

    /** The thumbprint of the certificate the sender showed; null if there was none. */
    static @Nullable Hash shown(Request request) {
        X509Certificate shown = request.clientCertificate();
        return shown == null ? null : thumbprint(shown);
    }

    /**
     * Who a request proves its sender to be, bound or not.
     *
     * @return the identity; empty if a token of the maker's, or nothing, was sent
     * @throws UnprovenIdentityException if what was sent does not hold
     */
    Optional<Identity> identity(Request request) {
        return proven(request).map(ProvenIdentity::identity);
    }

    /** A token that is sent says who asks, also beside a certificate. */
    private Optional<ProvenIdentity> proven(Request request) {
        if (!byToken(request)) {
            return Optional.ofNullable(certificate(request)).map(Recognition::proven);
        }
        String token = token(request);
        if (services.identities().providers().isEmpty() || !JWT.matcher(token).matches()) {
            return Optional.empty();
        }
        ProvenIdentity proven = proven(token);
        requireHolder(proven, request);
        return Optional.of(proven);
    }

    /** The one token that was sent; empty if none was, or what was sent is no token. */
    private static String token(Request request) {
        List<String> values = request.headers().all("Authorization");
        Matcher bearer = BEARER.matcher(values.size() == 1 ? values.get(0) : "");
        return bearer.matches() && values.get(0).length() <= LONGEST_TOKEN ? bearer.group(1) : "";
    }

    private ProvenIdentity proven(String token) {
        for (IdentityProvider provider : services.identities().providers()) {
            Optional<ProvenIdentity> proven = provider.prove(token);
            if (proven.isPresent()) {
                return proven.get();
            }
        }
        throw new UnprovenIdentityException("A token is of none of the identity providers that are configured");
    }

    /** The handshake showed that the sender has the key; since then the certificate may have expired. */
    private static ProvenIdentity proven(X509Certificate certificate) {
        return new ProvenIdentity(
                new Identity.OfCertificate(thumbprint(certificate)),
                certificate.getNotAfter().toInstant(),
                null);
    }

    /** A token that only the holder of a certificate may use is worth nothing without it, whoever has got hold of it. */
    private static void requireHolder(ProvenIdentity proven, Request request) {
        Hash wanted = proven.certificate();
        X509Certificate shown = request.clientCertificate();
        if (wanted != null && (shown == null || !wanted.equals(thumbprint(shown)))) {
            throw new UnprovenIdentityException("A token of " + proven.identity()
                    + " is bound to the client certificate " + wanted.hex() + ", and the request came "
                    + (shown == null ? "without one" : "with another"));
        }
    }

    private List<Caller> bound(ProvenIdentity proven) {
        List<Caller> callers = services.engagements().authenticate(proven.identity(), proven.until());
        if (callers.isEmpty()) {
            throw new UnprovenIdentityException("Nobody bound this identity to an auditor, or its bonds have ended: "
                    + proven.identity() + ". Bind it at the desk if it is an auditor's");
        }
        return callers;
    }

    private @Nullable X509Certificate certificate(Request request) {
        return services.identities().clientCertificates() ? request.clientCertificate() : null;
    }

    private static Hash thumbprint(X509Certificate certificate) {
        try {
            return Hash.sha256(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new UnprovenIdentityException("A client certificate has no encoding: " + e.getMessage());
        }
    }
}
