package io.remoteaudit.finding;

import java.util.List;
import java.util.OptionalLong;

/**
 * A part of an engagement's reports on certificates, in the order they were made.
 *
 * @param items this page
 * @param total how many reports there are at the ledger size asked for, exactly
 * @param nextLeaf where the next page begins; empty on the last one
 */
public record CertificatePage(List<CertificateReport> items, long total, OptionalLong nextLeaf) {

    /** Copies the list. */
    public CertificatePage {
        items = List.copyOf(items);
    }
}
