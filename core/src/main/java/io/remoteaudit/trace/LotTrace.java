package io.remoteaudit.trace;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where a lot comes from and goes to, as one scope shows it at one ledger size.
 *
 * @param ledgerSize the ledger size
 * @param lot the lot asked for
 * @param branches what lies in each direction asked for
 */
public record LotTrace(long ledgerSize, TracedLot lot, Map<TraceDirection, Branch> branches) {

    /** Copies the branches. */
    public LotTrace {
        Objects.requireNonNull(lot, "lot");
        EnumMap<TraceDirection, Branch> copy = new EnumMap<>(TraceDirection.class);
        copy.putAll(branches);
        branches = Collections.unmodifiableMap(copy);
    }
}
