package io.remoteaudit.record;

import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.BlobStore;
import io.remoteaudit.store.Database;
import java.time.Clock;
import java.util.List;

/**
 * The parts that keep records, over one ledger.
 *
 * @param records saving and the maker's own reading
 * @param scopedRecords reading on an auditor's behalf
 * @param attachments the files that belong to records
 */
public record RecordKeeping(Records records, ScopedRecords scopedRecords, Attachments attachments) {

    /**
     * Keeps records as entries of a ledger.
     *
     * @param ledger the ledger
     * @param database the ledger's database
     * @param blobs holds attachments
     * @param catalogue says which record types there are
     * @param clock tells what is in the future
     * @return the parts
     */
    public static RecordKeeping over(
            Ledger ledger, Database database, BlobStore blobs, Catalogue catalogue, Clock clock) {
        BlobAttachments attachments = new BlobAttachments(blobs);
        LedgerRecords records = new LedgerRecords(
                ledger,
                database,
                new RecordRules(catalogue, attachments, clock),
                new Masks(new PseudonymKeys(database, clock)));
        return new RecordKeeping(records, records, attachments);
    }

    /**
     * The same parts, but observers hear of each call that saves.
     *
     * @param observers who hears; without any, saving stays as it is
     * @return the parts
     */
    public RecordKeeping observedBy(List<SaveObserver> observers) {
        return observers.isEmpty()
                ? this
                : new RecordKeeping(new ObservedRecords(records, observers), scopedRecords, attachments);
    }
}
