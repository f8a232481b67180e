package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.timestamp.CertificatePath;
import io.remoteaudit.timestamp.RevocationLookup;
import io.remoteaudit.timestamp.Timestamp;
import io.remoteaudit.timestamp.TimestampException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/**
 * Who signed the container, when, and whether that can still be said: signature, its time-stamp, certificates, revocation
 * lists, archive time-stamp (ETSI EN 319 102-1). Each certificate is looked at as of the time that the next time-stamp
 * proves.
 */
final class SignatureChecks {

    private final byte[] manifest;
    private final byte[] signature;
    private final byte @Nullable [] archiveTimestamp;
    private final List<Part> covered;
    private final List<X509Certificate> certificatesInside;
    private final TrustSettings trust;
    private final Findings findings;
    private @Nullable CadesSignature read;

    /**
     * Checks of one container.
     *
     * @param manifest the signed manifest
     * @param signature the signature over it
     * @param archiveTimestamp the archive time-stamp; null if there is none
     * @param covered what an archive time-stamp has to cover, in the container's order
     * @param certificatesInside certificates beside the signature; information, never a reason to trust
     */
    SignatureChecks(
            byte[] manifest,
            byte[] signature,
            byte @Nullable [] archiveTimestamp,
            List<Part> covered,
            List<X509Certificate> certificatesInside,
            TrustSettings trust,
            Findings findings) {
        this.manifest = manifest;
        this.signature = signature;
        this.archiveTimestamp = archiveTimestamp;
        this.covered = covered;
        this.certificatesInside = certificatesInside;
        this.trust = trust;
        this.findings = findings;
    }

    void run() {
        try {
            CadesSignature cades = Cades.read(signature, manifest);
            if (!cades.holds()) {
                findings.fails("signature", "容器签名不成立", "The container's signature does not hold");
                return;
            }
            if (!cades.holdsExactly(certificatesInside)) {
                // Nothing signs the certificates inside a signature; those beside it are signed.
                findings.fails(
                        "signature",
                        "签名内所附证书与 " + Layout.SIGNER + "（及其时间戳所附证书）不同",
                        "The certificates inside the signature are not those of " + Layout.SIGNER
                                + ", at level B-LT with those of its time-stamp");
                return;
            }
            read = cades;
            findings.holds(
                    "signature",
                    "容器签名成立；签名证书指纹 " + Pem.fingerprint(cades.signer()),
                    "The container's signature holds; certificate " + Pem.fingerprint(cades.signer()));
            Optional<Instant> proven = checkTime(cades);
            Optional<List<X509Certificate>> path = checkIdentity(cades, proven);
            RevocationChecks revocation =
                    new RevocationChecks(cades.revocations(), archiveTimestamp != null, trust, findings);
            revocation.check(cades, certificates(cades), path, proven);
            revocation.checkEmbedded(cades);
            checkArchive(revocation);
        } catch (CMSException | OperatorCreationException | GeneralSecurityException | IOException e) {
            findings.fails("signature", "容器签名无法读取", "The container's signature " + e.getMessage());
        } catch (RuntimeException e) {
            // The ASN.1 library answers malformed input with many kinds of failure.
            findings.fails("signature", "容器签名无法读取", "The container's signature is malformed");
        }
    }

    /** Whether {@code export.json} says of the signature what is so. */
    void checkLevel(JsonNode description) {
        CadesSignature cades = read;
        if (cades == null) {
            return;
        }
        SignatureLevel level = cades.timestamp() == null
                ? SignatureLevel.B_B
                : cades.revocations().isEmpty()
                        ? SignatureLevel.B_T
                        : archiveTimestamp == null ? SignatureLevel.B_LT : SignatureLevel.B_LTA;
        Optional<SignatureLevel> stated = SignatureLevel.ofWireName(
                description.path("signature").path("level").asText());
        boolean selfSigned =
                cades.signer().getSubjectX500Principal().equals(cades.signer().getIssuerX500Principal());
        if (stated.isEmpty()
                || stated.get() != level
                || description.path("signature").path("selfSigned").asBoolean(!selfSigned) != selfSigned) {
            findings.fails(
                    "level",
                    "export.json 所述的签名级别与实际（" + level.wireName() + "）不符",
                    "export.json says another level of the signature than " + level.wireName() + ", which it has");
        } else {
            findings.holds(
                    "level",
                    "按其所附内容，签名级别为 " + level.wireName() + (selfSigned ? "；签名证书为自签，无从附吊销信息" : ""),
                    "By what it holds the signature is of level " + level.wireName()
                            + (selfSigned
                                    ? "; its certificate is self-signed, of which nothing tells revocation"
                                    : ""));
        }
    }

    /** The lists inside the signature and those the auditor gave. */
    RevocationLookup revocations() {
        List<X509CRL> lists = new ArrayList<>(trust.revocationLists());
        if (read != null) {
            lists.addAll(read.revocations());
        }
        return new RevocationLookup(lists);
    }

    /** The time that an authority the auditor trusts proves; empty if none does. */
    private Optional<Instant> checkTime(CadesSignature cades) {
        Timestamp timestamp = cades.timestamp();
        if (timestamp == null) {
            findings.notChecked(
                    "signing-time",
                    "没有时间戳：签名时间只由企业的时钟给出",
                    "There is no time-stamp: the signing time is the maker's own clock's");
            return Optional.empty();
        }
        return checkTimestamp(
                "signing-time",
                timestamp,
                Hash.sha256(cades.value()),
                "容器在 " + timestamp.at() + " 之前已签名",
                "The container was signed before " + timestamp.at());
    }

    private Optional<Instant> checkTimestamp(
            String check, Timestamp timestamp, Hash imprint, String chinese, String english) {
        try {
            timestamp.requireOneForm(trust.timestampCertificates());
            if (trust.timestampCertificates().isEmpty()) {
                timestamp.requireSound(imprint);
                findings.notChecked(
                        check,
                        chinese + "（时间戳本身成立，但未检查其机构：没有提供 --tsa-cert）",
                        english
                                + ", if its authority is to be believed: no certificate was given to trust (--tsa-cert)");
                return Optional.empty();
            }
            timestamp.verify(imprint, trust.timestampCertificates());
        } catch (TimestampException e) {
            findings.fails(check, "时间戳不成立", "The time-stamp: " + e.getMessage());
            return Optional.empty();
        }
        findings.holds(check, chinese + "，由您信任的时间戳机构证明", english + ", as a time-stamp authority you trust says");
        return Optional.of(timestamp.at());
    }

    private Optional<List<X509Certificate>> checkIdentity(CadesSignature cades, Optional<Instant> proven) {
        X509Certificate signer = cades.signer();
        if (!trust.knowsSigners()) {
            findings.notChecked(
                    "identity",
                    "未检查签名者身份：没有提供受信任的证书（--cert）",
                    "Who signed was not checked: no certificate was given to trust (--cert)");
            return Optional.empty();
        }
        try {
            // What was valid when it signed stays so, if someone else than the signer says when that was.
            Instant time = proven.orElseGet(() -> trust.time(Instant.now()));
            signer.checkValidity(Date.from(time));
            List<X509Certificate> trusted = trustedCertificates(cades);
            if (trusted.isEmpty()) {
                throw new CertificateException("no certificate in the file has a fingerprint you gave");
            }
            List<X509Certificate> path = trusted.contains(signer)
                    ? List.of(signer)
                    : CertificatePath.find(signer, certificates(cades), trusted, time);
            findings.holds("identity", "签名者由您信任的证书确认", "The signer is confirmed by a certificate you trust");
            return Optional.of(path);
        } catch (GeneralSecurityException e) {
            findings.fails(
                    "identity",
                    "签名证书不被您提供的证书确认",
                    "The signer's certificate is not confirmed by those you gave: " + e.getMessage());
            return Optional.empty();
        }
    }

    private List<X509Certificate> certificates(CadesSignature cades) {
        List<X509Certificate> all = new ArrayList<>(certificatesInside);
        all.addAll(cades.certificates());
        return all;
    }

    /** What was given, and what the file itself holds of certificates whose fingerprint was given. */
    private List<X509Certificate> trustedCertificates(CadesSignature cades) throws CertificateException {
        List<X509Certificate> trusted = new ArrayList<>(trust.certificates());
        if (!trust.fingerprints().isEmpty()) {
            for (X509Certificate certificate : certificates(cades)) {
                if (trust.fingerprints().contains(Hash.parseHex(Pem.fingerprint(certificate)))) {
                    trusted.add(certificate);
                }
            }
        }
        return trusted;
    }

    private void checkArchive(RevocationChecks revocation) {
        byte[] token = archiveTimestamp;
        if (token == null) {
            return;
        }
        try {
            Timestamp timestamp = Timestamp.parse(token);
            Optional<Instant> proven = checkTimestamp(
                    "archive",
                    timestamp,
                    Hash.sha256(Layout.archiveManifest(covered)),
                    "整个容器（含签名与吊销列表）在 " + timestamp.at() + " 已存在",
                    "The whole container, with signature and revocation lists, existed at " + timestamp.at());
            proven.ifPresent(at -> revocation.checkArchive(timestamp));
            Instant present = trust.time(Instant.now());
            if (proven.isPresent()
                    && present.isAfter(timestamp.signer().getNotAfter().toInstant())) {
                findings.notChecked(
                        "archive-renewal",
                        "存档时间戳机构的证书已于 " + timestamp.signer().getNotAfter().toInstant() + " 到期，且没有更新的存档时间戳",
                        "The archive time-stamp's certificate ended at "
                                + timestamp.signer().getNotAfter().toInstant()
                                + " and no newer archive time-stamp follows it");
            }
        } catch (MalformedException e) {
            findings.fails("archive", "存档时间戳无法读取", "The archive time-stamp: " + e.getMessage());
        }
    }
}
