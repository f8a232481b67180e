package io.remoteaudit.trace;

import java.util.List;
import java.util.OptionalLong;

/**
 * How many records of one type name a lot.
 *
 * @param recordType the id of the record type
 * @param count how many
 * @param nonconforming how many of them are nonconforming; empty where verdicts are masked
 * @param records the first of them by their ids, at most {@value #SHOWN}
 */
public record RecordCount(String recordType, long count, OptionalLong nonconforming, List<TracedRecord> records) {

    /** How many records are named; a search finds all. */
    public static final int SHOWN = 5;

    /** Copies the list. */
    public RecordCount {
        records = List.copyOf(records);
    }
}
