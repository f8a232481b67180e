package io.remoteaudit.timestamp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;

/**
 * The one form of a CMS signature by one signer (RFC 5652): what is signed stays as it is, byte for byte, and what nothing
 * signs is written as it follows from that, in DER. Readers pass over much of the latter, so that a change of it would go
 * unnoticed unless someone compares it with this form. Stateless.
 */
public final class SignatureForm {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int CONTEXT_0 = 0xa0;
    private static final int CONTEXT_1 = 0xa1;
    private static final byte[] ABSENT = {};

    private SignatureForm() {}

    /**
     * The form of a signature over content that is kept elsewhere.
     *
     * @param signature the signature; it has one signer and signed attributes
     * @param signer the signer's certificate
     * @param certificates those it holds, in any order
     * @param lists the revocation lists it holds, in any order
     * @param timestamp over the signature's value; null if it has none
     * @return its bytes
     * @throws IOException if a part of it cannot be encoded
     * @throws GeneralSecurityException if a certificate or a list cannot be encoded
     * @throws IllegalArgumentException if a part of it is malformed
     */
    public static byte[] detached(
            CMSSignedData signature,
            X509Certificate signer,
            Collection<X509Certificate> certificates,
            Collection<X509CRL> lists,
            @Nullable Timestamp timestamp)
            throws IOException, GeneralSecurityException {
        ASN1ObjectIdentifier attribute = PKCSObjectIdentifiers.id_aa_signatureTimeStampToken;
        byte[] unsigned = timestamp == null
                ? ABSENT
                : der(CONTEXT_1, der(SEQUENCE, encoded(attribute), der(SET, timestamp.form())));
        byte[] content = der(SEQUENCE, encoded(CMSObjectIdentifiers.data));
        return of(signature, signer, 1, content, certificates, lists, unsigned);
    }

    /** The form of a time-stamp with no revocation lists and no unsigned attributes. */
    static byte[] of(TimeStampToken timestamp, X509Certificate signer, Collection<X509Certificate> certificates)
            throws IOException, GeneralSecurityException {
        CMSSignedData signature = timestamp.toCMSSignedData();
        byte[] signed = (byte[]) signature.getSignedContent().getContent();
        byte[] content =
                der(SEQUENCE, encoded(PKCSObjectIdentifiers.id_ct_TSTInfo), der(CONTEXT_0, der(OCTET_STRING, signed)));
        return of(signature, signer, 3, content, certificates, List.of(), ABSENT);
    }

    /** The version is by what is signed, since there are but certificates and complete lists (RFC 5652, section 5.1). */
    private static byte[] of(
            CMSSignedData signature,
            X509Certificate signer,
            int version,
            byte[] content,
            Collection<X509Certificate> certificates,
            Collection<X509CRL> lists,
            byte[] unsigned)
            throws IOException, GeneralSecurityException {
        SignerInformation information =
                signature.getSignerInfos().getSigners().iterator().next();
        SignerAlgorithms algorithms = SignerAlgorithms.of(information, signer);
        byte[] digest = encoded(algorithms.digest());
        byte[] signedAttributes = information.getEncodedSignedAttributes();
        if (signedAttributes == null) {
            throw new IllegalArgumentException("The signature has no signed attributes");
        }
        signedAttributes[0] = (byte) CONTEXT_0;
        byte[] signerInfo = der(
                SEQUENCE,
                integer(1),
                name(signer),
                digest,
                signedAttributes,
                encoded(algorithms.signature()),
                der(OCTET_STRING, information.getSignature()),
                unsigned);
        byte[] signedData = der(
                SEQUENCE,
                integer(version),
                der(SET, digest),
                content,
                certificates(certificates),
                lists(lists),
                der(SET, signerInfo));
        return der(SEQUENCE, encoded(CMSObjectIdentifiers.signedData), der(CONTEXT_0, signedData));
    }

    /** Issuer and number as the certificate writes them: names that are equal can be of different bytes. */
    private static byte[] name(X509Certificate certificate) throws IOException, GeneralSecurityException {
        ASN1Sequence signed = ASN1Sequence.getInstance(certificate.getTBSCertificate());
        int number = serialNumberAt(signed);
        return der(SEQUENCE, asIs(signed.getObjectAt(number + 2)), asIs(signed.getObjectAt(number)));
    }

    private static int serialNumberAt(ASN1Sequence signed) {
        return signed.getObjectAt(0) instanceof ASN1TaggedObject ? 1 : 0;
    }

    private static byte[] certificates(Collection<X509Certificate> certificates)
            throws IOException, GeneralSecurityException {
        TreeSet<byte[]> sorted = new TreeSet<>(Arrays::compareUnsigned);
        for (X509Certificate certificate : certificates) {
            byte[] signed = certificate.getTBSCertificate();
            int algorithm = serialNumberAt(ASN1Sequence.getInstance(signed)) + 1;
            sorted.add(signed(signed, algorithm, certificate.getSignature()));
        }
        return der(CONTEXT_0, sorted.toArray(new byte[0][]));
    }

    private static byte[] lists(Collection<X509CRL> lists) throws IOException, GeneralSecurityException {
        TreeSet<byte[]> sorted = new TreeSet<>(Arrays::compareUnsigned);
        for (X509CRL list : lists) {
            byte[] signed = list.getTBSCertList();
            int algorithm = ASN1Sequence.getInstance(signed).getObjectAt(0) instanceof ASN1Integer ? 1 : 0;
            sorted.add(signed(signed, algorithm, list.getSignature()));
        }
        return sorted.isEmpty() ? ABSENT : der(CONTEXT_1, sorted.toArray(new byte[0][]));
    }

    /** A certificate or list, whose algorithm is stated again outside of what is signed. */
    private static byte[] signed(byte[] signed, int algorithm, byte[] signature) throws IOException {
        byte[] stated = asIs(ASN1Sequence.getInstance(signed).getObjectAt(algorithm));
        return der(SEQUENCE, signed, stated, der(BIT_STRING, new byte[] {0}, signature));
    }

    private static byte[] integer(int value) {
        return der(INTEGER, new byte[] {(byte) value});
    }

    private static byte[] asIs(ASN1Encodable signed) throws IOException {
        return signed.toASN1Primitive().getEncoded();
    }

    private static byte[] encoded(ASN1Encodable value) throws IOException {
        return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    }

    private static byte[] der(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] one : contents) {
            content.writeBytes(one);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        int length = content.size();
        if (length < 0x80) {
            whole.write(length);
        } else {
            int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            whole.write(0x80 | octets);
            for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
                whole.write(length >>> shift);
            }
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }
}
