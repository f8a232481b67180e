package io.remoteaudit.trace;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * How far to follow a lot.
 *
 * @param directions which way; at least one
 * @param depth how many steps, from 1 to {@value #MAX_DEPTH}
 * @param lots how many lots to show in each direction, from 1 to {@value #MAX_LOTS}
 */
public record TraceRequest(Set<TraceDirection> directions, int depth, int lots) {

    /** The most steps. */
    public static final int MAX_DEPTH = 100;

    /** The most lots in each direction. */
    public static final int MAX_LOTS = 2_000;

    /** Steps where nothing else is said. */
    public static final int DEFAULT_DEPTH = 20;

    /** Lots in each direction where nothing else is said. */
    public static final int DEFAULT_LOTS = 1_000;

    /** Checks the bounds. */
    public TraceRequest {
        if (directions.isEmpty() || depth < 1 || depth > MAX_DEPTH || lots < 1 || lots > MAX_LOTS) {
            throw new IllegalArgumentException("A trace goes in at least one direction, 1 to " + MAX_DEPTH
                    + " steps, over 1 to " + MAX_LOTS + " lots; not " + directions + ", " + depth + ", " + lots);
        }
        directions = Collections.unmodifiableSet(EnumSet.copyOf(directions));
    }

    /**
     * Both ways, as far as is usual.
     *
     * @return the request
     */
    public static TraceRequest both() {
        return new TraceRequest(EnumSet.allOf(TraceDirection.class), DEFAULT_DEPTH, DEFAULT_LOTS);
    }
}
