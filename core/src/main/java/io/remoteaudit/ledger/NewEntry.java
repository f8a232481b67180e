package io.remoteaudit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An entry to be appended.
 *
 * @param kind what the entry is about
 * @param subject the business id the entry belongs to; at most 200 characters
 * @param version the entry's number among those of its kind and subject, from 1 on
 * @param context the engagement the entry belongs to, by which it can be listed; null for none. Not part of the leaf
 * @param fields the content; each becomes one salted disclosure
 */
public record NewEntry(
        EntryKind kind,
        String subject,
        int version,
        @Nullable String context,
        SortedMap<String, JsonNode> fields) {

    /** Checks that nothing is missing and copies the fields. */
    public NewEntry {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }
}
