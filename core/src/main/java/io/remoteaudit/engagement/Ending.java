package io.remoteaudit.engagement;

import java.time.Instant;

/**
 * One party's agreement to end an engagement before its time. With both, it ends.
 *
 * @param party which party agrees
 * @param reason why
 * @param by the person who agrees for the party
 * @param at when the ledger took it
 */
public record Ending(Party party, String reason, String by, Instant at) {}
