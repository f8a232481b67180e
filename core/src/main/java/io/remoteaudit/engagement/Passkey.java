package io.remoteaudit.engagement;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passkey of an auditor, which lets the auditor into the pages of one engagement without a token. What it signs with
 * never leaves the auditor's device.
 *
 * @param id names the passkey
 * @param engagement the engagement it is bound to
 * @param auditorId the auditor it is bound to
 * @param name what the auditor calls it
 * @param transports how a browser reaches the device, as the browser told it
 * @param registeredAt when it was registered
 * @param lastUsedAt when the auditor last came in with it; null if never
 * @param removedAt when it was removed; null if it was not
 * @param removedBy who removed it; null if nobody did
 */
public record Passkey(
        String id,
        String engagement,
        String auditorId,
        String name,
        List<String> transports,
        Instant registeredAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant removedAt,
        @Nullable String removedBy) {

    /** Copies the list. */
    public Passkey {
        transports = List.copyOf(transports);
    }
}
