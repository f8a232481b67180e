package io.remoteaudit.sampling;

import io.remoteaudit.RemoteAuditException;
import java.util.List;

/** Records that were picked are not in the population, or do not exist: the two cannot be told apart. */
public final class PicksOutsideException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final int[] places;

    /**
     * Creates the failure.
     *
     * @param places which of the picks, from 0 on
     */
    public PicksOutsideException(List<Integer> places) {
        super("RA-0554", "Picks " + places + " are not in the population; pick what the search finds");
        this.places = places.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Which of the picks.
     *
     * @return places in the order, from 0 on
     */
    public int[] places() {
        return places.clone();
    }
}
