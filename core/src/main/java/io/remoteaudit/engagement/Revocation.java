package io.remoteaudit.engagement;

import java.time.Instant;

/**
 * The end of an engagement before its time.
 *
 * @param reason why
 * @param by who revoked it
 * @param at when the ledger took the revocation
 */
public record Revocation(String reason, String by, Instant at) {}
