package io.remoteaudit.trace;

import io.remoteaudit.record.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the records that tell of lots, exactly and as the ledger stood at a size: of each record the newest version at that
 * size. Nothing outside the scope is ever given, nor anything that rests on a masked field. Safe for use by several threads.
 *
 * <p>A lot is in scope if the scope's lots admit it and a record in scope names it, as one of its lots or in an attribute that
 * tells what went in or came out.
 */
public interface LotIndex {

    /**
     * Follows a lot.
     *
     * @param scope what the auditor may see
     * @param lot the lot's number
     * @param request how far
     * @param ledgerSize the ledger size to look at
     * @return the trace; empty if the lot is not in scope, whether or not it exists
     * @throws io.remoteaudit.RemoteAuditException {@code RA-0303} if it takes longer or needs more than the index allows,
     *     {@code RA-0304} if the index has not got that far
     */
    Optional<LotTrace> trace(Scope scope, String lot, TraceRequest request, long ledgerSize);

    /**
     * The records that name a lot.
     *
     * @param scope what the auditor may see
     * @param lot the lot's number
     * @param ledgerSize the ledger size to look at
     * @return the records in the order of their ids; empty if the lot is not in scope
     * @throws io.remoteaudit.RemoteAuditException as {@link #trace}
     */
    List<TracedRecord> naming(Scope scope, String lot, long ledgerSize);

    /**
     * The records of a type that others name by a key.
     *
     * @param scope what the auditor may see
     * @param recordType the id of the record type
     * @param attribute the attribute with the role {@link io.remoteaudit.standard.TraceRole#KEY}
     * @param keys its values
     * @param ledgerSize the ledger size to look at
     * @return the records in the order of their ids; empty if the attribute is masked
     * @throws io.remoteaudit.RemoteAuditException as {@link #trace}
     */
    List<TracedRecord> keyed(Scope scope, String recordType, String attribute, Set<String> keys, long ledgerSize);

    /**
     * The records of a type and site that happened within a time.
     *
     * @param scope what the auditor may see
     * @param recordType the id of the record type
     * @param site the site's id
     * @param from the first instant
     * @param to the last instant
     * @param ledgerSize the ledger size to look at
     * @return the records in the order of their ids; empty if site or time is masked
     * @throws io.remoteaudit.RemoteAuditException as {@link #trace}
     */
    List<TracedRecord> between(Scope scope, String recordType, String site, Instant from, Instant to, long ledgerSize);
}
