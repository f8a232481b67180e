package io.remoteaudit.finding;

import java.util.List;
import java.util.OptionalInt;

/**
 * A part of an engagement's findings, in the order they were raised.
 *
 * @param items this page
 * @param total how many findings the filter accepts at the ledger size asked for, exactly
 * @param next the place of the next page's first finding; empty on the last page
 */
public record FindingPage(List<Finding> items, long total, OptionalInt next) {

    /** Copies the list. */
    public FindingPage {
        items = List.copyOf(items);
    }
}
