package io.remoteaudit.trace;

import java.util.List;
import java.util.Objects;

/**
 * A lot in scope.
 *
 * @param lot its number
 * @param depth how many steps from the lot asked for; 0 for that one itself
 * @param relations the lots nearer to the one asked for that it went into, or came out of
 * @param outside how many lots outside the scope it has in the same direction; for the one asked for, those of its branches
 *     say it
 * @param records the records that name it, by type
 * @param facts where it came from and went to, at most {@value #MAX_FACTS}
 * @param moreFacts how many records tell such facts besides
 */
public record TracedLot(
        String lot,
        int depth,
        List<LotRelation> relations,
        int outside,
        List<RecordCount> records,
        List<LotFact> facts,
        long moreFacts) {

    /** The most facts given of a lot. */
    public static final int MAX_FACTS = 20;

    /** Copies the lists. */
    public TracedLot {
        Objects.requireNonNull(lot, "lot");
        relations = List.copyOf(relations);
        records = List.copyOf(records);
        facts = List.copyOf(facts);
    }
}
