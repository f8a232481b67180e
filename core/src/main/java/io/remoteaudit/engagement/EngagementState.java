package io.remoteaudit.engagement;

/** Where an engagement stands. Only an active one lets an auditor see anything of the maker's. */
public enum EngagementState {
    /** Not yet accepted by both parties in its present terms. */
    PROPOSED("proposed"),
    /** Accepted by both; the access window has not begun. */
    SCHEDULED("scheduled"),
    /** Accepted by both and within the access window. */
    ACTIVE("active"),
    /** The access window is over. */
    ENDED("ended"),
    /** Revoked for good. */
    REVOKED("revoked");

    private final String wireName;

    EngagementState(String wireName) {
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
