package io.remoteaudit.finding;

/** What a finding says of a requirement. */
public enum FindingKind {
    /** The requirement is met. */
    CONFORMITY("conformity"),
    /** The requirement is not met, and the system as a whole is not put in doubt by it. */
    MINOR_NONCONFORMITY("minor-nonconformity"),
    /** The requirement is not met in a way that puts the system's or the product's conformity in doubt. */
    MAJOR_NONCONFORMITY("major-nonconformity"),
    /** The requirement is met and could be met better. */
    OPPORTUNITY_FOR_IMPROVEMENT("opportunity-for-improvement");

    private final String wireName;

    FindingKind(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used in entries and on the wire.
     *
     * @return lower-case words joined by hyphens
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Whether the maker must respond.
     *
     * @return true for minor and major nonconformities
     */
    public boolean nonconformity() {
        return this == MINOR_NONCONFORMITY || this == MAJOR_NONCONFORMITY;
    }

    /**
     * Finds a kind by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the kind
     * @throws IllegalArgumentException if no kind has that name
     */
    public static FindingKind ofWireName(String wireName) {
        for (FindingKind kind : values()) {
            if (kind.wireName.equals(wireName)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("Not a kind of finding: '" + wireName + "'");
    }
}
