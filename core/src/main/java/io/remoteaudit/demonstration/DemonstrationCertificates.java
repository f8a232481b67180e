package io.remoteaudit.demonstration;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A root, an authority below it, and what the two issue. All keys are ECDSA P-256 and live as long as this object. */
final class DemonstrationCertificates {

    static final String SIGNATURE = "SHA256withECDSA";

    private static final Duration ROOT = Duration.ofDays(20 * 365L);
    private static final Duration ISSUING = Duration.ofDays(10 * 365L);
    private static final Duration LEAF = Duration.ofDays(3 * 365L);

    /** Longer than a signer's, as such authorities' are: what it time-stamps has to outlive the signer's. */
    private static final Duration TIMESTAMPING = Duration.ofDays(9 * 365L);

    private static final Duration LIST = Duration.ofDays(7);

    /** Certificates begin earlier than they are made, so that a clock a little behind does not refuse them. */
    private static final Duration EARLIER = Duration.ofHours(1);

    private final Issuer root;
    private final Issuer issuing;
    private final String address;

    DemonstrationCertificates(String address, Instant now) throws GeneralSecurityException {
        this.address = address;
        KeyPair rootKey = newKey();
        X500Name name = name("Demonstration Root CA, not to be trusted");
        this.root = new Issuer(
                rootKey.getPrivate(),
                certificate(
                        name,
                        name,
                        rootKey.getPrivate(),
                        rootKey.getPublic(),
                        now,
                        ROOT,
                        true,
                        List.of(),
                        new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)));
        KeyPair issuingKey = newKey();
        this.issuing = new Issuer(
                issuingKey.getPrivate(),
                certificate(
                        name,
                        name("Demonstration Issuing CA, not to be trusted"),
                        rootKey.getPrivate(),
                        issuingKey.getPublic(),
                        now,
                        ISSUING,
                        true,
                        List.of(),
                        new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)));
    }

    /** Who signs certificates and revocation lists. */
    record Issuer(PrivateKey key, X509Certificate certificate) {}

    Issuer root() {
        return root;
    }

    Issuer issuing() {
        return issuing;
    }

    X509Certificate timestamping(PublicKey key, Instant now) throws GeneralSecurityException {
        return certificate(
                subject(issuing),
                name("Demonstration Time-stamp Authority, not to be trusted"),
                issuing.key(),
                key,
                now,
                TIMESTAMPING,
                false,
                List.of(KeyPurposeId.id_kp_timeStamping),
                new KeyUsage(KeyUsage.digitalSignature));
    }

    X509Certificate signing(String organization, PublicKey key, Instant now) throws GeneralSecurityException {
        return certificate(
                subject(issuing),
                new X500NameBuilder(BCStyle.INSTANCE)
                        .addRDN(BCStyle.O, organization)
                        .addRDN(BCStyle.CN, "Demonstration signer, not to be trusted")
                        .build(),
                issuing.key(),
                key,
                now,
                LEAF,
                false,
                List.of(),
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
    }

    /** What an issuer has revoked: nothing. */
    X509CRL revocations(Issuer issuer, Instant now) throws GeneralSecurityException {
        try {
            X509v2CRLBuilder builder = new JcaX509v2CRLBuilder(issuer.certificate(), Date.from(now.minus(EARLIER)));
            builder.setNextUpdate(Date.from(now.plus(LIST)));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils()
                            .createAuthorityKeyIdentifier(issuer.certificate().getPublicKey()));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.toEpochMilli())));
            return new JcaX509CRLConverter()
                    .getCRL(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(issuer.key())));
        } catch (CertIOException | OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private X509Certificate certificate(
            X500Name issuer,
            X500Name subject,
            PrivateKey issuerKey,
            PublicKey key,
            Instant now,
            Duration valid,
            boolean authority,
            List<KeyPurposeId> purposes,
            KeyUsage usage)
            throws GeneralSecurityException {
        Instant from = now.minus(EARLIER);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, new SecureRandom()).setBit(126),
                Date.from(from),
                Date.from(from.plus(valid)),
                subject,
                key);
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        boolean isRoot = issuer.equals(subject);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(Extension.keyUsage, true, usage);
            builder.addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
            if (!purposes.isEmpty()) {
                builder.addExtension(
                        Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purposes.toArray(new KeyPurposeId[0])));
            }
            if (!isRoot) {
                Issuer above = authority ? root : issuing;
                builder.addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        extensions.createAuthorityKeyIdentifier(
                                above.certificate().getPublicKey()));
                String file = address + (authority ? "/root" : "/issuing");
                builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
                    new DistributionPoint(
                            new DistributionPointName(new GeneralNames(
                                    new GeneralName(GeneralName.uniformResourceIdentifier, file + ".crl"))),
                            null,
                            null)
                }));
                builder.addExtension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(
                                AccessDescription.id_ad_caIssuers,
                                new GeneralName(GeneralName.uniformResourceIdentifier, file + ".cer")));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(issuerKey)));
        } catch (CertIOException | OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static X500Name subject(Issuer issuer) {
        return X500Name.getInstance(
                issuer.certificate().getSubjectX500Principal().getEncoded());
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "Remote Audit Demonstration")
                .addRDN(BCStyle.CN, commonName)
                .build();
    }
}
