package io.remoteaudit.sampling;

/** Where a sample stands. */
public enum SampleState {
    /** The population is frozen and the seed committed to; nothing is drawn yet, or never was. */
    FROZEN("frozen"),
    /** Its members are known. */
    DRAWN("drawn"),
    /** What follows from it is said. */
    CONCLUDED("concluded");

    private final String wireName;

    SampleState(String wireName) {
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
