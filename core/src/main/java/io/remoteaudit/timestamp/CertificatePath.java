package io.remoteaudit.timestamp;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether trusted certificates confirm another, as of a time (RFC 5280, section 6). Stateless. */
public final class CertificatePath {

    private CertificatePath() {}

    /**
     * Looks for a path from a trusted certificate to another, all of it valid at a time. Needs no network; revocation is
     * not looked at.
     *
     * @param certificate the certificate to be confirmed
     * @param between certificates that may stand between; being one of them is no reason to be trusted
     * @param anchors the certificates that are trusted, from outside; at least one
     * @param at the time
     * @throws GeneralSecurityException if there is no such path
     */
    public static void require(
            X509Certificate certificate, List<X509Certificate> between, List<X509Certificate> anchors, Instant at)
            throws GeneralSecurityException {
        find(certificate, between, anchors, at);
    }

    /**
     * Finds a path from a trusted certificate to another, all of it valid at a time. Needs no network; revocation is not
     * looked at.
     *
     * @param certificate the certificate to be confirmed
     * @param between certificates that may stand between; being one of them is no reason to be trusted
     * @param anchors the certificates that are trusted, from outside; at least one
     * @param at the time
     * @return the certificate, those between, and the trusted one, each signed by the next
     * @throws GeneralSecurityException if there is no such path
     */
    public static List<X509Certificate> find(
            X509Certificate certificate, List<X509Certificate> between, List<X509Certificate> anchors, Instant at)
            throws GeneralSecurityException {
        Set<TrustAnchor> trusted = new HashSet<>();
        anchors.forEach(anchor -> trusted.add(new TrustAnchor(anchor, null)));
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(certificate);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, target);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(between)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(at));
        PKIXCertPathBuilderResult found =
                (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
        List<X509Certificate> path = new ArrayList<>();
        found.getCertPath().getCertificates().forEach(one -> path.add((X509Certificate) one));
        X509Certificate anchor = found.getTrustAnchor().getTrustedCert();
        if (path.isEmpty() || !path.get(path.size() - 1).equals(anchor)) {
            path.add(anchor);
        }
        return List.copyOf(path);
    }

    /**
     * A path with what stands above it, as far as that is known. Says nothing of validity, or whom to trust.
     *
     * @param path a certificate and those above it, each signed by the next
     * @param known certificates that may stand above
     * @return the path, up to a certificate that is signed by itself or by none of those known
     */
    public static List<X509Certificate> upwards(List<X509Certificate> path, List<X509Certificate> known) {
        List<X509Certificate> whole = new ArrayList<>(path);
        while (!RevocationLookup.isSelfSigned(whole.get(whole.size() - 1))) {
            Optional<X509Certificate> issuer = issuer(whole.get(whole.size() - 1), known);
            if (issuer.isEmpty() || whole.contains(issuer.get())) {
                break;
            }
            whole.add(issuer.get());
        }
        return List.copyOf(whole);
    }

    /**
     * Who issued a certificate.
     *
     * @param certificate the certificate
     * @param known certificates that may be its issuer's
     * @return the first of its issuer's name whose key has signed it; empty if there is none
     */
    public static Optional<X509Certificate> issuer(X509Certificate certificate, List<X509Certificate> known) {
        return known.stream().filter(one -> isIssuer(one, certificate)).findFirst();
    }

    private static boolean isIssuer(X509Certificate issuer, X509Certificate certificate) {
        if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            // Of the same name, with another key.
            return false;
        }
    }
}
