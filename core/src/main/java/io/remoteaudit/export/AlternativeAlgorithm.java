package io.remoteaudit.export;

import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Algorithms beside the container's own: what Chinese rules ask for (GB/T 32918.2, SM2 with SM3, identity
 * 1234567812345678), and what holds against quantum computers (FIPS 204, RFC 9882). Not inside META-INF, where European
 * validators would refuse the whole container.
 */
enum AlternativeAlgorithm {
    /** SM2 on the curve of GB/T 32918.5, with SM3. */
    SM2("sm2", "SM3withSM2"),
    /** ML-DSA-65. */
    ML_DSA_65("mldsa65", "ML-DSA-65");

    /** Used as an object, never registered: the host's own providers stay as they are. */
    static final Provider PROVIDER = new BouncyCastleProvider();

    private final String fileName;
    private final String signature;

    AlternativeAlgorithm(String fileName, String signature) {
        this.fileName = fileName;
        this.signature = signature;
    }

    /** The name by which {@link SigningKey#algorithm()} says it. */
    String signature() {
        return signature;
    }

    /** Where its signature stands in a container. */
    String file() {
        return Layout.ALTERNATIVES + "manifest-sha256." + fileName + ".p7s";
    }

    static AlternativeAlgorithm of(X509Certificate certificate, String place) {
        AlgorithmIdentifier key = SubjectPublicKeyInfo.getInstance(
                        certificate.getPublicKey().getEncoded())
                .getAlgorithm();
        ASN1ObjectIdentifier curve = key.getParameters() instanceof ASN1ObjectIdentifier named ? named : null;
        if (GMObjectIdentifiers.sm2p256v1.equals(curve)) {
            return SM2;
        }
        if (NISTObjectIdentifiers.id_ml_dsa_65.equals(key.getAlgorithm())) {
            return ML_DSA_65;
        }
        throw new ExportFailedException("The key in " + place + " is neither SM2 nor ML-DSA-65");
    }

    static void requireOneOfEach(List<SigningKey> keys) {
        if (keys.stream().map(AlternativeAlgorithm::of).distinct().count() < keys.size()) {
            throw new IllegalArgumentException("Two alternative signing keys are of one algorithm");
        }
    }

    static AlternativeAlgorithm of(SigningKey key) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.signature.equals(key.algorithm()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "An alternative signature is by SM3withSM2 or ML-DSA-65," + " not by " + key.algorithm()));
    }
}
