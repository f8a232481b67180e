package io.remoteaudit.export;

import io.remoteaudit.store.LocalFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes the file of a self-signed key, apart from where it is opened, since making it takes a library that is large. */
final class SelfSignedKeyFile {

    private static final Duration VALID = Duration.ofDays(5 * 365L);
    private static final String ALIAS = "export-signing";

    private SelfSignedKeyFile() {}

    static void create(Path keyFile, Path passwordFile, String organization, Instant now)
            throws IOException, GeneralSecurityException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(ALIAS, pair.getPrivate(), password.toCharArray(), new Certificate[] {
            certificate(pair, organization, now)
        });
        Files.deleteIfExists(passwordFile);
        try (OutputStream out = Channels.newOutputStream(LocalFiles.createForOwner(passwordFile))) {
            out.write((password + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        // The key file appears last and whole: its being there is what says that both are.
        Path temporary = keyFile.resolveSibling(keyFile.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        try (OutputStream out = Channels.newOutputStream(LocalFiles.createForOwner(temporary))) {
            store.store(out, password.toCharArray());
        }
        Files.move(temporary, keyFile, StandardCopyOption.ATOMIC_MOVE);
    }

    private static X509Certificate certificate(KeyPair pair, String organization, Instant now)
            throws IOException, GeneralSecurityException {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, organization)
                .addRDN(BCStyle.CN, organization + " remote audit exports")
                .build();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(120, new SecureRandom()).setBit(120),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(VALID)),
                name,
                pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
