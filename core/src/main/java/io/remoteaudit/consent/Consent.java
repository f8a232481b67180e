package io.remoteaudit.consent;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor asked consent for, and what became of it.
 *
 * @param id its id
 * @param engagement the engagement it was asked in
 * @param auditorId who asked, and who alone may use it
 * @param auditor that auditor's name
 * @param item what for
 * @param bytes how large that is; 0 for a capture
 * @param reason why it is wanted
 * @param askedAt when
 * @param grant how it was granted; null if it was not
 * @param end how it was refused, or taken back; null if it was neither
 * @param uses what was taken with it, oldest first
 * @param taken how many bytes were taken with a grant that is for once
 * @param version how many entries the ledger holds of it
 */
public record Consent(
        String id,
        String engagement,
        String auditorId,
        String auditor,
        ConsentItem item,
        long bytes,
        String reason,
        Instant askedAt,
        @Nullable ConsentGrant grant,
        @Nullable ConsentEnd end,
        List<ConsentUse> uses,
        long taken,
        int version) {

    /** Checks that nothing required is missing. */
    public Consent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(askedAt, "askedAt");
        uses = List.copyOf(uses);
    }

    /**
     * Where it stands.
     *
     * @param now the time
     * @return the state at that time
     */
    public ConsentState state(Instant now) {
        ConsentGrant given = grant;
        if (end != null) {
            return given == null ? ConsentState.REFUSED : ConsentState.REVOKED;
        } else if (given == null) {
            return ConsentState.ASKED;
        } else if (given.once() && bytes > 0 && taken >= bytes) {
            return ConsentState.USED;
        }
        return now.isBefore(given.until()) ? ConsentState.GRANTED : ConsentState.EXPIRED;
    }
}
