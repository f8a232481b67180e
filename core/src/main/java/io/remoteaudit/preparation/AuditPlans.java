package io.remoteaudit.preparation;

import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.standard.Catalogue;
import java.time.Clock;

/**
 * Audit plans: the body proposes, the maker confirms or changes, and whoever did not write the newest version confirms
 * it. Possible from when both parties have accepted the terms until the engagement ends. Safe for use by several threads.
 */
public final class AuditPlans {

    private final StepEntries entries;
    private final Catalogue catalogue;

    AuditPlans(Ledger ledger, Engagements engagements, Catalogue catalogue, Clock clock) {
        this.entries = new StepEntries(ledger, engagements, clock, EntryKind.PLAN);
        this.catalogue = catalogue;
    }

    /**
     * The plan of an engagement.
     *
     * @param engagement the engagement's id
     * @param ledgerSize the ledger size to look at; {@link Long#MAX_VALUE} also for what is not sequenced yet
     * @return the plan; without steps while nothing is proposed
     */
    public AuditPlan of(String engagement, long ledgerSize) {
        return new AuditPlan(engagement, entries.read(engagement, ledgerSize));
    }

    /**
     * Writes a new version, which voids a confirmation.
     *
     * @param engagement the engagement's id
     * @param expectedVersion how many steps the plan has, as the caller has read it
     * @param party who writes it; the maker only once the body has proposed one
     * @param agenda the whole plan
     * @param by the person who writes it for the party
     * @return the plan after it
     * @throws InvalidPreparationException if the agenda is not sound
     * @throws PreparationConflictException if it has changed, or the engagement is not scheduled or active
     */
    public AuditPlan write(
            String engagement, int expectedVersion, Party party, PreparationContent.Agenda agenda, String by) {
        Engagement open = entries.requireProposable(engagement, expectedVersion, party);
        PreparationWords.requireCount("items", agenda.items(), 1, PreparationWords.MOST_ITEMS);
        agenda.items().forEach(item -> requireSound(open, item));
        entries.append(engagement, expectedVersion, party, by, agenda);
        return of(engagement, Long.MAX_VALUE);
    }

    /**
     * Confirms the newest version for the party that did not write it.
     *
     * @param engagement the engagement's id
     * @param expectedVersion how many steps the plan has, as the caller has read it
     * @param party who confirms
     * @param confirmation what is said beside it
     * @param by the person who confirms for the party
     * @return the plan after it
     * @throws PreparationConflictException if it has changed, is not the other party's, is confirmed already, or the
     *     engagement is not scheduled or active
     */
    public AuditPlan confirm(
            String engagement,
            int expectedVersion,
            Party party,
            PreparationContent.Confirmation confirmation,
            String by) {
        entries.confirm(engagement, expectedVersion, party, confirmation, by);
        return of(engagement, Long.MAX_VALUE);
    }

    private void requireSound(Engagement engagement, AgendaItem item) {
        PreparationWords.require("site", item.site(), PreparationWords.LONGEST_NAME);
        PreparationWords.require("process", item.process(), PreparationWords.LONGEST_TEXT);
        PreparationWords.require("auditor", item.auditor(), PreparationWords.LONGEST_NAME);
        PreparationWords.requireClause(catalogue, engagement.terms().criteria(), item.clause());
        if (!item.from().isBefore(item.to())) {
            throw new InvalidPreparationException(
                    "'" + item.process() + "' ends at " + item.to() + ", not after it begins; correct the times");
        }
    }
}
