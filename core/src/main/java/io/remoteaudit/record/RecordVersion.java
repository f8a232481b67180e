package io.remoteaudit.record;

import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A record version as the ledger holds it.
 *
 * @param record the content
 * @param recordedAt when the ledger took it
 * @param leafIndex its place in the ledger; empty until it is sequenced
 * @param erased names of fields that were erased: absent in the record, or {@link #ERASED} where it needs one
 */
public record RecordVersion(
        QualityRecord record, Instant recordedAt, OptionalLong leafIndex, SortedSet<String> erased) {

    /** What stands for a title or a performer's name that was erased. */
    public static final String ERASED = "已擦除 / erased";

    /** Checks that nothing is missing and copies the set. */
    public RecordVersion {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(recordedAt, "recordedAt");
        Objects.requireNonNull(leafIndex, "leafIndex");
        erased = Collections.unmodifiableSortedSet(new TreeSet<>(erased));
    }
}
