package io.remoteaudit.export;

import io.remoteaudit.ledger.LogKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verifier trusts. It comes from outside the export: a certificate or key inside it is no reason to trust it.
 *
 * @param certificates signer's certificates, or certificates of authorities above it; empty leaves the signer's
 *     identity unchecked
 * @param logKey the ledger's key; null leaves the ledger's identity unchecked
 * @param checkpoint a signed checkpoint kept from an earlier visit; null leaves the time before unchecked
 */
public record TrustSettings(
        List<X509Certificate> certificates,
        @Nullable LogKey logKey,
        @Nullable String checkpoint) {

    /** Copies the list. */
    public TrustSettings {
        certificates = List.copyOf(certificates);
    }

    /**
     * Trust in nothing: the file is checked against itself only, and the result says so.
     *
     * @return the settings
     */
    public static TrustSettings nothing() {
        return new TrustSettings(List.of(), null, null);
    }
}
