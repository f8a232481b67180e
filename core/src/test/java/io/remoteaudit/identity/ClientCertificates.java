package io.remoteaudit.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates that certify themselves, for clients and for a server on this machine, made when they are needed. */
public final class ClientCertificates {

    private static final GeneralNames THIS_MACHINE =
            new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));

    private ClientCertificates() {}

    /** A key pair of the kind certificates are made for here. */
    public static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** A certificate that begins an hour ago. */
    public static X509Certificate selfSigned(String name, KeyPair key, Duration validFor)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        X500Name subject = new X500Name("CN=" + name);
        Instant now = Instant.now();
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                subject,
                                BigInteger.valueOf(now.toEpochMilli()),
                                Date.from(now.minus(Duration.ofHours(1))),
                                Date.from(now.plus(validFor)),
                                subject,
                                key.getPublic())
                        .addExtension(Extension.subjectAlternativeName, false, THIS_MACHINE)
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
    }
}
