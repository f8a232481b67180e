package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.timestamp.CertificatePath;
import io.remoteaudit.timestamp.Timestamp;
import io.remoteaudit.timestamp.TimestampException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** A list is current a while longer than the moment it is asked for. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

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
            if (archiveTimestamp == null
                    && cades.revocations().isEmpty()
                    && !sameCertificates(cades.certificates(), certificatesInside)) {
                // Nothing signs the certificates inside a signature; those beside it are signed.
                findings.fails(
                        "signature",
                        "签名内所附证书与 " + Layout.SIGNER + " 不同",
                        "The certificates inside the signature are not those of " + Layout.SIGNER);
                return;
            }
            read = cades;
            findings.holds(
                    "signature",
                    "容器签名成立；签名证书指纹 " + Pem.fingerprint(cades.signer()),
                    "The container's signature holds; certificate " + Pem.fingerprint(cades.signer()));
            Optional<Instant> proven = checkTime(cades);
            Optional<List<X509Certificate>> path = checkIdentity(cades, proven);
            checkRevocation(cades, path, proven);
            checkArchive();
        } catch (CMSException | OperatorCreationException | GeneralSecurityException | IOException e) {
            findings.fails("signature", "容器签名无法读取", "The container's signature " + e.getMessage());
        } catch (RuntimeException e) {
            // The ASN.1 library answers malformed input with many kinds of failure.
            findings.fails("signature", "容器签名无法读取", "The container's signature is malformed");
        }
    }

    private static boolean sameCertificates(List<X509Certificate> inside, List<X509Certificate> beside) {
        return inside.size() == beside.size() && inside.containsAll(beside) && beside.containsAll(inside);
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
            findings.holds("level", "签名级别为 " + level.wireName(), "The signature is of level " + level.wireName());
        }
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

    private void checkRevocation(CadesSignature cades, Optional<List<X509Certificate>> path, Optional<Instant> proven) {
        if (cades.revocations().isEmpty()) {
            findings.notChecked(
                    "revocation",
                    "没有附吊销列表：签名时证书是否已被吊销，无法由本文件得知",
                    "There are no revocation lists: whether a certificate had been revoked cannot be told from this file");
            return;
        }
        if (path.isEmpty() || proven.isEmpty()) {
            findings.notChecked(
                    "revocation",
                    "未检查吊销列表：签名者或签名时间未确认（--cert、--tsa-cert）",
                    "Revocation was not checked: who signed, or when, is not confirmed (--cert, --tsa-cert)");
            return;
        }
        Optional<String> problem = revocation(path.get(), cades.revocations(), proven.get());
        Timestamp timestamp = cades.timestamp();
        if (problem.isEmpty() && timestamp != null) {
            try {
                List<X509Certificate> authority = CertificatePath.find(
                        timestamp.signer(), timestamp.certificates(), trust.timestampCertificates(), timestamp.at());
                problem = revocation(authority, cades.revocations(), timestamp.at());
            } catch (GeneralSecurityException e) {
                problem = Optional.of("the time-stamp authority's path is not found");
            }
        }
        if (problem.isPresent()) {
            findings.fails("revocation", "吊销检查不成立：" + problem.get(), "Revocation: " + problem.get());
        } else {
            findings.holds(
                    "revocation",
                    "签名者与时间戳机构的证书当时均未被吊销",
                    "No certificate of signer and time-stamp authority had been revoked then");
        }
    }

    /** What is wrong with a path's certificates at a time, by the lists; empty if each is listed and none revoked. */
    private static Optional<String> revocation(List<X509Certificate> path, List<X509CRL> lists, Instant at) {
        for (int i = 0; i + 1 < path.size(); i++) {
            X509Certificate certificate = path.get(i);
            X509Certificate issuer = path.get(i + 1);
            String name = certificate.getSubjectX500Principal().getName();
            Optional<X509CRL> list =
                    lists.stream().filter(one -> isBy(one, issuer, at)).findFirst();
            if (list.isEmpty()) {
                return Optional.of("no list in the file, current at " + at + ", is by the issuer of " + name);
            }
            X509CRLEntry entry = list.get().getRevokedCertificate(certificate.getSerialNumber());
            if (entry != null && !entry.getRevocationDate().toInstant().isAfter(at)) {
                return Optional.of(name + " had been revoked at "
                        + entry.getRevocationDate().toInstant());
            }
        }
        return Optional.empty();
    }

    private static boolean isBy(X509CRL list, X509Certificate issuer, Instant at) {
        try {
            list.verify(issuer.getPublicKey());
            return list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                    && !list.getThisUpdate().toInstant().isAfter(at.plus(CLOCKS_APART))
                    && list.getNextUpdate() != null
                    && !list.getNextUpdate().toInstant().isBefore(at.minus(CLOCKS_APART));
        } catch (GeneralSecurityException e) {
            // A list by somebody else says nothing of this issuer's certificates.
            return false;
        }
    }

    private void checkArchive() {
        byte[] token = archiveTimestamp;
        if (token == null) {
            return;
        }
        try {
            Timestamp timestamp = Timestamp.parse(token);
            if (!Arrays.equals(timestamp.token(), token)) {
                throw new MalformedException("the archive time-stamp is not exactly one object");
            }
            Optional<Instant> proven = checkTimestamp(
                    "archive",
                    timestamp,
                    Hash.sha256(Layout.archiveManifest(covered)),
                    "整个容器（含签名与吊销列表）在 " + timestamp.at() + " 已存在",
                    "The whole container, with signature and revocation lists, existed at " + timestamp.at());
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
