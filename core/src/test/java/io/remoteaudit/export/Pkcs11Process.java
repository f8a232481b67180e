package io.remoteaudit.export;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes a key inside a token, then signs a container with it as a maker would, and tries what does not work. */
final class Pkcs11Process {

    private static final char[] PIN = "1234".toCharArray();

    private Pkcs11Process() {}

    public static void main(String[] arguments) throws Exception {
        Path library = Path.of(arguments[0]);
        // First, since a token that is open to a process asks it no more.
        attempt("wrong PIN", () -> SigningKey.pkcs11(library, 0, "9999".toCharArray(), "export-signing"));
        makeKey(library);
        SigningKey key = SigningKey.pkcs11(library, 0, PIN, "export-signing");
        System.out.println("key: " + key.algorithm());
        List<Part> payload = List.of(Part.of("data/a.txt", "a".getBytes(StandardCharsets.US_ASCII)));
        ContainerWriter.write(
                new Sealing(key, List.of(), List.of(), path -> List.of())
                        .seal(payload, SignatureLevel.B_B)
                        .parts(),
                Path.of(arguments[1]),
                bytes -> {});
        attempt("other alias", () -> SigningKey.pkcs11(library, 0, PIN, "other"));
        attempt("no slot", () -> SigningKey.pkcs11(library, 9, PIN, "export-signing"));
        attempt("no library", () -> SigningKey.pkcs11(Path.of("/nonexistent.so"), 0, PIN, "export-signing"));
    }

    private static void attempt(String what, Supplier<SigningKey> opening) {
        try {
            System.out.println(what + ": opened " + opening.get().algorithm());
        } catch (ExportFailedException e) {
            System.out.println(what + ": " + e.getMessage());
        }
    }

    private static void makeKey(Path library) throws Exception {
        Provider provider = Security.getProvider("SunPKCS11")
                .configure("--name=making\nlibrary=" + library + "\nslotListIndex=0\n"
                        + "attributes(generate,CKO_PRIVATE_KEY,*) = {\nCKA_SENSITIVE = true\n}\n");
        KeyStore store = KeyStore.getInstance("PKCS11", provider);
        store.load(null, PIN);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=Device,O=Mask Maker");
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(now.minusSeconds(60)),
                Date.from(now.plus(Duration.ofDays(30))),
                name,
                pair.getPublic());
        store.setKeyEntry("export-signing", pair.getPrivate(), null, new Certificate[] {
            new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .setProvider(provider)
                            .build(pair.getPrivate())))
        });
    }
}
