package io.remoteaudit.timestamp;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.MalformedException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * A time-stamp token (RFC 3161, section 2.4.2): an authority's word that a digest existed at a time. Reading one checks
 * its form and its own signature; {@link #verify} checks whether anyone should believe it. Immutable.
 */
public final class Timestamp {

    static final int LARGEST = 64 * 1024;
    private static final String UNTRUSTED = "RA-0241";

    private final byte[] encoded;
    private final TimeStampToken token;
    private final X509Certificate signer;
    private final List<X509Certificate> certificates;

    private Timestamp(
            byte[] encoded, TimeStampToken token, X509Certificate signer, List<X509Certificate> certificates) {
        this.encoded = encoded;
        this.token = token;
        this.signer = signer;
        this.certificates = List.copyOf(certificates);
    }

    /**
     * Reads a token.
     *
     * @param token exactly one DER or BER object, at most 64 KiB; copied
     * @return the time-stamp
     * @throws MalformedException if it is no time-stamp token over SHA-256 with its signer's certificate
     */
    public static Timestamp parse(byte[] token) {
        if (token.length > LARGEST) {
            throw new MalformedException("A time-stamp of " + token.length + " bytes is over the limit of " + LARGEST);
        }
        byte[] own = token.clone();
        try (ASN1InputStream in = new ASN1InputStream(own, true)) {
            ASN1Primitive object = in.readObject();
            if (object == null || in.read() >= 0) {
                throw new MalformedException("A time-stamp is exactly one ASN.1 object");
            }
            TimeStampToken parsed = new TimeStampToken(ContentInfo.getInstance(object));
            if (!NISTObjectIdentifiers.id_sha256.equals(
                    parsed.getTimeStampInfo().getMessageImprintAlgOID())) {
                throw new MalformedException("A time-stamp here is over a SHA-256 digest");
            }
            // Reads it now: what is malformed must not show only when it is asked for.
            Hash.of(parsed.getTimeStampInfo().getMessageImprintDigest());
            return of(own, parsed);
        } catch (IOException | TSPException | GeneralSecurityException | RuntimeException e) {
            // The ASN.1 library answers malformed input with many kinds of failure.
            throw e instanceof MalformedException malformed
                    ? malformed
                    : new MalformedException("Not a time-stamp token: " + e.getMessage(), e);
        }
    }

    private static Timestamp of(byte[] encoded, TimeStampToken token) throws GeneralSecurityException {
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        List<X509Certificate> certificates = new ArrayList<>();
        X509Certificate signer = null;
        for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
            X509Certificate certificate = converter.getCertificate(holder);
            certificates.add(certificate);
            if (token.getSID().match(holder)) {
                signer = certificate;
            }
        }
        if (signer == null) {
            throw new MalformedException("The time-stamp does not hold its signer's certificate");
        }
        return new Timestamp(encoded, token, signer, certificates);
    }

    /**
     * The time, by the authority's clock.
     *
     * @return the time
     */
    public Instant at() {
        return token.getTimeStampInfo().getGenTime().toInstant();
    }

    /**
     * What existed then.
     *
     * @return its SHA-256 digest
     */
    public Hash imprint() {
        return Hash.of(token.getTimeStampInfo().getMessageImprintDigest());
    }

    /**
     * The token as {@code openssl ts -verify -token_in} reads it.
     *
     * @return a new array
     */
    public byte[] token() {
        return encoded.clone();
    }

    /**
     * Who says so.
     *
     * @return the authority's certificate, which only {@link #verify} gives a reason to believe
     */
    public X509Certificate signer() {
        return signer;
    }

    /**
     * The certificates inside.
     *
     * @return the signer's and usually those above it
     */
    public List<X509Certificate> certificates() {
        return certificates;
    }

    Optional<BigInteger> nonce() {
        return Optional.ofNullable(token.getTimeStampInfo().getNonce());
    }

    /**
     * Checks that it is what its signer made: it is over this digest; signature and ESSCertID hold; and the signer's
     * certificate is for time-stamping alone (critical extended key usage, RFC 3161, section 2.3) and was valid then.
     * Says nothing about who the signer is.
     *
     * @param expected the digest that was to be time-stamped
     * @throws TimestampException {@code RA-0241} with the reason if it does not hold
     */
    public void requireSound(Hash expected) {
        if (!MessageDigest.isEqual(expected.toBytes(), imprint().toBytes())) {
            throw new TimestampException(UNTRUSTED, "The time-stamp is over something else");
        }
        try {
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
        } catch (TSPException | OperatorCreationException | RuntimeException e) {
            // The ASN.1 library parses late and answers malformed parts with many kinds of failure.
            throw new TimestampException(
                    UNTRUSTED, "The time-stamp's signature or its certificate does not hold: " + e.getMessage(), e);
        }
    }

    /**
     * Checks everything that makes it believable: that it is sound, and that its signer's chain ended in a trusted
     * certificate at its time. Needs no network; revocation is not looked at.
     *
     * @param expected the digest that was to be time-stamped
     * @param anchors the certificates that are trusted, from outside
     * @throws TimestampException {@code RA-0241} with the reason if it does not hold
     */
    public void verify(Hash expected, List<X509Certificate> anchors) {
        requireSound(expected);
        try {
            CertificatePath.require(signer, certificates, anchors, at());
        } catch (GeneralSecurityException e) {
            throw new TimestampException(
                    UNTRUSTED,
                    "No trusted certificate confirms the time-stamp's signer "
                            + signer.getSubjectX500Principal().getName() + " at " + at(),
                    e);
        }
    }

    /**
     * The same time-stamp in the one form in which exports hold it: DER, with the certificates of one path and nothing
     * else that its signature does not cover. What is signed stays as it is.
     *
     * @param anchors the certificates it is trusted by; one of them ends the path where that can be
     * @return the time-stamp in that form
     * @throws TimestampException {@code RA-0241} if it is made in a way that cannot be put so
     */
    public Timestamp inOneForm(List<X509Certificate> anchors) {
        List<X509Certificate> known = new ArrayList<>(certificates);
        known.addAll(anchors);
        try {
            return parse(SignatureForm.of(token, signer, CertificatePath.upwards(trusted(anchors), known)));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new TimestampException(
                    UNTRUSTED, "The time-stamp cannot be put into the form exports hold it in: " + e.getMessage(), e);
        }
    }

    /** As far as it is trusted: an authority may have been replaced since. */
    private List<X509Certificate> trusted(List<X509Certificate> anchors) {
        try {
            return CertificatePath.find(signer, certificates, anchors, at());
        } catch (GeneralSecurityException e) {
            return List.of(signer);
        }
    }

    /**
     * The certificates that belong to it.
     *
     * @return the signer's and those above it, each signed by the next, as far as they are inside
     */
    public List<X509Certificate> path() {
        return CertificatePath.upwards(List.of(signer), certificates);
    }

    /** Its form with the certificates it holds. */
    byte[] form() throws IOException, GeneralSecurityException {
        return SignatureForm.of(token, signer, certificates);
    }

    /**
     * Checks that it has the form of {@link #inOneForm}, in which no byte can be changed unnoticed: each is signed,
     * follows from what is signed, or is a certificate that another confirms.
     *
     * @param trusted the certificates that are trusted, from outside; none if nobody is
     * @throws TimestampException {@code RA-0241} with the reason if it has another
     */
    public void requireOneForm(List<X509Certificate> trusted) {
        byte[] form;
        try {
            form = form();
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The ASN.1 library answers malformed input with many kinds of failure.
            throw new TimestampException(UNTRUSTED, "The time-stamp cannot be read whole: " + e.getMessage(), e);
        }
        if (!Arrays.equals(form, encoded)) {
            throw new TimestampException(
                    UNTRUSTED, "The time-stamp has another form than follows from what is signed in it");
        }
        List<X509Certificate> path = path();
        if (path.size() != certificates.size()) {
            throw new TimestampException(
                    UNTRUSTED, "The time-stamp holds a certificate that does not stand on the path above its signer");
        }
        X509Certificate top = path.get(path.size() - 1);
        if (!trusted.isEmpty()
                && !RevocationLookup.isSelfSigned(top)
                && !trusted.contains(top)
                && CertificatePath.issuer(top, trusted).isEmpty()) {
            throw new TimestampException(
                    UNTRUSTED,
                    "No trusted certificate confirms "
                            + top.getSubjectX500Principal().getName()
                            + ", whose certificate the time-stamp holds; trust that or the one above it as well");
        }
    }

    @Override
    public String toString() {
        return "Timestamp[" + at() + " by " + signer.getSubjectX500Principal().getName() + "]";
    }
}
