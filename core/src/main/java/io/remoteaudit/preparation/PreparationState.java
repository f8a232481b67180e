package io.remoteaudit.preparation;

/** How far the two parties agree on a plan or a preparation list. */
public enum PreparationState {
    /** The body has not proposed it yet. */
    NONE("none"),
    /** One party has written the newest version, and the other has not confirmed it. */
    PROPOSED("proposed"),
    /** The other party has confirmed the newest version. */
    CONFIRMED("confirmed");

    private final String wireName;

    PreparationState(String wireName) {
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
