package io.remoteaudit.preparation;

import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.ScopedRecords;
import io.remoteaudit.standard.Catalogue;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;

/**
 * Preparation lists (准备清单): agreed as plans are, and fulfilled by the maker item by item. Possible from when both
 * parties have accepted the terms, so before the access window opens. Safe for use by several threads.
 */
public final class PreparationLists {

    private final Ledger ledger;
    private final StepEntries entries;
    private final ScopedRecords records;
    private final Catalogue catalogue;

    PreparationLists(Ledger ledger, Engagements engagements, ScopedRecords records, Catalogue catalogue, Clock clock) {
        this.ledger = ledger;
        this.entries = new StepEntries(ledger, engagements, clock, EntryKind.PREPARATION);
        this.records = records;
        this.catalogue = catalogue;
    }

    /**
     * The list of an engagement.
     *
     * @param engagement the engagement's id
     * @param ledgerSize the ledger size to look at; {@link Long#MAX_VALUE} also for what is not sequenced yet
     * @return the list; without steps while nothing is proposed
     */
    public PreparationList of(String engagement, long ledgerSize) {
        return new PreparationList(engagement, entries.read(engagement, ledgerSize));
    }

    /**
     * Writes a new version, which voids a confirmation. Items it repeats unchanged stay as ready as they were.
     *
     * @param engagement the engagement's id
     * @param expectedVersion how many steps the list has, as the caller has read it
     * @param party who writes it; the maker only once the body has proposed one
     * @param wanted the whole list
     * @param by the person who writes it for the party
     * @return the list after it
     * @throws InvalidPreparationException if an item is not sound, or two have one id
     * @throws PreparationConflictException if it has changed, or the engagement is not scheduled or active
     */
    public PreparationList write(
            String engagement, int expectedVersion, Party party, PreparationContent.Wanted wanted, String by) {
        Engagement open = entries.requireProposable(engagement, expectedVersion, party);
        PreparationWords.requireCount("items", wanted.items(), 1, PreparationWords.MOST_ITEMS);
        Set<String> ids = new HashSet<>();
        for (WantedItem item : wanted.items()) {
            requireSound(open, item);
            if (!ids.add(item.id())) {
                throw new InvalidPreparationException("Two items have the id '" + item.id() + "'; rename one");
            }
        }
        entries.append(engagement, expectedVersion, party, by, wanted);
        return of(engagement, Long.MAX_VALUE);
    }

    /**
     * Confirms the newest version for the party that did not write it.
     *
     * @param engagement the engagement's id
     * @param expectedVersion how many steps the list has, as the caller has read it
     * @param party who confirms
     * @param confirmation what is said beside it
     * @param by the person who confirms for the party
     * @return the list after it
     * @throws PreparationConflictException if it has changed, is not the other party's, is confirmed already, or the
     *     engagement is not scheduled or active
     */
    public PreparationList confirm(
            String engagement,
            int expectedVersion,
            Party party,
            PreparationContent.Confirmation confirmation,
            String by) {
        entries.confirm(engagement, expectedVersion, party, confirmation, by);
        return of(engagement, Long.MAX_VALUE);
    }

    /**
     * Says for the maker how far an item is, replacing what was said before.
     *
     * @param engagement the engagement's id
     * @param expectedVersion how many steps the list has, as the caller has read it
     * @param said what is said
     * @param by who says it
     * @return the list after it
     * @throws InvalidPreparationException if a record version is not in scope, or what is not ready has no note
     * @throws PreparationConflictException if the list has changed or has no such item, or the engagement is not
     *     scheduled or active
     */
    public PreparationList fulfil(
            String engagement, int expectedVersion, PreparationContent.Fulfilment said, String by) {
        Engagement open = entries.requireOpen(engagement);
        PreparationList list = new PreparationList(engagement, entries.requireVersion(engagement, expectedVersion));
        if (list.items().stream().noneMatch(item -> item.item().id().equals(said.item()))) {
            throw new PreparationConflictException("The list has no item '" + said.item() + "'; read it again");
        }
        if (!said.ready()) {
            PreparationWords.require("note", said.note(), PreparationWords.LONGEST_NOTE);
        }
        PreparationWords.requireCount("records", said.records(), 0, PreparationWords.MOST_ITEMS);
        for (AttachedRecord record : said.records()) {
            if (!shows(open, record, ledger.size())) {
                throw new InvalidPreparationException("Record '" + record.recordId() + "' version " + record.version()
                        + " is not in the engagement's scope; name one the auditors may see");
            }
        }
        entries.append(engagement, expectedVersion, Party.MAKER, by, said);
        return of(engagement, Long.MAX_VALUE);
    }

    /**
     * Whether an engagement's auditors may know of a record version.
     *
     * @param engagement the engagement
     * @param record the record version
     * @param ledgerSize the ledger size to look at
     * @return false for what is outside the scope and for what does not exist
     */
    public boolean shows(Engagement engagement, AttachedRecord record, long ledgerSize) {
        return records.find(engagement.terms().scope(), record.recordId(), record.version(), ledgerSize)
                .isPresent();
    }

    private void requireSound(Engagement engagement, WantedItem item) {
        if (!WantedItem.isId(item.id())) {
            throw new InvalidPreparationException(
                    "'" + item.id() + "' is not an item's id, 1 to 40 letters, digits or . _ -");
        }
        PreparationWords.require("wanted", item.wanted(), PreparationWords.LONGEST_NOTE);
        PreparationWords.require("owner", item.owner(), PreparationWords.LONGEST_NAME);
        PreparationWords.requireClause(catalogue, engagement.terms().criteria(), item.clause());
        if (item.recordType() != null && !knowsRecordType(item.recordType())) {
            throw new InvalidPreparationException("'" + item.recordType() + "' is not a record type of the catalogue");
        }
    }

    /**
     * Whether there is such a record type.
     *
     * @param recordType its id
     * @return true if the catalogue has it
     */
    public boolean knowsRecordType(String recordType) {
        return catalogue.recordType(recordType).isPresent();
    }
}
