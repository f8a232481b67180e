package io.remoteaudit.export;

import io.remoteaudit.timestamp.Timestamp;
import java.io.IOException;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CRLHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.util.CollectionStore;

/**
 * Adds to a signature what it needs later: a time-stamp (B-T), certificates and revocation lists (B-LT); ETSI EN 319
 * 122-1, sections 5.3 and 5.5. None of it changes what was signed. Stateless.
 */
final class CadesLongTerm {

    private CadesLongTerm() {}

    /** The value a signature's time-stamp is over. */
    static byte[] value(byte[] signature) {
        return signer(parse(signature)).getSignature();
    }

    static byte[] withTimestamp(byte[] signature, Timestamp timestamp) {
        CMSSignedData signed = parse(signature);
        try {
            Attribute attribute = new Attribute(
                    PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
                    new DERSet(ASN1Primitive.fromByteArray(timestamp.token())));
            SignerInformation stamped = SignerInformation.replaceUnsignedAttributes(
                    signer(signed), new AttributeTable(new DERSet(attribute)));
            return CMSSignedData.replaceSigners(signed, new SignerInformationStore(stamped))
                    .getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new ExportFailedException("The signature's time-stamp could not be kept with it", e);
        }
    }

    /** Adds to the certificates that are there, and sets the lists. */
    static byte[] withRevocations(byte[] signature, List<X509Certificate> certificates, List<X509CRL> lists) {
        CMSSignedData signed = parse(signature);
        try {
            Set<X509CertificateHolder> holders =
                    new LinkedHashSet<>(signed.getCertificates().getMatches(null));
            for (X509Certificate certificate : certificates) {
                holders.add(new JcaX509CertificateHolder(certificate));
            }
            List<X509CRLHolder> revocations = new ArrayList<>();
            for (X509CRL list : lists) {
                revocations.add(new JcaX509CRLHolder(list));
            }
            return CMSSignedData.replaceCertificatesAndCRLs(
                            signed,
                            new CollectionStore<>(holders),
                            new CollectionStore<>(List.of()),
                            new CollectionStore<>(revocations))
                    .getEncoded(ASN1Encoding.DER);
        } catch (IOException | CMSException | CertificateEncodingException | CRLException e) {
            throw new ExportFailedException("The revocation lists could not be kept with the signature", e);
        }
    }

    private static CMSSignedData parse(byte[] signature) {
        try {
            return new CMSSignedData(signature);
        } catch (CMSException e) {
            throw new ExportFailedException("The signature just made cannot be read", e);
        }
    }

    private static SignerInformation signer(CMSSignedData signed) {
        return signed.getSignerInfos().getSigners().iterator().next();
    }
}
