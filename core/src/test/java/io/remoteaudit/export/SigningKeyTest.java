package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which keys may sign exports, from where, and what the others are told. */
class SigningKeyTest {

    private static final char[] PASSWORD = "correct horse".toCharArray();
    private static final Provider BOUNCY_CASTLE = AlternativeAlgorithm.PROVIDER;

    @TempDir
    private Path directory;

    @Test
    void keysThatAuditorsToolsCheckAreTaken() throws Exception {
        assertThat(open(pair("EC", "secp256r1")).algorithm()).isEqualTo("SHA256withECDSA");
        assertThat(open(pair("RSA", "3072")).algorithm()).isEqualTo("SHA256withRSA");
    }

    @Test
    void rule4WeakAndUnusualKeysAreRefusedByName() throws Exception {
        assertRefused(pair("RSA", "2048"), "RSA of 2048 bits");
        assertRefused(pair("EC", "secp384r1"), "another curve than P-256");
        assertRefused(pair("Ed25519", ""), "use ECDSA P-256");
    }

    @Test
    void endedAndFutureCertificatesAreRefusedWithTheirDates() throws Exception {
        KeyPair pair = pair("EC", "secp256r1");
        Instant now = Instant.now();
        Path ended =
                store(pair, certificate(pair, pair, now.minus(Duration.ofDays(10)), now.minus(Duration.ofDays(1))));
        assertThatThrownBy(() -> SigningKey.pkcs12(ended, PASSWORD)).hasMessageContaining("ended at");
        Path future = store(pair, certificate(pair, pair, now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(9))));
        assertThatThrownBy(() -> SigningKey.pkcs12(future, PASSWORD)).hasMessageContaining("valid only from");
    }

    @Test
    void certificateOfAnotherKeyIsRefused() throws Exception {
        KeyPair pair = pair("EC", "secp256r1");
        KeyPair other = pair("EC", "secp256r1");
        Path file = store(
                pair,
                certificate(
                        other,
                        other,
                        Instant.now().minusSeconds(60),
                        Instant.now().plusSeconds(600)));
        assertThatThrownBy(() -> SigningKey.pkcs12(file, PASSWORD)).hasMessageContaining("is not the key's own");
    }

    @Test
    void wrongPasswordMissingFileAndOtherFilesAreTold() throws Exception {
        Path file = store(pair("EC", "secp256r1"));
        assertThatThrownBy(() -> SigningKey.pkcs12(file, "wrong".toCharArray()))
                .isInstanceOf(ExportFailedException.class)
                .hasMessageContaining("password")
                .hasMessageContaining("is wrong");
        assertThatThrownBy(() -> SigningKey.pkcs12(directory.resolve("none.p12"), PASSWORD))
                .hasMessageContaining("none.p12")
                .hasMessageContaining("cannot be read");
        Path text = Files.writeString(directory.resolve("text.p12"), "no key");
        assertThatThrownBy(() -> SigningKey.pkcs12(text, PASSWORD)).hasMessageContaining("PKCS#12");
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, PASSWORD);
        Path none = write(empty, "empty.p12");
        assertThatThrownBy(() -> SigningKey.pkcs12(none, PASSWORD)).hasMessageContaining("holds no private key");
    }

    @Test
    void keyThatStaysInADeviceSigns() throws Exception {
        Path tokens = Files.createDirectory(directory.resolve("tokens"));
        Path configuration =
                Files.writeString(directory.resolve("softhsm2.conf"), "directories.tokendir = " + tokens + "\n");
        Path library = Stream.of("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("SoftHSM is not installed: apt-get install softhsm2"));
        run(
                configuration,
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                "t",
                "--pin",
                "1234",
                "--so-pin",
                "56789");
        Path target = directory.resolve("device.asice");
        // SoftHSM finds its tokens by the environment of the process, so it gets one of its own.
        String said = run(
                configuration,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Pkcs11Process.class.getName(),
                library.toString(),
                target.toString());
        assertThat(said)
                .contains("key: SHA256withECDSA")
                .contains("other alias: RA-0601", "holds no private key named 'other'")
                .contains("wrong PIN: RA-0601", "The PIN for the token in slot 0")
                .contains("no slot: RA-0601", "There is no usable token in slot 9")
                .contains("no library: RA-0601", "There is no PKCS#11 library");
        try (ContainerReader reader = ContainerReader.open(target)) {
            CadesSignature read = Cades.read(bytes(reader, Layout.SIGNATURE), bytes(reader, Layout.ASIC_MANIFEST));
            assertThat(read.holds()).isTrue();
            assertThat(read.signer().getSubjectX500Principal().getName()).contains("Device");
        }
    }

    @Test
    void rule5AlternativeSignaturesStandBesideAndHoldWithTheirCertificates() throws Exception {
        SigningKey container = open(pair("EC", "secp256r1"));
        SigningKey sm2 = SigningKey.alternativePkcs12(alternativeStore(sm2(), "SM3withSM2"), PASSWORD);
        SigningKey mlDsa = SigningKey.alternativePkcs12(alternativeStore(mlDsa(), "ML-DSA-65"), PASSWORD);
        SampleExport export = SampleExport.make(
                Files.createDirectory(directory.resolve("export")),
                container,
                builder -> builder.alternativeSigningKeys(List.of(sm2, mlDsa)),
                remoteAudit -> {});

        Map<String, Check.Outcome> found = outcomes(ExportVerifier.verify(
                export.file(),
                TrustSettings.nothing()
                        .withCertificates(List.of(
                                container.chain().get(0),
                                sm2.chain().get(0),
                                mlDsa.chain().get(0)))));
        assertThat(found)
                .containsEntry("alternative-signature", Check.Outcome.HOLDS)
                .containsEntry("alternative-identity", Check.Outcome.HOLDS)
                .doesNotContainValue(Check.Outcome.FAILS);
        assertThat(outcomes(ExportVerifier.verify(
                        export.file(), TrustSettings.nothing().withCertificates(container.chain()))))
                .containsEntry("alternative-signature", Check.Outcome.HOLDS)
                .containsEntry("alternative-identity", Check.Outcome.NOT_CHECKED);
        try (ContainerReader reader = ContainerReader.open(export.file())) {
            assertThat(reader.slots())
                    .extracting(ContainerReader.Slot::name)
                    .contains("alt-signatures/manifest-sha256.sm2.p7s", "alt-signatures/manifest-sha256.mldsa65.p7s");
            sm2HoldsForOpenssl(
                    bytes(reader, AlternativeAlgorithm.SM2.file()), sm2.chain().get(0));
        }
    }

    @Test
    void rule5AlternativeSignatureOfOtherContentIsRefused() throws Exception {
        SigningKey container = open(pair("EC", "secp256r1"));
        SigningKey sm2 = SigningKey.alternativePkcs12(alternativeStore(sm2(), "SM3withSM2"), PASSWORD);
        List<Part> payload = List.of(
                Part.of("data/a.txt", new byte[] {1}),
                Part.of(AlternativeAlgorithm.SM2.file(), Cades.sign(new byte[] {2}, sm2)));
        Path target = directory.resolve("other.asice");
        ContainerWriter.write(
                new Sealing(container, List.of(), List.of(), path -> List.of())
                        .seal(payload, SignatureLevel.B_B)
                        .parts(),
                target,
                bytes -> {});
        try (ContainerReader reader = ContainerReader.open(target)) {
            Findings findings = new Findings();
            new AlternativeChecks(reader, TrustSettings.nothing(), findings).run(bytes(reader, Layout.MANIFEST));
            assertThat(findings.checks())
                    .singleElement()
                    .satisfies(check -> assertThat(check.outcome()).isEqualTo(Check.Outcome.FAILS));
        }
    }

    @Test
    void keysOfTheContainersKindAreNoAlternatives() throws Exception {
        Path file = store(pair("EC", "secp256r1"));
        assertThatThrownBy(() -> SigningKey.alternativePkcs12(file, PASSWORD))
                .hasMessageContaining("neither SM2 nor ML-DSA-65");
    }

    /** The signature over the signed attributes, by a tool of others and with the standard's identity. */
    private void sm2HoldsForOpenssl(byte[] cms, X509Certificate certificate) throws Exception {
        SignerInformation signer =
                new CMSSignedData(cms).getSignerInfos().getSigners().iterator().next();
        Path attributes = Files.write(directory.resolve("attributes.der"), signer.getEncodedSignedAttributes());
        Path signature = Files.write(directory.resolve("signature.der"), signer.getSignature());
        Path key = Files.writeString(directory.resolve("sm2.pem"), Pem.write(List.of(certificate)));
        String publicKey = run(null, "openssl", "x509", "-in", key.toString(), "-noout", "-pubkey");
        Path publicFile = Files.writeString(directory.resolve("sm2-public.pem"), publicKey);
        assertThat(run(
                        null,
                        "openssl",
                        "dgst",
                        "-sm3",
                        "-verify",
                        publicFile.toString(),
                        "-sigopt",
                        "distid:1234567812345678",
                        "-signature",
                        signature.toString(),
                        attributes.toString()))
                .contains("Verified OK");
    }

    private SigningKey open(KeyPair pair) throws Exception {
        return SigningKey.pkcs12(store(pair), PASSWORD);
    }

    private void assertRefused(KeyPair pair, String why) throws Exception {
        Path file = store(pair);
        assertThatThrownBy(() -> SigningKey.pkcs12(file, PASSWORD))
                .isInstanceOf(ExportFailedException.class)
                .hasMessageContaining(why);
    }

    private Path store(KeyPair pair) throws Exception {
        Instant now = Instant.now();
        return store(pair, certificate(pair, pair, now.minusSeconds(60), now.plus(Duration.ofDays(30))));
    }

    private Path store(KeyPair pair, X509Certificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setKeyEntry("key", pair.getPrivate(), PASSWORD, new Certificate[] {certificate});
        return write(store, "key-" + System.nanoTime() + ".p12");
    }

    private Path alternativeStore(KeyPair pair, String algorithm) throws Exception {
        Instant now = Instant.now();
        KeyStore store = KeyStore.getInstance("PKCS12", BOUNCY_CASTLE);
        store.load(null, PASSWORD);
        store.setKeyEntry("key", pair.getPrivate(), PASSWORD, new Certificate[] {
            certificate(pair, algorithm, now.minusSeconds(60), now.plus(Duration.ofDays(30)))
        });
        return write(store, "key-" + System.nanoTime() + ".p12");
    }

    private Path write(KeyStore store, String name) throws Exception {
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }

    private static X509Certificate certificate(KeyPair subject, KeyPair issuer, Instant from, Instant to)
            throws Exception {
        String algorithm = switch (issuer.getPrivate().getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
        return certificate(subject, algorithm, from, to);
    }

    private static X509Certificate certificate(KeyPair pair, String algorithm, Instant from, Instant to)
            throws Exception {
        X500Name name = new X500Name("CN=Mask Maker " + algorithm + ",O=Mask Maker");
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, BigInteger.valueOf(7), Date.from(from), Date.from(to), name, pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        return Pem.of(builder.build(new JcaContentSignerBuilder(algorithm)
                .setProvider(BOUNCY_CASTLE)
                .build(pair.getPrivate())));
    }

    private static KeyPair pair(String kind, String parameter) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        if (kind.equals("EC")) {
            generator.initialize(new ECGenParameterSpec(parameter));
        } else if (kind.equals("RSA")) {
            generator.initialize(Integer.parseInt(parameter));
        }
        return generator.generateKeyPair();
    }

    private static KeyPair sm2() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
        generator.initialize(new ECGenParameterSpec("sm2p256v1"));
        return generator.generateKeyPair();
    }

    private static KeyPair mlDsa() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("ML-DSA-65", BOUNCY_CASTLE).generateKeyPair();
    }

    private static Map<String, Check.Outcome> outcomes(Verification verification) {
        Map<String, Check.Outcome> outcomes = new LinkedHashMap<>();
        verification.checks().forEach(check -> outcomes.put(check.name(), check.outcome()));
        return outcomes;
    }

    private static byte[] bytes(ContainerReader reader, String name)
            throws IOException, ContainerReader.DeviantException {
        return reader.bytes(reader.slot(name).orElseThrow(), 1 << 20);
    }

    private static String run(@Nullable Path softHsm, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (softHsm != null) {
            builder.environment().put("SOFTHSM2_CONF", softHsm.toString());
        }
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
