package io.remoteaudit.export;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.timestamp.Timestamp;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CRLHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;

/** A time-stamp authority of any algorithm, with a certificate of its own making, that does not sign what it signs with. */
final class StampingAuthority implements TimestampAuthority {

    private final String algorithm;
    private final KeyPair key;
    private final X509Certificate certificate;

    StampingAuthority(String algorithm) {
        this.algorithm = algorithm;
        try {
            this.key = pair(algorithm);
            X500Name name = new X500Name("CN=Time-stamps by " + algorithm);
            Instant now = Instant.now();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.TEN,
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(Duration.ofDays(30))),
                    name,
                    key.getPublic());
            builder.addExtension(
                    Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
            this.certificate = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm)
                            .setProvider(AlternativeAlgorithm.PROVIDER)
                            .build(key.getPrivate())));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String name() {
        return "stamping";
    }

    @Override
    public List<X509Certificate> anchors() {
        return List.of(certificate);
    }

    @Override
    public Timestamp stamp(Hash imprint) {
        try {
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .setProvider(AlternativeAlgorithm.PROVIDER)
                            .setSignedAttributeGenerator(parameters -> new DefaultSignedAttributeTableGenerator()
                                    .getAttributes(parameters)
                                    .remove(CMSAttributes.cmsAlgorithmProtect))
                            .build(algorithm, key.getPrivate(), certificate),
                    new JcaDigestCalculatorProviderBuilder()
                            .build()
                            .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                    new ASN1ObjectIdentifier("2.999.2"));
            tokens.addCertificates(new JcaCertStore(List.of(certificate)));
            TimeStampRequestGenerator asked = new TimeStampRequestGenerator();
            asked.setCertReq(true);
            return Timestamp.parse(new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                    .generate(
                            asked.generate(TSPAlgorithms.SHA256, imprint.toBytes()),
                            BigInteger.ONE,
                            Date.from(Instant.now()))
                    .getTimeStampToken()
                    .getEncoded());
        } catch (OperatorCreationException | GeneralSecurityException | TSPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The time-stamp with what authorities may add: more certificates, a list, an attribute nobody signs. */
    Timestamp laden(Timestamp timestamp, List<X509Certificate> more, X509CRL list) {
        try {
            CMSSignedData signed = new CMSSignedData(timestamp.token());
            List<X509CertificateHolder> certificates =
                    new ArrayList<>(signed.getCertificates().getMatches(null));
            for (X509Certificate one : more) {
                certificates.add(new JcaX509CertificateHolder(one));
            }
            SignerInformation signer =
                    signed.getSignerInfos().getSigners().iterator().next();
            Attribute attribute = new Attribute(new ASN1ObjectIdentifier("2.999.4"), new DERSet(DERNull.INSTANCE));
            CMSSignedData with = CMSSignedData.replaceCertificatesAndCRLs(
                    CMSSignedData.replaceSigners(
                            signed,
                            new SignerInformationStore(SignerInformation.replaceUnsignedAttributes(
                                    signer, new AttributeTable(new DERSet(attribute))))),
                    new CollectionStore<>(certificates),
                    new CollectionStore<>(List.of()),
                    new CollectionStore<X509CRLHolder>(List.of(new JcaX509CRLHolder(list))));
            return Timestamp.parse(with.getEncoded());
        } catch (CMSException | GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The time-stamp's bytes, in DER, with other certificates. */
    static byte[] holding(Timestamp timestamp, List<X509Certificate> certificates) {
        try {
            CMSSignedData with = CMSSignedData.replaceCertificatesAndCRLs(
                    new CMSSignedData(timestamp.token()), new JcaCertStore(certificates), null, null);
            return with.getEncoded("DER");
        } catch (CMSException | GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        if (algorithm.equals("Ed25519")) {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.contains("RSA") ? "RSA" : "EC");
        generator.initialize(algorithm.contains("RSA") ? 2048 : algorithm.startsWith("SHA384") ? 384 : 256);
        return generator.generateKeyPair();
    }
}
