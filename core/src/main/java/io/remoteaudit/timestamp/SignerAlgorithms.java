package io.remoteaudit.timestamp;

import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAlgorithmProtection;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.jcajce.util.MessageDigestUtils;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/**
 * What a CMS signer states as its algorithms, in one form. They are not signed unless an attribute repeats them (RFC
 * 6211), and readers take SHA-1 with RSA for SHA-256 with RSA if the digest says so.
 *
 * @param digest of the content
 * @param signature over the signed attributes
 */
record SignerAlgorithms(AlgorithmIdentifier digest, AlgorithmIdentifier signature) {

    static SignerAlgorithms of(SignerInformation signer, X509Certificate certificate) {
        AttributeTable attributes = signer.getSignedAttributes();
        Attribute repeated = attributes == null ? null : attributes.get(CMSAttributes.cmsAlgorithmProtect);
        if (repeated != null) {
            CMSAlgorithmProtection signed =
                    CMSAlgorithmProtection.getInstance(repeated.getAttrValues().getObjectAt(0));
            return new SignerAlgorithms(signed.getDigestAlgorithm(), signed.getSignatureAlgorithm());
        }
        ASN1ObjectIdentifier digest = signer.getDigestAlgorithmID().getAlgorithm();
        AlgorithmIdentifier key = SubjectPublicKeyInfo.getInstance(
                        certificate.getPublicKey().getEncoded())
                .getAlgorithm();
        return new SignerAlgorithms(new AlgorithmIdentifier(digest), byKey(digest, key));
    }

    private static AlgorithmIdentifier byKey(ASN1ObjectIdentifier digest, AlgorithmIdentifier key) {
        if (PKCSObjectIdentifiers.rsaEncryption.equals(key.getAlgorithm())) {
            return named(digest, "RSA");
        }
        if (X9ObjectIdentifiers.id_ecPublicKey.equals(key.getAlgorithm())) {
            return named(digest, GMObjectIdentifiers.sm2p256v1.equals(key.getParameters()) ? "SM2" : "ECDSA");
        }
        // Newer keys are for one algorithm, whose name is the key's (RFC 8419, RFC 9882).
        return new AlgorithmIdentifier(key.getAlgorithm());
    }

    private static AlgorithmIdentifier named(ASN1ObjectIdentifier digest, String signature) {
        String name = MessageDigestUtils.getDigestName(digest).replace("SHA-", "SHA");
        return new DefaultSignatureAlgorithmIdentifierFinder().find(name + "with" + signature);
    }
}
