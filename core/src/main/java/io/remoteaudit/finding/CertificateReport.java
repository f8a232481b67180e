package io.remoteaudit.finding;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A decision on a certificate as it was reported. It is never changed; a later report may replace it.
 *
 * @param id its id
 * @param engagement the engagement it was reported in
 * @param decision what was decided
 * @param by who reported it
 * @param at when the ledger took it
 * @param leafIndex its place in the ledger; empty until it is sequenced
 */
public record CertificateReport(
        String id, String engagement, CertificateDecision decision, String by, Instant at, OptionalLong leafIndex) {

    /** Checks that nothing is missing. */
    public CertificateReport {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(engagement, "engagement");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(leafIndex, "leafIndex");
    }
}
