package io.remoteaudit.trace;

import java.util.List;

/**
 * What lies in one direction of a lot.
 *
 * @param lots the lots in scope, the nearest first, those of a depth by their numbers; without the lot asked for
 * @param circles relations that lead back to the lot asked for
 * @param outside how many lots outside the scope are next to a lot shown; nothing else is known of them, nor of what lies
 *     behind them
 * @param outsideNext how many of them are next to the lot asked for itself
 * @param deeper how many lots in scope are not shown because they are next beyond the depth asked for
 * @param cut how many lots in scope are not shown because there are more than were asked for; what lies behind them was not
 *     looked at
 */
public record Branch(
        List<TracedLot> lots, List<LotRelation> circles, int outside, int outsideNext, int deeper, int cut) {

    /** Copies the lists. */
    public Branch {
        lots = List.copyOf(lots);
        circles = List.copyOf(circles);
    }
}
