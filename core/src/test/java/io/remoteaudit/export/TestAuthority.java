package io.remoteaudit.export;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
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
import org.jspecify.annotations.Nullable;

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
        return key(chain, algorithm, own, null);
    }

    private static SigningKey key(
            List<X509Certificate> chain, String algorithm, KeyPair own, @Nullable Provider provider) {
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
                    Signature signature = provider == null
                            ? Signature.getInstance(algorithm)
                            : Signature.getInstance(algorithm, provider);
                    signature.initSign(own.getPrivate());
                    signature.update(content);
                    return signature.sign();
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    /** A key for an alternative signature, self-signed: {@code SM3withSM2} or {@code ML-DSA-65}. */
    static SigningKey alternative(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(
                    algorithm.equals("SM3withSM2") ? "EC" : algorithm, AlternativeAlgorithm.PROVIDER);
            if (algorithm.equals("SM3withSM2")) {
                generator.initialize(new ECGenParameterSpec("sm2p256v1"));
            }
            KeyPair own = generator.generateKeyPair();
            Instant now = Instant.now();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    SIGNER,
                    BigInteger.ONE,
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(Duration.ofDays(30))),
                    SIGNER,
                    own.getPublic());
            X509Certificate certificate = Pem.of(builder.build(new JcaContentSignerBuilder(algorithm)
                    .setProvider(AlternativeAlgorithm.PROVIDER)
                    .build(own.getPrivate())));
            return key(List.of(certificate), algorithm, own, AlternativeAlgorithm.PROVIDER);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
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
