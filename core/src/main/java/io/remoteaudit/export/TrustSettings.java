package io.remoteaudit.export;

import io.remoteaudit.ledger.CosignerKey;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.LogKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a verifier trusts. It comes from outside the export: a certificate or key inside it is no reason to trust it.
 *
 * @param certificates signer's certificates, or certificates of authorities above it; with {@code fingerprints} empty
 *     too, the signer's identity is left unchecked
 * @param fingerprints SHA-256 over such certificates, for an auditor who was given no file
 * @param timestampCertificates certificates of time-stamp authorities, or of authorities above them; empty leaves the
 *     time-stamps' identity unchecked
 * @param revocationLists revocation lists the auditor got, beside those in the file
 * @param logKey the ledger's key; null leaves the ledger's identity unchecked
 * @param cosigners keys of witnesses; empty leaves cosignatures unchecked
 * @param checkpoint a signed checkpoint kept from an earlier visit; null leaves the time before unchecked
 * @param at the time at which certificates must be valid where no time-stamp says better; null for the present
 */
public record TrustSettings(
        List<X509Certificate> certificates,
        Set<Hash> fingerprints,
        List<X509Certificate> timestampCertificates,
        List<X509CRL> revocationLists,
        @Nullable LogKey logKey,
        List<CosignerKey> cosigners,
        @Nullable String checkpoint,
        @Nullable Instant at) {

    /** Copies lists and set. */
    public TrustSettings {
        certificates = List.copyOf(certificates);
        fingerprints = Set.copyOf(fingerprints);
        timestampCertificates = List.copyOf(timestampCertificates);
        revocationLists = List.copyOf(revocationLists);
        cosigners = List.copyOf(cosigners);
    }

    /**
     * Trust at the present time, without time-stamp authorities.
     *
     * @param certificates signer's certificates, or certificates of authorities above it
     * @param logKey the ledger's key; null leaves the ledger's identity unchecked
     * @param checkpoint a signed checkpoint kept from an earlier visit; null leaves the time before unchecked
     */
    public TrustSettings(List<X509Certificate> certificates, @Nullable LogKey logKey, @Nullable String checkpoint) {
        this(certificates, Set.of(), List.of(), List.of(), logKey, List.of(), checkpoint, null);
    }

    /**
     * Trust in nothing: the file is checked against itself only, and the result says so.
     *
     * @return the settings
     */
    public static TrustSettings nothing() {
        return new TrustSettings(List.of(), null, null);
    }

    /**
     * The same trust with other signer's certificates.
     *
     * @param trusted signer's certificates, or certificates of authorities above it
     * @return the settings
     */
    public TrustSettings withCertificates(List<X509Certificate> trusted) {
        return new TrustSettings(
                trusted, fingerprints, timestampCertificates, revocationLists, logKey, cosigners, checkpoint, at);
    }

    /**
     * The same trust with other fingerprints of signer's certificates.
     *
     * @param trusted SHA-256 over certificates of the signer or of authorities above it
     * @return the settings
     */
    public TrustSettings withFingerprints(Set<Hash> trusted) {
        return new TrustSettings(
                certificates, trusted, timestampCertificates, revocationLists, logKey, cosigners, checkpoint, at);
    }

    /**
     * The same trust with other time-stamp authorities.
     *
     * @param trusted their certificates, or certificates of authorities above them
     * @return the settings
     */
    public TrustSettings withTimestampCertificates(List<X509Certificate> trusted) {
        return new TrustSettings(
                certificates, fingerprints, trusted, revocationLists, logKey, cosigners, checkpoint, at);
    }

    /**
     * The same trust with other revocation lists.
     *
     * @param lists lists the auditor got; each is believed by its issuer's signature alone
     * @return the settings
     */
    public TrustSettings withRevocationLists(List<X509CRL> lists) {
        return new TrustSettings(
                certificates, fingerprints, timestampCertificates, lists, logKey, cosigners, checkpoint, at);
    }

    /**
     * The same trust with another key of the ledger.
     *
     * @param trusted the key; null leaves the ledger's identity unchecked
     * @return the settings
     */
    public TrustSettings withLogKey(@Nullable LogKey trusted) {
        return new TrustSettings(
                certificates, fingerprints, timestampCertificates, revocationLists, trusted, cosigners, checkpoint, at);
    }

    /**
     * The same trust with other witnesses.
     *
     * @param trusted their keys; empty leaves cosignatures unchecked
     * @return the settings
     */
    public TrustSettings withCosigners(List<CosignerKey> trusted) {
        return new TrustSettings(
                certificates, fingerprints, timestampCertificates, revocationLists, logKey, trusted, checkpoint, at);
    }

    /**
     * The same trust with another checkpoint kept from an earlier visit.
     *
     * @param kept a signed checkpoint; null leaves the time before unchecked
     * @return the settings
     */
    public TrustSettings withCheckpoint(@Nullable String kept) {
        return new TrustSettings(
                certificates, fingerprints, timestampCertificates, revocationLists, logKey, cosigners, kept, at);
    }

    /**
     * The same trust at another time.
     *
     * @param time when certificates must be valid where no time-stamp says better; null for the present
     * @return the settings
     */
    public TrustSettings withTime(@Nullable Instant time) {
        return new TrustSettings(
                certificates,
                fingerprints,
                timestampCertificates,
                revocationLists,
                logKey,
                cosigners,
                checkpoint,
                time);
    }

    /** Whether anything was given that can confirm who signed. */
    boolean knowsSigners() {
        return !certificates.isEmpty() || !fingerprints.isEmpty();
    }

    /** The time that counts where no time-stamp says better. */
    Instant time(Instant present) {
        return at == null ? present : at;
    }
}
