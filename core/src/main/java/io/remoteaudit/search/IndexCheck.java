package io.remoteaudit.search;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of comparing an index with its ledger: every record version, and every message of a question, that the ledger has below the indexed size is in
 * the index once, as it would be put there today, and nothing else is. What differs is put right by rebuilding the index.
 *
 * @param startedAt when it began
 * @param took how long it took
 * @param indexedSize the ledger size the index was compared at
 * @param versions how many record versions the ledger has below that size
 * @param differences the first of them, at most {@link #MOST_NAMED}
 * @param total how many there are
 * @param complete false if measured values were left out, since the index was made with another catalogue
 */
public record IndexCheck(
        Instant startedAt,
        Duration took,
        long indexedSize,
        long versions,
        List<Difference> differences,
        long total,
        boolean complete) {

    /** How many differences are named. */
    public static final int MOST_NAMED = 20;

    /** Copies the list. */
    public IndexCheck {
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(took, "took");
        differences = List.copyOf(differences);
    }

    /**
     * Something in which index and ledger differ.
     *
     * @param recordId the record, or the question; null if it is not about one
     * @param version its version, or the number of the message; 0 if it is not about one
     * @param chinese what differs, in Chinese
     * @param english the same in English
     */
    public record Difference(@Nullable String recordId, int version, String chinese, String english) {

        /** Checks that nothing is missing. */
        public Difference {
            Objects.requireNonNull(chinese, "chinese");
            Objects.requireNonNull(english, "english");
        }
    }

    /**
     * What two checks, one after the other, both found; for what changes lawfully while an index is compared.
     *
     * @param later the later check
     * @return the later check with the differences that were there before
     * @throws IllegalStateException if not all differences of both are named
     */
    public IndexCheck and(IndexCheck later) {
        if (total > differences.size()) {
            throw new IllegalStateException("Only " + differences.size() + " of " + total + " differences are named");
        }
        List<Difference> lasting =
                later.differences.stream().filter(differences::contains).toList();
        return new IndexCheck(
                startedAt, took.plus(later.took), later.indexedSize, later.versions, lasting, lasting.size(), complete);
    }

    /**
     * Whether the two hold the same.
     *
     * @return true if nothing differs
     */
    public boolean same() {
        return total == 0;
    }
}
