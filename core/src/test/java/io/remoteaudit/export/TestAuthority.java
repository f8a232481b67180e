package io.remoteaudit.export;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certification authority without revocation data, of which two can have the same names and other keys. */
final class TestAuthority {

    private static final X500Name NAME = new X500Name("CN=Test Root CA,O=Test");
    private static final X500Name SIGNER = new X500Name("CN=Mask Maker Exports,O=Mask Maker");

    private final KeyPair pair;
    private final X509Certificate certificate;

    TestAuthority() {
        this.pair = pair("EC", 256);
        this.certificate = certify(NAME, pair, true);
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** A signing key of a kind: {@code EC} or {@code RSA}. */
    SigningKey issue(String kind) {
        KeyPair own = pair(kind, kind.equals("EC") ? 256 : 3072);
        String algorithm = kind.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        List<X509Certificate> chain = List.of(certify(SIGNER, own, false), certificate);
        return new SigningKey() {
            @Override
            public List<X509Certificate> chain() {
                return chain;
            }

            @Override
            public String algorithm() {
                return algorithm;
            }

            @Override
            public byte[] sign(byte[] content) {
                try {
                    Signature signature = Signature.getInstance(algorithm);
                    signature.initSign(own.getPrivate());
                    signature.update(content);
                    return signature.sign();
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private X509Certificate certify(X500Name subject, KeyPair own, boolean authority) {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                NAME,
                BigInteger.valueOf(authority ? 1 : 2),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(Duration.ofDays(365))),
                subject,
                own.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(
                            authority
                                    ? KeyUsage.keyCertSign | KeyUsage.cRLSign
                                    : KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair(String kind, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
