package io.remoteaudit.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One access as the trail holds it.
 *
 * @param id names it
 * @param engagement the engagement acted in
 * @param auditorId who acted
 * @param credentialId the token used, by its id
 * @param action what was done
 * @param target what it was done to
 * @param remoteAddress where the request came from
 * @param ledgerSize the ledger size it was answered at
 * @param at when the ledger took the attempt
 * @param leafIndex the attempt's place in the ledger
 * @param session the page session the auditor came by, by its id; null for one who brought the token itself
 * @param served what was answered; null while the answer is under way, or if the process ended before it was
 */
public record Access(
        String id,
        String engagement,
        String auditorId,
        String credentialId,
        String action,
        String target,
        String remoteAddress,
        long ledgerSize,
        Instant at,
        long leafIndex,
        @Nullable String session,
        @Nullable Served served) {}
