package io.remoteaudit.record;

/** Whether a characteristic met its requirement, judged by the pinned edition of a standard. */
public enum Verdict {
    /** The requirement was met. */
    CONFORMING("conforming"),
    /** The requirement was not met. */
    NONCONFORMING("nonconforming"),
    /** No requirement was applied. */
    NOT_JUDGED("not-judged");

    private final String wireName;

    Verdict(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used in leaves, exports and on the wire.
     *
     * @return a lower-case name with hyphens
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Finds a verdict by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the verdict
     * @throws IllegalArgumentException if no verdict has that name
     */
    public static Verdict ofWireName(String wireName) {
        for (Verdict verdict : values()) {
            if (verdict.wireName.equals(wireName)) {
                return verdict;
            }
        }
        throw new IllegalArgumentException(
                "Not a verdict: '" + wireName + "'; use conforming, nonconforming or not-judged");
    }
}
