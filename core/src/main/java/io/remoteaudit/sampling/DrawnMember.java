package io.remoteaudit.sampling;

import io.remoteaudit.ledger.Hash;
import java.util.Objects;

/**
 * A member that was drawn.
 *
 * @param member the member
 * @param rank its rank, by which anyone can see that it was its turn
 */
public record DrawnMember(Member member, Hash rank) {

    /** Checks that nothing is missing. */
    public DrawnMember {
        Objects.requireNonNull(member, "member");
        Objects.requireNonNull(rank, "rank");
    }
}
