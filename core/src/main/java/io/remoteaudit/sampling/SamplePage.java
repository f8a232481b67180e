package io.remoteaudit.sampling;

import java.util.List;
import java.util.OptionalLong;

/**
 * A part of an engagement's samples, in the order their populations were frozen.
 *
 * @param items this page
 * @param total how many samples there are at the ledger size asked for, exactly
 * @param next where the next page begins; empty on the last page
 */
public record SamplePage(List<Sample> items, long total, OptionalLong next) {

    /** Copies the list. */
    public SamplePage {
        items = List.copyOf(items);
    }
}
