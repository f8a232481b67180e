package io.remoteaudit.access;

import java.util.List;
import java.util.OptionalLong;

/**
 * A part of the trail in leaf order.
 *
 * @param items this page
 * @param total how many accesses there are at the ledger size asked for, exactly
 * @param nextLeaf where the next page begins; empty on the last one
 */
public record AccessPage(List<Access> items, long total, OptionalLong nextLeaf) {

    /** Copies the list. */
    public AccessPage {
        items = List.copyOf(items);
    }
}
