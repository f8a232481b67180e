package io.remoteaudit.sampling;

import java.util.Arrays;
import java.util.List;

/** What is done with a sample; all of it by the body. */
public enum SampleAction {
    /** Freezes a population and orders a draw of it, with a commitment to a seed. */
    FREEZE("freeze"),
    /** Freezes a population and picks members of it by judgement. */
    PICK("pick"),
    /** Reveals the seed, by which members are drawn. */
    DRAW("draw"),
    /** Says what came out of examining members. */
    EXAMINE("examine"),
    /** Says what follows from the sample. */
    CONCLUDE("conclude");

    private final String wireName;

    SampleAction(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used on the wire and in the ledger.
     *
     * @return a lower-case word
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Finds an action by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the action
     * @throws IllegalArgumentException if none has that name
     */
    public static SampleAction ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(action -> action.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Not an action on a sample: '" + wireName + "'"));
    }

    /**
     * What can be done in a state. A conclusion can be drawn anew, and members examined again: what was said before is
     * kept.
     *
     * @param state the state
     * @return the actions, in this order
     */
    public static List<SampleAction> possible(SampleState state) {
        return switch (state) {
            case FROZEN -> List.of(DRAW);
            case DRAWN, CONCLUDED -> List.of(EXAMINE, CONCLUDE);
        };
    }
}
