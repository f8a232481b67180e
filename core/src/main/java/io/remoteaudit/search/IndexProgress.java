package io.remoteaudit.search;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the index has come. Tells nothing about what records hold.
 *
 * @param indexedSize the ledger size up to which entries can be found
 * @param ledgerSize the ledger's size
 * @param building an index that is being built; null if none is
 * @param trouble why the index does not take in what it should; null if it does
 */
public record IndexProgress(
        long indexedSize,
        long ledgerSize,
        @Nullable Building building,
        @Nullable IndexTrouble trouble) {

    /**
     * An index that is being built from the ledger.
     *
     * @param beside whether the index in use answers on until this one takes its place; else this one answers for what it
     *     has
     * @param builtSize the ledger size it holds
     * @param since when it was begun
     * @param perSecond entries a second since then; 0 until that can be told
     * @param remaining how long it takes at this rate; null until that can be told
     */
    public record Building(
            boolean beside,
            long builtSize,
            Instant since,
            double perSecond,
            @Nullable Duration remaining) {

        /** Checks that nothing is missing. */
        public Building {
            Objects.requireNonNull(since, "since");
        }
    }

    /**
     * Whether an index is being built beside the one in use.
     *
     * @return true from when it was asked for until it took the place of the other
     */
    public boolean rebuilding() {
        return building != null && building.beside();
    }

    /**
     * What keeps the index from going on.
     *
     * @return the trouble, or empty if there is none
     */
    public Optional<IndexTrouble> currentTrouble() {
        return Optional.ofNullable(trouble);
    }
}
