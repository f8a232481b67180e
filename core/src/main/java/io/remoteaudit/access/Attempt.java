package io.remoteaudit.access;

import java.time.Instant;

/**
 * An attempt that is durable in the ledger.
 *
 * @param id names it
 * @param engagement the engagement acted in
 * @param at when the ledger took it
 */
public record Attempt(String id, String engagement, Instant at) {}
