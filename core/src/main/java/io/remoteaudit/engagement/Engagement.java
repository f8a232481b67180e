package io.remoteaudit.engagement;

import io.remoteaudit.ledger.Hash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * @param course what became of it beside its terms
 * @param version how many entries the ledger holds of it
 */
public record Engagement(
        String id,
        int termsVersion,
        EngagementTerms terms,
        Hash digest,
        @Nullable Acceptance maker,
        @Nullable Acceptance body,
        Course course,
        int version) {

    /** Checks that nothing required is missing. */
    public Engagement {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(terms, "terms");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(course, "course");
    }

    /**
     * How it was revoked.
     *
     * @return the revocation; null if it was not revoked
     */
    public @Nullable Revocation revocation() {
        return course.revocation();
    }

    /**
     * The suspension that holds now, also while changed terms wait for acceptance.
     *
     * @return the suspension; null if it is not halted
     */
    public @Nullable Suspension suspension() {
        List<Suspension> suspensions = course.suspensions();
        Suspension last = suspensions.isEmpty() ? null : suspensions.get(suspensions.size() - 1);
        return last == null || last.resumed() != null ? null : last;
    }

    /**
     * Whether one party accepted the present terms.
     *
     * @param party which party
     * @return true if it did
     */
    public boolean accepted(Party party) {
        return (party == Party.MAKER ? maker : body) != null;
    }

    /**
     * Where the engagement stands.
     *
     * @param now the time
     * @return the state at that time
     */
    public EngagementState state(Instant now) {
        if (course.archival() != null) {
            return EngagementState.ARCHIVED;
        }
        if (course.revocation() != null) {
            return EngagementState.REVOKED;
        }
        if (over(now)) {
            return afterAccess(now);
        }
        if (maker == null || body == null) {
            return unconfirmed();
        }
        if (forbidden()) {
            return EngagementState.PROPOSED;
        }
        if (suspension() != null) {
            return EngagementState.SUSPENDED;
        }
        return now.isBefore(terms.accessFrom()) ? EngagementState.SCHEDULED : EngagementState.ACTIVE;
    }

    /**
     * When the auditors' access ends, or ended by agreement.
     *
     * @return the end of the access window
     */
    public Instant accessEnd() {
        Instant agreed = course.endedAt();
        return agreed != null && agreed.isBefore(terms.accessTo()) ? agreed : terms.accessTo();
    }

    /**
     * When nobody outside can do anything any more, since findings are not followed up any longer.
     *
     * @return {@link #accessEnd()} if the terms let nothing be followed up
     */
    public Instant followUpEnd() {
        return accessEnd().plus(Duration.ofDays(terms.followUpDays()));
    }

    /** Whether the access window is over, or was ended before. */
    boolean over(Instant now) {
        // What both ended is over on every node, whatever its clock says.
        return course.endedAt() != null || !now.isBefore(terms.accessTo());
    }

    /** What was halted stays halted: else one party's halt would be undone by waiting. */
    private EngagementState afterAccess(Instant now) {
        if (maker == null || body == null || forbidden() || !now.isBefore(followUpEnd())) {
            return EngagementState.ENDED;
        }
        return suspension() == null ? EngagementState.FOLLOW_UP : EngagementState.SUSPENDED;
    }

    private EngagementState unconfirmed() {
        if (maker != null) {
            return EngagementState.CONFIRMED_BY_MAKER;
        }
        return body == null ? EngagementState.PROPOSED : EngagementState.CONFIRMED_BY_BODY;
    }

    /** Acceptance is refused before; should a ledger hold one all the same, it still opens nothing. */
    private boolean forbidden() {
        return terms.auditorProfile() != null && terms.auditorProfile().kind() == AuditorKind.FOREIGN_REGULATOR;
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
