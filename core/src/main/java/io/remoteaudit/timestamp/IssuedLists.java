package io.remoteaudit.timestamp;

import io.remoteaudit.timestamp.RevocationStatus.Gap;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.security.cert.X509Extension;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;

/** Whose a revocation list is, of when, and for what it speaks (RFC 5280, sections 5.2 and 6.3.3). Stateless. */
final class IssuedLists {

    /** By the number its issuer gave it, and by its date where there is none or the same. */
    static final Comparator<X509CRL> NEWEST_FIRST = Comparator.comparing(IssuedLists::number)
            .thenComparing(X509CRL::getThisUpdate)
            .reversed();

    /** A list is current a little longer than it says, since no two clocks agree. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private static final int CRL_SIGN = 6;

    private static final Set<String> PROCESSED = Set.of(
            Extension.authorityKeyIdentifier.getId(),
            Extension.cRLNumber.getId(),
            Extension.issuingDistributionPoint.getId());

    private static final Set<String> PROCESSED_IN_ENTRIES =
            Set.of(Extension.reasonCode.getId(), Extension.invalidityDate.getId());

    private IssuedLists() {}

    static boolean maySign(X509Certificate issuer) {
        boolean[] usage = issuer.getKeyUsage();
        return usage == null || usage[CRL_SIGN];
    }

    static boolean isBy(X509CRL list, X509Certificate issuer) {
        if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            list.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            // Signed by another of the same name.
            return false;
        }
    }

    static boolean isCurrent(X509CRL list, Instant at) {
        return wasIssued(list, at)
                && list.getNextUpdate() != null
                && !list.getNextUpdate().toInstant().isBefore(at.minus(CLOCKS_APART));
    }

    static boolean wasIssued(X509CRL list, Instant at) {
        return !list.getThisUpdate().toInstant().isAfter(at.plus(CLOCKS_APART));
    }

    /** A later list speaks for an earlier time too, for as long as the certificate has to stay on it. */
    static boolean covers(X509CRL list, X509Certificate certificate, Instant at) {
        Instant issued = list.getThisUpdate().toInstant();
        return isCurrent(list, at)
                || (issued.isAfter(at)
                        && !issued.isAfter(certificate.getNotAfter().toInstant()));
    }

    /** Why a list's silence about a certificate says nothing; empty if it says that the certificate is not revoked. */
    static Optional<Gap> limit(X509CRL list, X509Certificate certificate) {
        if (list.getExtensionValue(Extension.deltaCRLIndicator.getId()) != null) {
            return Optional.of(Gap.DELTA);
        }
        try {
            byte[] extension = list.getExtensionValue(Extension.issuingDistributionPoint.getId());
            Optional<Gap> scope = extension == null
                    ? Optional.empty()
                    : outOfScope(
                            IssuingDistributionPoint.getInstance(
                                    ASN1OctetString.getInstance(extension).getOctets()),
                            certificate);
            return scope.isPresent() ? scope : unknown(list);
        } catch (RuntimeException e) {
            // The ASN.1 library answers malformed input with many kinds of failure.
            return Optional.of(Gap.UNKNOWN_EXTENSION);
        }
    }

    private static Optional<Gap> outOfScope(IssuingDistributionPoint point, X509Certificate certificate) {
        if (point.isIndirectCRL()) {
            return Optional.of(Gap.INDIRECT);
        }
        if (point.onlyContainsUserCerts()
                || point.onlyContainsCACerts()
                || point.onlyContainsAttributeCerts()
                || point.getOnlySomeReasons() != null) {
            return Optional.of(Gap.PARTIAL);
        }
        List<GeneralName> own = DistributionPoints.fullNames(point.getDistributionPoint());
        return point.getDistributionPoint() == null || !Collections.disjoint(own, DistributionPoints.of(certificate))
                ? Optional.empty()
                : Optional.of(Gap.OTHER_POINT);
    }

    private static Optional<Gap> unknown(X509CRL list) {
        if (!PROCESSED.containsAll(critical(list))) {
            return Optional.of(Gap.UNKNOWN_EXTENSION);
        }
        Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
        if (entries != null) {
            for (X509CRLEntry entry : entries) {
                Set<String> critical = critical(entry);
                if (critical.contains(Extension.certificateIssuer.getId())) {
                    return Optional.of(Gap.INDIRECT);
                }
                if (!PROCESSED_IN_ENTRIES.containsAll(critical)) {
                    return Optional.of(Gap.UNKNOWN_EXTENSION);
                }
            }
        }
        return Optional.empty();
    }

    private static Set<String> critical(X509Extension extended) {
        Set<String> critical = extended.getCriticalExtensionOIDs();
        return critical == null ? Set.of() : critical;
    }

    private static BigInteger number(X509CRL list) {
        byte[] extension = list.getExtensionValue(Extension.cRLNumber.getId());
        if (extension == null) {
            return BigInteger.ONE.negate();
        }
        try {
            return ASN1Integer.getInstance(
                            ASN1OctetString.getInstance(extension).getOctets())
                    .getValue();
        } catch (RuntimeException e) {
            // The ASN.1 library answers malformed input with many kinds of failure; such a list has no number.
            return BigInteger.ONE.negate();
        }
    }
}
