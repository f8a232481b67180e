package io.remoteaudit.export;

import io.remoteaudit.standard.LocalizedText;
import io.remoteaudit.timestamp.CertificatePath;
import io.remoteaudit.timestamp.RevocationLookup;
import io.remoteaudit.timestamp.RevocationStatus;
import io.remoteaudit.timestamp.RevocationStatus.Gap;
import io.remoteaudit.timestamp.RevocationStatus.NotRevoked;
import io.remoteaudit.timestamp.RevocationStatus.Revoked;
import io.remoteaudit.timestamp.RevocationStatus.Unknown;
import io.remoteaudit.timestamp.Timestamp;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether certificates had been revoked when they were used, by the lists in the file and those the auditor gave. */
final class RevocationChecks {

    private static final String CHECK = "revocation";

    private final boolean embedded;
    private final boolean listed;
    private final boolean archived;
    private final RevocationLookup lookup;
    private final TrustSettings trust;
    private final Findings findings;

    /**
     * Checks of one container.
     *
     * @param embedded the lists in the file
     * @param archived whether an archive time-stamp covers them
     */
    RevocationChecks(List<X509CRL> embedded, boolean archived, TrustSettings trust, Findings findings) {
        List<X509CRL> lists = new ArrayList<>(embedded);
        lists.addAll(trust.revocationLists());
        this.embedded = !embedded.isEmpty();
        this.listed = !lists.isEmpty();
        this.archived = archived;
        this.lookup = new RevocationLookup(lists);
        this.trust = trust;
        this.findings = findings;
    }

    /**
     * The signer and the authority of the signature's time-stamp.
     *
     * @param known certificates an issuer may be found among; whether it is one, its key shows
     * @param path from the signer to a certificate the auditor trusts
     * @param proven when it was signed
     */
    void check(
            CadesSignature cades,
            List<X509Certificate> known,
            Optional<List<X509Certificate>> path,
            Optional<Instant> proven) {
        boolean selfSigned = RevocationLookup.isSelfSigned(cades.signer());
        if (selfSigned) {
            findings.notChecked(
                    CHECK,
                    "签名证书为自签：要么本身受信任，要么不可信；不适用吊销",
                    "The signer's certificate is self-signed: it is trusted by itself or not at all, and revocation does"
                            + " not apply");
        }
        Timestamp timestamp = cades.timestamp();
        if (!listed) {
            if (!selfSigned || timestamp != null) {
                findings.notChecked(
                        CHECK,
                        "没有附吊销列表：签名时证书是否已被吊销，无法由本文件得知",
                        "There are no revocation lists: whether a certificate had been revoked cannot be told from this"
                                + " file");
            }
            return;
        }
        if (proven.isEmpty() || timestamp == null || (path.isEmpty() && !selfSigned)) {
            List<X509Certificate> own = withIssuer(path.orElse(List.of(cades.signer())), known);
            Instant claimed = timestamp == null ? trust.time(Instant.now()) : timestamp.at();
            RevocationStatus status = lookup.ofSigner(own, claimed);
            if (status instanceof Revoked) {
                holds("签名者", "The signer", status, claimed);
                return;
            }
            findings.notChecked(
                    CHECK,
                    "未检查吊销列表：签名者或签名时间未确认（--cert、--tsa-cert）",
                    "Revocation was not checked: who signed, or when, is not confirmed (--cert, --tsa-cert)");
            return;
        }
        boolean holds = selfSigned
                || holds(
                        "签名者",
                        "The signer",
                        lookup.ofSigner(withIssuer(path.get(), known), proven.get()),
                        proven.get());
        RevocationStatus authority = ofAuthority(lookup, timestamp, trust.timestampCertificates());
        holds &= holds("时间戳机构", "The time-stamp authority", authority, timestamp.at());
        if (holds && embedded && !archived) {
            findings.notChecked(
                    "revocation-lists",
                    "没有存档时间戳（B-LT 级）：签名内附哪些吊销列表由企业决定，没有别的东西保护；所依据的各份列表均由其签发机构签名，" + "并涵盖签名时间。您可另行提供列表（--crl）",
                    "There is no archive time-stamp (level B-LT): which revocation lists stand in the signature is as the"
                            + " maker embedded them, and nothing protects that. Those relied on are signed by their"
                            + " authorities and cover the signing time. You can give lists of your own (--crl)");
        }
    }

    /** Whether somebody signed each list inside a signature that nothing else protects. */
    void checkEmbedded(CadesSignature cades) {
        if (!archived && !RevocationLookup.areBy(cades.certificates(), cades.revocations())) {
            findings.fails(
                    "revocation-lists",
                    "签名内附的某份吊销列表不是由签名内任何证书的机构签发",
                    "A revocation list inside the signature is by none of the authorities whose certificates stand there");
        }
    }

    private boolean holds(String chinese, String english, RevocationStatus status, Instant at) {
        LocalizedText words = RevocationWords.of(status, at);
        String zh = chinese + "：" + words.zh();
        String en = english + ": " + words.en();
        if (status instanceof NotRevoked) {
            findings.holds(CHECK, zh, en);
            return true;
        }
        boolean claimed = status instanceof Unknown unknown && embedded && unknown.gap() != Gap.NO_ISSUER;
        if (status instanceof Revoked || claimed) {
            findings.fails(CHECK, zh, en);
            return false;
        }
        findings.notChecked(CHECK, zh, en);
        return status instanceof RevocationStatus.SelfSigned;
    }

    /** The authority of the archive time-stamp, which lists in the file cover if it also gave the signature's. */
    void checkArchive(Timestamp timestamp) {
        RevocationStatus status = ofAuthority(lookup, timestamp, trust.timestampCertificates());
        LocalizedText words = RevocationWords.of(status, timestamp.at());
        String zh = "存档时间戳机构：" + words.zh();
        String en = "The archive time-stamp's authority: " + words.en();
        if (status instanceof NotRevoked) {
            findings.holds("archive-revocation", zh, en);
        } else if (status instanceof Revoked) {
            findings.fails("archive-revocation", zh, en);
        } else {
            findings.notChecked("archive-revocation", zh, en);
        }
    }

    /**
     * The status of a time-stamp's authority at its time.
     *
     * @param timestamp one that {@link Timestamp#verify} has found to be of an authority below {@code trusted}
     */
    static RevocationStatus ofAuthority(RevocationLookup lookup, Timestamp timestamp, List<X509Certificate> trusted) {
        try {
            List<X509Certificate> path =
                    CertificatePath.find(timestamp.signer(), timestamp.certificates(), trusted, timestamp.at());
            return lookup.ofAuthority(withIssuer(path, timestamp.certificates()), timestamp.at());
        } catch (GeneralSecurityException e) {
            return new Unknown(timestamp.signer(), Gap.NO_ISSUER);
        }
    }

    /** Who trusts a certificate itself, and not one above it, can still learn from its issuer's lists. */
    private static List<X509Certificate> withIssuer(List<X509Certificate> path, List<X509Certificate> known) {
        X509Certificate leaf = path.get(0);
        if (path.size() > 1 || RevocationLookup.isSelfSigned(leaf)) {
            return path;
        }
        return CertificatePath.issuer(leaf, known)
                .map(issuer -> List.of(leaf, issuer))
                .orElse(path);
    }
}
