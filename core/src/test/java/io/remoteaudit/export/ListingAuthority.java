package io.remoteaudit.export;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.timestamp.RevocationLists;
import io.remoteaudit.timestamp.Timestamp;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
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
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** An authority for certificates and time-stamps whose revocation lists say what a test wants them to. */
final class ListingAuthority implements TimestampAuthority {

    private static final X500Name NAME = new X500Name("CN=Listing CA,O=Test");

    private final String name;
    private final List<String> addresses;
    private final KeyPair key = pair();
    private final KeyPair timestampKey = pair();
    private final AtomicLong serial = new AtomicLong(10);
    private final X509Certificate root;
    private final X509Certificate timestamping;

    ListingAuthority(String name, String... addresses) {
        this.name = name;
        this.addresses = List.of(addresses);
        this.root = certify(NAME, key, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign), true, false);
        this.timestamping = certify(
                new X500Name("CN=Time-stamps of " + name),
                timestampKey,
                new KeyUsage(KeyUsage.digitalSignature),
                false,
                true);
    }

    /** What a test adds to a list. */
    @FunctionalInterface
    interface Content {
        void addTo(X509v2CRLBuilder builder) throws CertIOException;
    }

    X509Certificate root() {
        return root;
    }

    /** The certificate it time-stamps with. */
    X509Certificate timestamping() {
        return timestamping;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<X509Certificate> anchors() {
        return List.of(root);
    }

    @Override
    public Timestamp stamp(Hash imprint) {
        try {
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .build("SHA256withECDSA", timestampKey.getPrivate(), timestamping),
                    new JcaDigestCalculatorProviderBuilder()
                            .build()
                            .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                    new ASN1ObjectIdentifier("2.999.2"));
            tokens.addCertificates(new JcaCertStore(List.of(timestamping, root)));
            TimeStampRequestGenerator asked = new TimeStampRequestGenerator();
            asked.setCertReq(true);
            return Timestamp.parse(new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                    .generate(
                            asked.generate(TSPAlgorithms.SHA256, imprint.toBytes()),
                            BigInteger.valueOf(serial.incrementAndGet()),
                            Date.from(Instant.now()))
                    .getTimeStampToken()
                    .getEncoded());
        } catch (OperatorCreationException | GeneralSecurityException | TSPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A signing key it has certified. */
    SigningKey signer() {
        KeyPair own = pair();
        X509Certificate certificate = certify(
                new X500Name("CN=Signer,O=Mask Maker"),
                own,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation),
                false,
                false);
        return new SigningKey() {
            @Override
            public List<X509Certificate> chain() {
                return List.of(certificate, root);
            }

            @Override
            public String algorithm() {
                return "SHA256withECDSA";
            }

            @Override
            public byte[] sign(byte[] content) {
                try {
                    Signature signature = Signature.getInstance(algorithm());
                    signature.initSign(own.getPrivate());
                    signature.update(content);
                    return signature.sign();
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    /** A list of the present, for a week, that names nobody. */
    X509CRL list() {
        return list(1, builder -> {});
    }

    /** A list of the present, for a week. */
    X509CRL list(long number, Content content) {
        return list(number, Instant.now().minus(Duration.ofHours(1)), content);
    }

    X509CRL list(long number, Instant from, Content content) {
        try {
            X509v2CRLBuilder builder = new JcaX509v2CRLBuilder(root, Date.from(from));
            builder.setNextUpdate(Date.from(from.plus(Duration.ofDays(7))));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
            content.addTo(builder);
            return new JcaX509CRLConverter()
                    .getCRL(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives the same lists for every path. */
    static RevocationLists giving(X509CRL... lists) {
        return path -> path.size() < 2 ? List.of() : List.of(lists);
    }

    private X509Certificate certify(
            X500Name subject, KeyPair own, KeyUsage usage, boolean authority, boolean forTimestamps) {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                NAME,
                BigInteger.valueOf(serial.incrementAndGet()),
                Date.from(now.minus(Duration.ofDays(30))),
                Date.from(now.plus(Duration.ofDays(365))),
                subject,
                own.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(Extension.keyUsage, true, usage);
            if (forTimestamps) {
                builder.addExtension(
                        Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
            }
            if (!authority && !addresses.isEmpty()) {
                builder.addExtension(
                        Extension.cRLDistributionPoints,
                        false,
                        new CRLDistPoint(addresses.stream()
                                .map(address -> new DistributionPoint(point(address), null, null))
                                .toArray(DistributionPoint[]::new)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name of the place lists are got from. */
    static DistributionPointName point(String address) {
        return new DistributionPointName(
                new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, address)));
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
