package io.remoteaudit.engagement;

import io.remoteaudit.ledger.Hash;
import java.time.Instant;

/**
 * One party's acceptance of exactly one text of terms.
 *
 * @param party who accepts
 * @param by the person who accepted for the party
 * @param at when the ledger took the acceptance
 * @param digest the digest of the terms accepted
 */
public record Acceptance(Party party, String by, Instant at, Hash digest) {}
