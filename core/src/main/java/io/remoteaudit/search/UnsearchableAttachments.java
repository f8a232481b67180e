package io.remoteaudit.search;

import io.remoteaudit.search.text.NoTextReason;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The records that cannot be found by all of their attachments, each in its newest version.
 *
 * @param ledgerSize the ledger size looked at
 * @param total how many records there are
 * @param records how many of them there are for each reason; a record may have several
 * @param newest some of them, newest first
 */
public record UnsearchableAttachments(
        long ledgerSize, long total, SortedMap<NoTextReason, Long> records, List<SearchHit> newest) {

    /** Copies the collections. */
    public UnsearchableAttachments {
        records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
        newest = List.copyOf(newest);
    }
}
