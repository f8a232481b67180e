package io.remoteaudit.access;

import java.util.Objects;

/**
 * Something an auditor is about to do.
 *
 * @param engagement the engagement acted in
 * @param auditorId who acts
 * @param credentialId the token used; its id, never the secret
 * @param action what is done, one lower-case word or two, for example {@code search} or {@code read-record}
 * @param target what it is done to, for example a record's id or a query; cut to 1,000 characters
 * @param remoteAddress where the request came from
 * @param ledgerSize the ledger size it is answered at
 */
public record NewAttempt(
        String engagement,
        String auditorId,
        String credentialId,
        String action,
        String target,
        String remoteAddress,
        long ledgerSize) {

    /** How much of a target is kept. */
    public static final int LONGEST_TARGET = 1_000;

    /** Checks that nothing is missing and cuts the target, saying so. */
    public NewAttempt {
        Objects.requireNonNull(engagement, "engagement");
        Objects.requireNonNull(auditorId, "auditorId");
        Objects.requireNonNull(credentialId, "credentialId");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(remoteAddress, "remoteAddress");
        target = target.length() <= LONGEST_TARGET ? target : target.substring(0, LONGEST_TARGET - 1) + "…";
    }
}
