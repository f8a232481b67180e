package io.remoteaudit.export;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.operator.OperatorCreationException;

/** Whether the signatures beside the container's own hold. */
final class AlternativeChecks {

    private static final int LARGEST = 1 << 20;

    private final ContainerReader reader;
    private final TrustSettings trust;
    private final Findings findings;

    AlternativeChecks(ContainerReader reader, TrustSettings trust, Findings findings) {
        this.reader = reader;
        this.trust = trust;
        this.findings = findings;
    }

    /**
     * Checks each.
     *
     * @param manifest the bytes they are over
     */
    void run(byte[] manifest) throws IOException {
        for (ContainerReader.Slot slot : reader.slots()) {
            if (slot.name().startsWith(Layout.ALTERNATIVES)) {
                Optional<AlternativeAlgorithm> algorithm = Arrays.stream(AlternativeAlgorithm.values())
                        .filter(one -> one.file().equals(slot.name()))
                        .findFirst();
                if (algorithm.isEmpty()) {
                    findings.fails(
                            "alternative-signature",
                            slot.name() + " 不是规定的文件",
                            slot.name() + " is no file that belongs there");
                } else {
                    check(slot, algorithm.get(), manifest);
                }
            }
        }
    }

    private void check(ContainerReader.Slot slot, AlternativeAlgorithm algorithm, byte[] manifest) throws IOException {
        try {
            CadesSignature read = Cades.read(reader.bytes(slot, LARGEST), manifest);
            boolean asNamed = AlternativeAlgorithm.of(read.signer(), slot.name()) == algorithm;
            if (!read.holds() || !asNamed || read.timestamp() != null) {
                findings.fails(
                        "alternative-signature",
                        slot.name() + " 签名不成立",
                        "The signature " + slot.name() + " does not hold");
                return;
            }
            findings.holds(
                    "alternative-signature",
                    algorithm.signature() + " 签名成立；签名证书指纹 " + Pem.fingerprint(read.signer()),
                    "The " + algorithm.signature() + " signature holds; certificate " + Pem.fingerprint(read.signer()));
            checkIdentity(algorithm, read.signer());
        } catch (ContainerReader.DeviantException
                | CMSException
                | OperatorCreationException
                | GeneralSecurityException
                | IOException e) {
            findings.fails("alternative-signature", slot.name() + " 无法读取", slot.name() + " " + e.getMessage());
        } catch (RuntimeException e) {
            // The ASN.1 library answers malformed input with many kinds of failure.
            findings.fails("alternative-signature", slot.name() + " 无法读取", slot.name() + " is malformed");
        }
    }

    /** Paths of these algorithms have one step here: the certificate itself, or the one above it, is trusted. */
    private void checkIdentity(AlternativeAlgorithm algorithm, X509Certificate signer) throws GeneralSecurityException {
        List<X509Certificate> trusted = trust.certificates();
        boolean named = trusted.contains(signer) || isFingerprinted(signer);
        boolean confirmed = named || trusted.stream().anyMatch(above -> confirms(above, signer));
        if (confirmed && isValid(signer)) {
            findings.holds(
                    "alternative-identity",
                    algorithm.signature() + " 签名者由您信任的证书确认",
                    "The signer by " + algorithm.signature() + " is confirmed by a certificate you trust");
        } else {
            findings.notChecked(
                    "alternative-identity",
                    "未确认 " + algorithm.signature() + " 签名者的身份：没有提供其有效的证书（--cert）",
                    "Who signed by " + algorithm.signature()
                            + " is not confirmed: no valid certificate for it was given" + " (--cert)");
        }
    }

    private boolean isFingerprinted(X509Certificate signer) {
        return trust.fingerprints().stream().anyMatch(hash -> hash.hex().equals(Pem.fingerprint(signer)));
    }

    private boolean isValid(X509Certificate signer) {
        Instant time = trust.time(Instant.now());
        return !time.isBefore(signer.getNotBefore().toInstant())
                && !time.isAfter(signer.getNotAfter().toInstant());
    }

    private static boolean confirms(X509Certificate above, X509Certificate signer) {
        if (!above.getSubjectX500Principal().equals(signer.getIssuerX500Principal())
                || above.getBasicConstraints() < 0) {
            return false;
        }
        try {
            signer.verify(Cades.publicKey(above), AlternativeAlgorithm.PROVIDER);
            return true;
        } catch (GeneralSecurityException | IOException e) {
            // Signed by another of the same name.
            return false;
        }
    }
}
