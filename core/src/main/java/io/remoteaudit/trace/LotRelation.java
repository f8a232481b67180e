package io.remoteaudit.trace;

import java.util.Comparator;
import java.util.Objects;

/**
 * That a lot went into, or came out of, another.
 *
 * @param lot the other lot
 * @param record the record that says so
 */
public record LotRelation(String lot, TracedRecord record) implements Comparable<LotRelation> {

    private static final Comparator<LotRelation> ORDER =
            Comparator.comparing(LotRelation::lot).thenComparing(LotRelation::record);

    /** Checks that nothing is missing. */
    public LotRelation {
        Objects.requireNonNull(lot, "lot");
        Objects.requireNonNull(record, "record");
    }

    @Override
    public int compareTo(LotRelation other) {
        return ORDER.compare(this, other);
    }
}
