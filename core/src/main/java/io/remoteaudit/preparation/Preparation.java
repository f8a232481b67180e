package io.remoteaudit.preparation;

import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.ScopedRecords;
import io.remoteaudit.standard.Catalogue;
import java.time.Clock;
import java.util.Objects;

/**
 * All that is prepared before an audit. Safe for use by several threads.
 *
 * @param organization who the maker is
 * @param plans the audit plans
 * @param lists the preparation lists
 */
public record Preparation(OrganizationProfiles organization, AuditPlans plans, PreparationLists lists) {

    /** Checks that nothing is missing. */
    public Preparation {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(plans, "plans");
        Objects.requireNonNull(lists, "lists");
    }

    /**
     * Preparation kept in a ledger.
     *
     * @param ledger the ledger
     * @param engagements says what is agreed and open
     * @param records tells which record versions are in scope
     * @param catalogue names editions and record types
     * @param unsaid the profile as long as the maker has kept none
     * @param clock gives the time
     * @return the preparation
     */
    public static Preparation open(
            Ledger ledger,
            Engagements engagements,
            ScopedRecords records,
            Catalogue catalogue,
            OrganizationProfile unsaid,
            Clock clock) {
        return new Preparation(
                new OrganizationProfiles(ledger, unsaid),
                new AuditPlans(ledger, engagements, catalogue, clock),
                new PreparationLists(ledger, engagements, records, catalogue, clock));
    }
}
