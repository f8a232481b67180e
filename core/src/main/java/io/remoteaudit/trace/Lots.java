package io.remoteaudit.trace;

import io.remoteaudit.record.Scope;
import io.remoteaudit.standard.Catalogue;
import java.util.Objects;
import java.util.Optional;

/** What the ledger's records tell of lots. Safe for use by several threads. */
public final class Lots {

    private final LotIndex index;
    private final Catalogue catalogue;

    /**
     * Prepares the reading.
     *
     * @param index finds the records that tell of lots
     * @param catalogue says which attributes of which record types relate them
     */
    public Lots(LotIndex index, Catalogue catalogue) {
        this.index = Objects.requireNonNull(index, "index");
        this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
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
     * The catalogue by which lots are related.
     *
     * @return the catalogue
     */
    public Catalogue catalogue() {
        return catalogue;
    }
}
