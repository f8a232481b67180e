package io.remoteaudit.example.quality;

import io.remoteaudit.example.factory.Entry;
import java.util.List;

/**
 * A revision of a controlled document.
 *
 * @param entry number, site, people and time
 * @param docNo the document
 * @param name its name
 * @param rev the revision
 * @param status {@code draft}, {@code effective} or {@code obsolete}
 * @param approvers who approved it
 */
public record ControlledDocument(
        Entry entry, String docNo, String name, String rev, String status, List<String> approvers) {
    /** Copies the lists. */
    public ControlledDocument {
        approvers = List.copyOf(approvers);
    }
}
