package io.remoteaudit.engagement;

import io.remoteaudit.ledger.Hash;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One agreed audit as it stands now.
 *
 * @param id the id the maker gave it
 * @param termsVersion how many texts of terms there were; 1 for the first
 * @param terms the present terms
 * @param digest the digest of the present terms
 * @param maker the maker's acceptance of the present terms; null while there is none
 * @param body the certification body's acceptance of the present terms; null while there is none
 * @param revocation how it was revoked; null if it was not
 * @param version how many entries the ledger holds of it
 */
public record Engagement(
        String id,
        int termsVersion,
        EngagementTerms terms,
        Hash digest,
        @Nullable Acceptance maker,
        @Nullable Acceptance body,
        @Nullable Revocation revocation,
        int version) {

    /** Checks that nothing required is missing. */
    public Engagement {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(terms, "terms");
        Objects.requireNonNull(digest, "digest");
    }

    /**
     * Where the engagement stands.
     *
     * @param now the time
     * @return the state at that time
     */
    public EngagementState state(Instant now) {
        if (revocation != null) {
            return EngagementState.REVOKED;
        }
        if (!now.isBefore(terms.accessTo())) {
            return EngagementState.ENDED;
        }
        if (maker == null || body == null) {
            return EngagementState.PROPOSED;
        }
        return now.isBefore(terms.accessFrom()) ? EngagementState.SCHEDULED : EngagementState.ACTIVE;
    }

    /**
     * An auditor of the present terms.
     *
     * @param auditorId the id
     * @return the auditor, or empty if the terms name none of that id
     */
    public Optional<Auditor> auditor(String auditorId) {
        return terms.auditors().stream()
                .filter(auditor -> auditor.id().equals(auditorId))
                .findFirst();
    }
}
