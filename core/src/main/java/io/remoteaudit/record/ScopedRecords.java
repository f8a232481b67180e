package io.remoteaudit.record;

import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.Erasure;
import java.util.List;
import java.util.Optional;

/**
 * Reads records on an auditor's behalf. A version outside the scope, or not yet in the ledger at the given size, is as
 * if it did not exist. Safe for use by several threads.
 */
public interface ScopedRecords {

    /**
     * The newest version in scope at a ledger size.
     *
     * @param scope what the auditor may see
     * @param id the record's business id
     * @param ledgerSize the ledger size to look at; versions with a leaf index below it count
     * @return the view, or empty if nothing is in scope
     */
    Optional<RecordView> find(Scope scope, String id, long ledgerSize);

    /**
     * One version at a ledger size.
     *
     * @param scope what the auditor may see
     * @param id the record's business id
     * @param version the version's number
     * @param ledgerSize the ledger size to look at
     * @return the view, or empty if that version is not in scope
     */
    Optional<RecordView> find(Scope scope, String id, int version, long ledgerSize);

    /**
     * All versions in scope at a ledger size, oldest first.
     *
     * @param scope what the auditor may see
     * @param id the record's business id
     * @param ledgerSize the ledger size to look at
     * @return the views; empty if none is in scope
     */
    List<RecordView> versions(Scope scope, String id, long ledgerSize);

    /**
     * What was erased of a record, and why.
     *
     * @param scope what the auditor may see
     * @param id the record's business id
     * @param ledgerSize the ledger size to look at
     * @return the erasures, oldest first; empty if nothing was erased or no version is in scope
     */
    List<Erasure> erasures(Scope scope, String id, long ledgerSize);

    /**
     * The view of an entry that was read otherwise. Does not check that the record is in scope.
     *
     * @param scope whose masks apply
     * @param entry a sequenced entry of kind {@code record}
     * @return the view
     */
    RecordView view(Scope scope, Entry entry);
}
