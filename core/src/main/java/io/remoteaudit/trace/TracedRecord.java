package io.remoteaudit.trace;

import java.util.Comparator;
import java.util.Objects;

/**
 * A record version that tells something of a lot.
 *
 * @param recordType the id of its record type
 * @param id the record's business id
 * @param version the version's number
 */
public record TracedRecord(String recordType, String id, int version) implements Comparable<TracedRecord> {

    private static final Comparator<TracedRecord> ORDER =
            Comparator.comparing(TracedRecord::id).thenComparing(TracedRecord::version);

    /** Checks that nothing is missing. */
    public TracedRecord {
        Objects.requireNonNull(recordType, "recordType");
        Objects.requireNonNull(id, "id");
    }

    @Override
    public int compareTo(TracedRecord other) {
        return ORDER.compare(this, other);
    }
}
