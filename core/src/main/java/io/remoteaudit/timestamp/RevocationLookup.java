package io.remoteaudit.timestamp;

import io.remoteaudit.timestamp.RevocationStatus.Entry;
import io.remoteaudit.timestamp.RevocationStatus.Gap;
import io.remoteaudit.timestamp.RevocationStatus.NotRevoked;
import io.remoteaudit.timestamp.RevocationStatus.Revoked;
import io.remoteaudit.timestamp.RevocationStatus.SelfSigned;
import io.remoteaudit.timestamp.RevocationStatus.Unknown;
import java.security.GeneralSecurityException;
import java.security.cert.CRLReason;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.jspecify.annotations.Nullable;

/**
 * Looks certificates up in revocation lists, as of a time (RFC 5280, section 6.3). Only a complete list of the issuer,
 * of that time or later, says that a certificate was not revoked; any list of the issuer may say that it was. Needs no
 * network. Immutable.
 */
public final class RevocationLookup {

    /** After which a time-stamp authority's earlier time-stamps stand (RFC 3161, section 4). */
    private static final Set<CRLReason> LEAVES_TIMESTAMPS = EnumSet.of(
            CRLReason.UNSPECIFIED,
            CRLReason.AFFILIATION_CHANGED,
            CRLReason.SUPERSEDED,
            CRLReason.CESSATION_OF_OPERATION);

    /** After which whoever has the key can make certificates, and with them time-stamps, of any date. */
    private static final Set<CRLReason> COMPROMISED =
            EnumSet.of(CRLReason.KEY_COMPROMISE, CRLReason.CA_COMPROMISE, CRLReason.AA_COMPROMISE);

    private final List<X509CRL> lists;

    /**
     * A look-up in some lists.
     *
     * @param lists the lists, of any issuers and in any order; none is believed but by its issuer's signature
     */
    public RevocationLookup(Collection<X509CRL> lists) {
        this.lists = lists.stream().sorted(IssuedLists.NEWEST_FIRST).toList();
    }

    /** What a certificate's end takes back of what was made with it before. */
    private enum Use {
        SIGNING,
        TIMESTAMPING
    }

    /**
     * Looks up a signer whose signature is known to be from before a time.
     *
     * @param path the signer's certificate and those above it, each signed by the next; the last is trusted by itself
     * @param at the time
     * @return the first certificate's status that is not good, or that all are
     */
    public RevocationStatus ofSigner(List<X509Certificate> path, Instant at) {
        return of(path, at, Use.SIGNING);
    }

    /**
     * Looks up a time-stamp authority, whose own word is all there is for the time: if its key was lost at any time, its
     * earlier time-stamps fall too (RFC 3161, section 4).
     *
     * @param path the authority's certificate and those above it, each signed by the next; the last is trusted by itself
     * @param at the time its time-stamp says
     * @return the first certificate's status that is not good, or that all are
     */
    public RevocationStatus ofAuthority(List<X509Certificate> path, Instant at) {
        return of(path, at, Use.TIMESTAMPING);
    }

    private RevocationStatus of(List<X509Certificate> path, Instant at, Use use) {
        X509Certificate leaf = path.get(0);
        if (path.size() == 1) {
            return isSelfSigned(leaf) ? new SelfSigned(leaf) : new Unknown(leaf, Gap.NO_ISSUER);
        }
        List<Entry> later = new ArrayList<>();
        @Nullable RevocationStatus open = null;
        for (int i = 0; i + 1 < path.size(); i++) {
            RevocationStatus status = of(path.get(i), path.get(i + 1), at, use, i == 0);
            if (status instanceof NotRevoked good) {
                later.addAll(good.later());
            } else if (status instanceof Revoked) {
                // What was revoked counts before what cannot be told.
                return status;
            } else if (open == null) {
                open = status;
            }
        }
        return open == null ? new NotRevoked(later) : open;
    }

    private RevocationStatus of(
            X509Certificate certificate, X509Certificate issuer, Instant at, Use use, boolean leaf) {
        if (!IssuedLists.maySign(issuer)) {
            return new Unknown(certificate, Gap.ISSUER_SIGNS_NONE);
        }
        List<X509CRL> own =
                lists.stream().filter(list -> IssuedLists.isBy(list, issuer)).toList();
        List<X509CRL> standing = own.stream()
                .filter(list -> IssuedLists.covers(list, certificate, at)
                        && IssuedLists.limit(list, certificate).isEmpty())
                .toList();
        List<Entry> later = new ArrayList<>();
        for (X509CRL list : own) {
            Optional<Entry> entry = entry(list, certificate);
            if (entry.isEmpty() || isLifted(entry.get(), list, standing, at)) {
                continue;
            }
            if (countsAgainst(entry.get(), at, use, leaf)) {
                return new Revoked(entry.get());
            }
            if (!later.contains(entry.get())) {
                later.add(entry.get());
            }
        }
        return standing.isEmpty() ? new Unknown(certificate, gap(own, certificate, at)) : new NotRevoked(later);
    }

    private static Optional<Entry> entry(X509CRL list, X509Certificate certificate) {
        X509CRLEntry entry = list.getRevokedCertificate(certificate);
        if (entry == null || entry.getRevocationReason() == CRLReason.REMOVE_FROM_CRL) {
            return Optional.empty();
        }
        return Optional.of(new Entry(
                certificate, entry.getRevocationDate().toInstant(), entry.getRevocationReason(), invalidFrom(entry)));
    }

    /** A hold alone can end (RFC 5280, section 5.3.1): the newest list of before that time decides. */
    private static boolean isLifted(Entry entry, X509CRL list, List<X509CRL> standing, Instant at) {
        return entry.reason() == CRLReason.CERTIFICATE_HOLD
                && standing.stream()
                        .filter(newer ->
                                IssuedLists.wasIssued(newer, at) && IssuedLists.NEWEST_FIRST.compare(newer, list) < 0)
                        .findFirst()
                        .filter(newest -> entry(newest, entry.certificate()).isEmpty())
                        .isPresent();
    }

    private static boolean countsAgainst(Entry entry, Instant at, Use use, boolean leaf) {
        Instant invalid = entry.invalidFrom();
        if (!entry.at().isAfter(at) || (invalid != null && !invalid.isAfter(at))) {
            return true;
        }
        CRLReason reason = entry.reason();
        return switch (use) {
            case SIGNING -> false;
            case TIMESTAMPING ->
                leaf
                        ? reason == null || !LEAVES_TIMESTAMPS.contains(reason)
                        : reason != null && COMPROMISED.contains(reason);
        };
    }

    private static Gap gap(List<X509CRL> own, X509Certificate certificate, Instant at) {
        if (own.isEmpty()) {
            return Gap.NO_LIST;
        }
        return own.stream()
                .filter(list -> IssuedLists.covers(list, certificate, at))
                .findFirst()
                .flatMap(list -> IssuedLists.limit(list, certificate))
                .orElse(Gap.OTHER_TIME);
    }

    private static @Nullable Instant invalidFrom(X509CRLEntry entry) {
        byte[] extension = entry.getExtensionValue(Extension.invalidityDate.getId());
        if (extension == null) {
            return null;
        }
        try {
            return ASN1GeneralizedTime.getInstance(
                            ASN1OctetString.getInstance(extension).getOctets())
                    .getDate()
                    .toInstant();
        } catch (ParseException | RuntimeException e) {
            // Whoever says from when in a way that cannot be read leaves every time open.
            return Instant.MIN;
        }
    }

    /**
     * Whether each list is signed by one of some issuers.
     *
     * @param issuers certificates
     * @param lists lists of whatever time and kind
     * @return false if a list is by none of them
     */
    public static boolean areBy(List<X509Certificate> issuers, List<X509CRL> lists) {
        return lists.stream().allMatch(list -> issuers.stream().anyMatch(issuer -> IssuedLists.isBy(list, issuer)));
    }

    /**
     * Whether a certificate is signed by its own key, so that nobody else vouches for it.
     *
     * @param certificate any certificate
     * @return true if its issuer is itself
     */
    public static boolean isSelfSigned(X509Certificate certificate) {
        if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            // Issued by another of the same name, as when an authority changes its key.
            return false;
        }
    }
}
