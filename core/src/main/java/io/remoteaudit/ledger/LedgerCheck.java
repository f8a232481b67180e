package io.remoteaudit.ledger;

import io.remoteaudit.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What came of recomputing a ledger from its rows: every leaf from its entry, every disclosure's digest, every tile and
 * root from the leaves, every checkpoint's signature, every reason for a digest without a disclosure.
 *
 * @param startedAt when it began
 * @param took how long it took
 * @param ledgerSize the size that was checked
 * @param checkpoints how many checkpoints were checked
 * @param defect the first thing that is not as it was written; null if all is
 */
public record LedgerCheck(
        Instant startedAt,
        Duration took,
        long ledgerSize,
        long checkpoints,
        @Nullable Defect defect) {

    /** Checks that nothing is missing. */
    public LedgerCheck {
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(took, "took");
    }

    /**
     * Something that was changed, removed, inserted or moved behind the library's back.
     *
     * @param row the row, for example {@code remote_audit_entry 17}
     * @param chinese what is wrong with it, in Chinese
     * @param english the same in English
     */
    public record Defect(String row, String chinese, String english) {

        /** Checks that nothing is missing. */
        public Defect {
            Objects.requireNonNull(row, "row");
            Objects.requireNonNull(chinese, "chinese");
            Objects.requireNonNull(english, "english");
        }
    }

    /**
     * The first thing that is wrong.
     *
     * @return the defect, or empty if the rows are as they were written
     */
    public Optional<Defect> firstDefect() {
        return Optional.ofNullable(defect);
    }

    /**
     * Checks a ledger that is not open here, for example a copy or a backup; nothing is written. A ledger that is open
     * checks itself by {@link Ledger#check}.
     *
     * @param database the ledger's database, whose tables exist
     * @param firstKey the first key of the ledger, got from somewhere else than its database; later ones follow from it
     * @param clock gives the time
     * @param progress told the leaf index reached, after each slice
     * @return the result
     * @throws io.remoteaudit.store.StoreException if the database refuses
     */
    public static LedgerCheck of(Database database, LogKey firstKey, Clock clock, LongConsumer progress) {
        return new LedgerWalk(database, firstKey, clock, progress).run();
    }
}
