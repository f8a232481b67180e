package io.remoteaudit.export;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.timestamp.SignatureForm;
import io.remoteaudit.timestamp.Timestamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/** Detached CAdES baseline B signatures (ETSI EN 319 122-1), DER. Stateless. */
final class Cades {

    private Cades() {}

    static byte[] sign(byte[] content, SigningKey key) {
        try {
            List<X509Certificate> chain = key.chain();
            X509Certificate certificate = chain.get(0);
            SignerInfoGeneratorBuilder builder = new SignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder()
                    .setProvider(AlternativeAlgorithm.PROVIDER)
                    .build());
            // Content type, signing time and message digest are added by the generator itself.
            builder.setSignedAttributeGenerator(
                    new DefaultSignedAttributeTableGenerator(new AttributeTable(signingCertificate(certificate))));
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    builder.build(new RemoteSigner(key), new JcaX509CertificateHolder(certificate)));
            generator.addCertificates(new JcaCertStore(chain));
            CMSSignedData signed = generator.generate(new CMSProcessableByteArray(content), false);
            return SignatureForm.detached(signed, certificate, chain, List.of(), null);
        } catch (OperatorCreationException | GeneralSecurityException | CMSException | IOException e) {
            throw new ExportFailedException("The export could not be signed; check the signing key", e);
        }
    }

    /**
     * Reads a signature and checks it against content.
     *
     * @throws CMSException if it is not a CMS signature of the form {@link #sign} and {@link CadesLongTerm} make
     */
    static CadesSignature read(byte[] signature, byte[] content)
            throws CMSException, IOException, GeneralSecurityException, OperatorCreationException {
        CMSSignedData signed = new CMSSignedData(new CMSProcessableByteArray(content), signature);
        SignerInformation signer = signer(signed);
        List<X509Certificate> certificates = certificates(signed);
        X509Certificate own = own(signer, certificates);
        List<X509CRL> revocations = new ArrayList<>();
        for (X509CRLHolder list : signed.getCRLs().getMatches(null)) {
            revocations.add(new JcaX509CRLConverter().getCRL(list));
        }
        Timestamp timestamp = timestamp(signer);
        boolean holds = namesCertificate(signer, own)
                && signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                        .setProvider(AlternativeAlgorithm.PROVIDER)
                        .build(publicKey(own)));
        if (holds
                && !Arrays.equals(
                        SignatureForm.detached(signed, own, certificates, revocations, timestamp), signature)) {
            throw new CMSException("has another form than follows from what is signed in it");
        }
        return new CadesSignature(own, holds, signer.getSignature(), timestamp, certificates, revocations);
    }

    static SignerInformation signer(CMSSignedData signed) throws CMSException {
        Collection<SignerInformation> signers = signed.getSignerInfos().getSigners();
        if (signers.size() != 1) {
            throw new CMSException("holds " + signers.size() + " signatures instead of one");
        }
        return signers.iterator().next();
    }

    static List<X509Certificate> certificates(CMSSignedData signed) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (X509CertificateHolder holder : signed.getCertificates().getMatches(null)) {
            certificates.add(Pem.of(holder));
        }
        return certificates;
    }

    static X509Certificate own(SignerInformation signer, List<X509Certificate> certificates)
            throws CMSException, CertificateEncodingException {
        for (X509Certificate certificate : certificates) {
            if (signer.getSID().match(new JcaX509CertificateHolder(certificate))) {
                return certificate;
            }
        }
        throw new CMSException("does not hold its signer's certificate");
    }

    /** The platform of Java 17 knows no SM2 and ML-DSA keys. */
    static PublicKey publicKey(X509Certificate certificate) throws IOException {
        return BouncyCastleProvider.getPublicKey(
                SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded()));
    }

    /** The one unsigned attribute there may be; another could hold what nobody looks at. */
    static @Nullable Timestamp timestamp(SignerInformation signer) throws CMSException, IOException {
        AttributeTable unsigned = signer.getUnsignedAttributes();
        if (unsigned == null || unsigned.size() == 0) {
            return null;
        }
        Attribute attribute = unsigned.get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
        if (attribute == null
                || unsigned.size() != 1
                || attribute.getAttrValues().size() != 1) {
            throw new CMSException("holds unsigned attributes other than one time-stamp");
        }
        return Timestamp.parse(
                attribute.getAttrValues().getObjectAt(0).toASN1Primitive().getEncoded());
    }

    /** CAdES binds the signature to one certificate by its digest, so that none can be put in its place. */
    private static boolean namesCertificate(SignerInformation signer, X509Certificate certificate)
            throws CertificateEncodingException {
        AttributeTable attributes = signer.getSignedAttributes();
        Attribute attribute =
                attributes == null ? null : attributes.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        if (attribute == null || attributes.get(CMSAttributes.signingTime) == null) {
            return false;
        }
        ESSCertIDv2[] ids = SigningCertificateV2.getInstance(
                        attribute.getAttrValues().getObjectAt(0))
                .getCerts();
        return ids.length > 0
                && MessageDigest.isEqual(
                        ids[0].getCertHash(),
                        Hash.sha256(certificate.getEncoded()).toBytes());
    }

    private static DERSet set(SigningCertificateV2 value) {
        return new DERSet(value);
    }

    private static ASN1EncodableVector signingCertificate(X509Certificate certificate)
            throws CertificateEncodingException {
        IssuerSerial issuer = new IssuerSerial(
                new GeneralNames(new GeneralName(new JcaX509CertificateHolder(certificate).getIssuer())),
                certificate.getSerialNumber());
        ESSCertIDv2 id = new ESSCertIDv2(Hash.sha256(certificate.getEncoded()).toBytes(), issuer);
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(
                new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, set(new SigningCertificateV2(id))));
        return attributes;
    }

    /** Lets a key that may live in a device or a service sign for Bouncy Castle. */
    private static final class RemoteSigner implements ContentSigner {
        private final SigningKey key;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        RemoteSigner(SigningKey key) {
            this.key = key;
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return new DefaultSignatureAlgorithmIdentifierFinder().find(key.algorithm());
        }

        @Override
        public OutputStream getOutputStream() {
            return content;
        }

        @Override
        public byte[] getSignature() {
            return key.sign(content.toByteArray());
        }
    }
}
