package io.remoteaudit.finding;

/** Where a finding stands. */
public enum FindingState {
    /** The body has raised it, or has raised it anew in other words. */
    RAISED("raised"),
    /** The maker has said how it corrects, why it happened, and what it does about the cause. */
    RESPONDED("responded"),
    /** The maker contests it. */
    DISPUTED("disputed"),
    /** The body was not satisfied: the maker responds again. */
    RETURNED("returned"),
    /** The body accepted what the maker means to do; the maker does it. */
    ACCEPTED("accepted"),
    /** The body has seen that the corrective action works. */
    VERIFIED("verified"),
    /** It is done. */
    CLOSED("closed"),
    /** The body has taken it back. */
    WITHDRAWN("withdrawn");

    private final String wireName;

    FindingState(String wireName) {
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

    /**
     * Whether nothing can happen any more.
     *
     * @return true for closed and withdrawn
     */
    public boolean over() {
        return this == CLOSED || this == WITHDRAWN;
    }

    /**
     * Finds a state by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the state
     * @throws IllegalArgumentException if no state has that name
     */
    public static FindingState ofWireName(String wireName) {
        for (FindingState state : values()) {
            if (state.wireName.equals(wireName)) {
                return state;
            }
        }
        throw new IllegalArgumentException("Not a state of a finding: '" + wireName + "'");
    }
}
