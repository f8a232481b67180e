package io.remoteaudit.engagement;

import java.time.Instant;

/**
 * That an engagement was put away.
 *
 * @param by who archived it
 * @param at when the ledger took it
 */
public record Archival(String by, Instant at) {}
