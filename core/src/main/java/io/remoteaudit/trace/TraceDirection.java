package io.remoteaudit.trace;

/** Which way lots are followed. */
public enum TraceDirection {
    /** To the lots that went into a lot. */
    BACK("back"),
    /** To the lots that a lot went into. */
    FORWARD("forward");

    private final String wireName;

    TraceDirection(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used on the wire.
     *
     * @return a lower-case word
     */
    public String wireName() {
        return wireName;
    }
}
