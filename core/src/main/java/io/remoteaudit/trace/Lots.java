package io.remoteaudit.trace;

import io.remoteaudit.record.RecordView;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.ScopedRecords;
import io.remoteaudit.standard.Catalogue;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** What the ledger's records tell of lots. Safe for use by several threads. */
public final class Lots {

    private final LotIndex index;
    private final ScopedRecords records;
    private final Catalogue catalogue;
    private final Duration lateAfter;

    /**
     * Prepares the reading.
     *
     * @param index finds the records that tell of lots
     * @param records reads them
     * @param catalogue says which attributes of which record types relate them, and what a dossier needs
     * @param lateAfter how long after its event a record's entry is late
     */
    public Lots(LotIndex index, ScopedRecords records, Catalogue catalogue, Duration lateAfter) {
        this.index = Objects.requireNonNull(index, "index");
        this.records = Objects.requireNonNull(records, "records");
        this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
        this.lateAfter = Objects.requireNonNull(lateAfter, "lateAfter");
    }

    /**
     * Follows a lot.
     *
     * @param scope what may be seen
     * @param lot the lot's number
     * @param request how far
     * @param ledgerSize the ledger size to look at
     * @return the trace; empty if the lot is not in scope, whether or not it exists
     * @throws io.remoteaudit.RemoteAuditException as {@link LotIndex#trace}
     */
    public Optional<LotTrace> trace(Scope scope, String lot, TraceRequest request, long ledgerSize) {
        return index.trace(scope, lot, request, ledgerSize);
    }

    /**
     * Holds what the records in scope are against what a lot needs.
     *
     * @param scope what may be seen
     * @param lot the lot's number
     * @param ledgerSize the ledger size to look at
     * @param shown told of each record of which something is given
     * @return the dossier; empty if the lot is not in scope, whether or not it exists
     * @throws io.remoteaudit.RemoteAuditException as {@link LotIndex#trace}
     */
    public Optional<LotDossier> dossier(Scope scope, String lot, long ledgerSize, Consumer<RecordView> shown) {
        LotViews views = new LotViews(index, records, catalogue, scope, ledgerSize, lateAfter, shown);
        return new DossierReader(catalogue, scope, views, ledgerSize).read(lot);
    }

    /**
     * The catalogue by which lots are related.
     *
     * @return the catalogue
     */
    public Catalogue catalogue() {
        return catalogue;
    }
}
