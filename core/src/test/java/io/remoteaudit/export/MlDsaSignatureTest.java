package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ML-DSA-65 signature checked by the Java platform, which knows the algorithm from version 24 on (JEP 497). */
class MlDsaSignatureTest {

    private static final int FIRST_TO_KNOW = 24;

    private static final String PROGRAM = """
            import java.nio.file.*;
            import java.security.*;
            import java.security.spec.X509EncodedKeySpec;

            public class Verify {
                public static void main(String[] files) throws Exception {
                    Signature signature = Signature.getInstance("ML-DSA-65");
                    signature.initVerify(KeyFactory.getInstance("ML-DSA-65")
                            .generatePublic(new X509EncodedKeySpec(Files.readAllBytes(Path.of(files[0])))));
                    signature.update(Files.readAllBytes(Path.of(files[1])));
                    System.out.println(signature.getProvider().getName() + " "
                            + signature.verify(Files.readAllBytes(Path.of(files[2]))));
                }
            }
            """;

    @TempDir
    private Path directory;

    private Path java = Path.of("");

    @BeforeEach
    void findAPlatform() throws IOException {
        Optional<Path> found = platform();
        assumeThat(found).as("a JDK of 24 or later beside this one").isPresent();
        java = found.orElseThrow();
    }

    @Test
    void rule5SignatureOverTheSignedAttributesHoldsForAnotherThanTheLibraryThatMadeIt() throws Exception {
        byte[] manifest = "manifest".getBytes(StandardCharsets.US_ASCII);
        SigningKey key = TestAuthority.alternative("ML-DSA-65");
        SignerInformation signer = signer(Cades.sign(manifest, key));
        assertThat(ASN1OctetString.getInstance(signer.getSignedAttributes()
                                .get(CMSAttributes.messageDigest)
                                .getAttrValues()
                                .getObjectAt(0))
                        .getOctets())
                .as("what the attributes say is signed")
                .isEqualTo(digest(signer, manifest));
        byte[] attributes = signer.getEncodedSignedAttributes();
        assertThat(verify(key, attributes, signer.getSignature())).isEqualTo("SUN true");
        attributes[attributes.length - 1] ^= 1;
        assertThat(verify(key, attributes, signer.getSignature())).isEqualTo("SUN false");
    }

    private static byte[] digest(SignerInformation signer, byte[] content) throws GeneralSecurityException {
        return MessageDigest.getInstance(
                        signer.getDigestAlgorithmID().getAlgorithm().getId())
                .digest(content);
    }

    private static SignerInformation signer(byte[] cms) throws CMSException {
        return new CMSSignedData(cms).getSignerInfos().getSigners().iterator().next();
    }

    private String verify(SigningKey key, byte[] content, byte[] signature) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        java.toString(),
                        Files.writeString(directory.resolve("Verify.java"), PROGRAM)
                                .toString(),
                        Files.write(
                                        directory.resolve("key"),
                                        key.chain().get(0).getPublicKey().getEncoded())
                                .toString(),
                        Files.write(directory.resolve("content"), content).toString(),
                        Files.write(directory.resolve("signature"), signature).toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }

    /** This one, or one installed beside it. */
    private static Optional<Path> platform() throws IOException {
        Path own = Path.of(System.getProperty("java.home"));
        Path beside = own.getParent();
        if (beside == null) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(beside)) {
            return Stream.concat(Stream.of(own), homes.sorted())
                    .filter(home -> version(home) >= FIRST_TO_KNOW)
                    .map(home -> home.resolve("bin").resolve("java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    /** The main version of what is in a directory; 0 if it is no JDK. */
    private static int version(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return 0;
        }
        try (InputStream in = Files.newInputStream(release)) {
            Properties properties = new Properties();
            properties.load(in);
            String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
            return Integer.parseInt(version.split("[^0-9]", 2)[0]);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
